"""Chalice's own command as a process in a capability's folder, told on line by line."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from barrow.deploying.account import Account
from barrow.failures import Failure

_CHALICE = "import sys; from chalice.cli import main; sys.exit(main())"
#: API Gateway lets an account import an API every 3 s and delete one every 30 s (API Gateway
#: quotas, "for managing"), a new role is not known everywhere at once: rather wait than fail.
#: Standard mode waits up to 20 s between attempts.
_PATIENT = {"AWS_RETRY_MODE": "standard", "AWS_MAX_ATTEMPTS": "16"}
#: Python's name of what AWS's client could not do; what it says is enough.
_BOTOCORE = re.compile(r"^botocore\.[\w.]+: ")
#: A zip goes over a slow line in one request; this is also how long it may stand still.
_SECONDS = "120"


class ChaliceFailed(Failure):
    """Its text is the reason that Chalice gave, which mostly is AWS's."""


def run(arguments: list[str], folder: Path, account: Account, say: Callable[[str], None]) -> None:
    """Like `chalice <arguments>` in `folder`; `say` hears each line. Raises ChaliceFailed."""
    if arguments[0] == "deploy":
        arguments = [*arguments, "--connection-timeout", _SECONDS]
    own = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, "-c", _CHALICE, *arguments],
            cwd=folder,
            env={**_PATIENT, **os.environ, **account.environment(), **own},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
        ) as chalice,
    ):
        try:
            assert chalice.stdout is not None  # noqa: S101 — a pipe was asked for
            for line in chalice.stdout:
                if line.strip():
                    say(line.strip())
            ended = chalice.wait()
        except BaseException:
            chalice.terminate()
            raise
        if ended:
            errors.seek(0)
            raise ChaliceFailed(
                reason(errors.read()) or f"chalice {arguments[0]} ended with {ended}"
            )


def reason(errors: str) -> str:
    """What went wrong, in one line, from the traceback that Chalice prints."""
    _, told, after = errors.rpartition("received the following error:")
    if told:
        # Chalice wraps the reason at 79 columns, and may add a suggestion
        return re.sub(r"\s+", " ", after).strip()
    lines = [line for line in errors.splitlines() if line.strip()]
    return _BOTOCORE.sub("", lines[-1].strip()) if lines else ""
