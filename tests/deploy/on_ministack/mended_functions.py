"""Lambda's functions, run as AWS runs them.

- On a Python without any package of this machine: what a zip lacks, fails.
- New code lets calls that are under way end. MiniStack kills them.
- A function is ready at once. MiniStack keeps it pending for half a second, and botocore's waiter,
  which Chalice uses, looks again after five.
"""

import sys
from pathlib import Path
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_release = lambda_runtime.release_worker
#: Workers of old code that have a call yet.
_retired: set[Any] = set()


def mend(folder: Path) -> None:
    """`folder` gets the interpreter that functions run on."""
    lambda_runtime.sys = _WithPython(_bare_python(folder))
    lambda_svc._LAMBDA_STATE_TRANSITION_DELAY = 0
    for module in (lambda_runtime, lambda_svc):
        module.invalidate_worker = _retire
        module.release_worker = _release_or_end


class _WithPython:
    """Stands for `sys` where MiniStack takes the interpreter from it."""

    def __init__(self, executable: Path) -> None:
        self.executable = str(executable)

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def _bare_python(folder: Path) -> Path:
    script = folder / "python"
    python = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    script.write_text(f'#!/bin/sh\nexec "{python}" -S "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return script


def _retire(
    function: str,
    qualifier: str | None = None,
    account: str | None = None,
    region: str | None = None,
) -> None:
    """Workers of old code take no more calls, and end after those that they have."""
    wanted = (account, region, function, qualifier)
    with lambda_runtime._lock:
        keys = [
            key
            for key in lambda_runtime._workers
            if all(want in {None, part} for want, part in zip(wanted, key.split(":"), strict=True))
        ]
        workers = [worker for key in keys for worker in lambda_runtime._workers.pop(key)]
        idle = [worker for worker in workers if not worker.in_use]
        _retired.update(worker for worker in workers if worker.in_use)
    lambda_runtime.kill_workers(idle)


def _release_or_end(worker: Any) -> None:
    _release(worker)
    if worker in _retired:
        _retired.discard(worker)
        lambda_runtime.kill_workers([worker])
