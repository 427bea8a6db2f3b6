"""The operator's command as people run it: a process of its own, on a free port."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
_PATHS = (ROOT / "infra", ROOT / "functions")


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BARROW_", "STRIPE_", "STAFF_"))
    }
    return kept | {
        "PYTHONPATH": os.pathsep.join(str(path) for path in _PATHS),
        "COLUMNS": "200",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "barrow.cli", *arguments]


@dataclass
class RunningShop:
    process: "subprocess.Popen[str]"
    url: str
    staff_key: str
    state: Path

    def until(self, sentence: str) -> None:
        """Read what the shop says, as far as this sentence."""
        assert self.process.stdout is not None
        said: list[str] = []
        for line in self.process.stdout:
            said.append(line)
            if sentence in line:
                return
        raise AssertionError("".join(said))

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait(10)


@contextmanager
def running_shop(state: Path, *options: str) -> Iterator[RunningShop]:
    """`barrow run` until the block ends; then Ctrl-C, unless it was killed before."""
    with subprocess.Popen(
        _command("run", "--port", "0", "--state", str(state), *options),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=_environment(),
    ) as process:
        assert process.stdout is not None
        said: list[str] = []
        url = key = ""
        for line in process.stdout:
            said.append(line)
            if line.startswith("http") and not url:
                url = line.split()[0]
            if line.startswith("staff key:"):
                key = line.split()[-1]
                break
        assert url, "".join(said)
        try:
            yield RunningShop(process, url, key, state)
        finally:
            killed = process.poll() is not None
            if not killed:
                process.send_signal(signal.SIGINT)
            rest, _ = process.communicate(timeout=60)
        assert killed or process.returncode == 0, rest


def barrow(*arguments: str, timeout: float = 300) -> "subprocess.CompletedProcess[str]":
    """One command, to its end: stdout and stderr together in `stdout`."""
    return subprocess.run(
        _command(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=_environment(),
        timeout=timeout,
        check=False,
    )
