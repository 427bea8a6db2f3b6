"""Loads MiniStack's services without what a server would start, and changes their parts by name.

MiniStack is a server; the engine calls its handlers as functions and replaces a few of its
module-level functions. Those names are no public interface, hence the pinned version in
pyproject.toml, the check here, and the contract tests.
"""

import importlib
import logging
import pkgutil
import sys
import threading
import time
from functools import cache
from importlib.metadata import version
from types import ModuleType
from typing import Any

from ministack.core.responses import (
    get_account_id,
    get_region,
    set_request_account_id,
    set_request_region,
)

from barrow.cloud.engine import EngineError

TRIED_VERSION = "1.5.33"

# Signing name of a service → module in ministack.services. What is not here is not answered.
MODULES = {
    "dynamodb": "dynamodb",
    "sqs": "sqs",
    "events": "eventbridge",
    "s3": "s3",
    "ses": "ses",
    "email": "ses",
    "cloudformation": "cloudformation",
    "ssm": "ssm",
    "secretsmanager": "secretsmanager",
    "sts": "sts",
    "iam": "iam",
    "logs": "cloudwatch_logs",
    "monitoring": "cloudwatch",
    "kms": "kms",
    "sns": "sns",
    "scheduler": "scheduler",
    "cloudfront": "cloudfront",
    "acm": "acm",
}

# Modules whose small state is kept whole; the rest hold nothing the shop needs after a restart.
STATEFUL = (
    "cloudformation",
    "dynamodb",
    "sqs",
    "eventbridge",
    "s3",
    "ses",
    "ses_v2",
    "ssm",
    "secretsmanager",
    "iam",
    "sns",
)

#: Seconds until a thread that found the engine busy looks again; a call takes about half of that.
_LOOK_AGAIN = 0.0005

_REAPER = "dynamodb-ttl-reaper"


class _ParksTheReaper:
    """A lock that parks MiniStack's TTL thread for good: it would delete by the wall clock.

    The thread starts when the module is first imported, whoever imports it, and takes this lock
    before it touches a table.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        if threading.current_thread().name == _REAPER:
            threading.Event().wait()  # a daemon: it ends with the process
        self._lock.acquire()

    def __exit__(self, *exc: object) -> None:
        self._lock.release()


@cache
def load(name: str) -> Any:
    """Import one service module, e.g. `dynamodb`."""
    module = importlib.import_module(f"ministack.services.{name}")
    if name == "dynamodb" and not isinstance(module._lock, _ParksTheReaper):
        module._lock = _ParksTheReaper()  # type: ignore[attr-defined]
    return module


def prepare(installed: str | None = None) -> None:
    """Raise EngineError unless the tried version is installed; keep its logging out of ours.

    Importing MiniStack's app sets the root logger up for a server.
    """
    installed = installed or version("ministack")
    if installed != TRIED_VERSION:
        raise EngineError(
            f"the local cloud is tried with ministack {TRIED_VERSION}, but {installed} is "
            f"installed: pip install ministack=={TRIED_VERSION}"
        )
    _put_off_the_rest()
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    importlib.import_module("ministack.app")
    root.setLevel(level)
    root.handlers[:] = handlers
    for name in ("dynamodb", "sqs", "events", "s3", "ses", "ses-v2", "cloudformation"):
        logging.getLogger(name).setLevel(logging.ERROR)


class _PutOff(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        # Python itself asks any module for some of these; a service has none that others use
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            sys.modules.pop(self.__name__, None)
        return getattr(importlib.import_module(self.__name__), name)


def _put_off_the_rest() -> None:
    """Keep MiniStack's CloudFormation from importing every service that there is.

    They take twenty megabytes, and one of them raises Python's limit of recursion.
    """
    services = importlib.import_module("ministack.services")
    answered = {*MODULES.values(), *STATEFUL}
    for found in pkgutil.iter_modules(services.__path__):
        name = f"{services.__name__}.{found.name}"
        if found.name not in answered and not found.name.startswith("_"):
            setattr(services, found.name, sys.modules.setdefault(name, _PutOff(name)))


class Scope:
    """Holds the engine's lock, as one account in one region.

    MiniStack keeps both for each thread; no thread here is ever anything else, so they are set once
    and stay, which leaves little to do for each of an order's many calls.

    No call waits in the lock. It would be given to who waits as soon as it is free; but they need
    the interpreter's own lock as well, which is with whoever let go and comes back at its next
    call, to wait in turn: busy threads would change places twice a call. Looking again after a
    pause lets each do many calls in a row, which took a fifth off the time of a replayed order.
    It is less fair: under several busy threads one may look in vain for a third of a second.
    """

    def __init__(self, lock: threading.RLock, account: str, region: str) -> None:
        self._lock = lock
        self._account = account
        self.region = region

    def __enter__(self) -> None:
        while not self._lock.acquire(blocking=False):
            time.sleep(_LOOK_AGAIN)
        if get_region() != self.region or get_account_id() != self._account:
            set_request_account_id(self._account)
            set_request_region(self.region)

    def __exit__(self, *exc: object) -> None:
        self._lock.release()


class Patches:
    """Replaces attributes of modules, and puts the originals back."""

    def __init__(self) -> None:
        self._originals: list[tuple[Any, str, Any]] = []

    def put(self, module: Any, name: str, value: Any) -> Any:
        """Replace and return the original; raises EngineError when there is none."""
        try:
            original = getattr(module, name)
        except AttributeError:
            raise EngineError(f"{module.__name__} has no {name}: another MiniStack?") from None
        self._originals.append((module, name, original))
        setattr(module, name, value)
        return original

    def undo(self) -> None:
        while self._originals:
            module, name, original = self._originals.pop()
            setattr(module, name, original)
