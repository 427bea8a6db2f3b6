"""The apps of a shop behind a gateway that keeps what each of their calls took."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from barrow.cloud.apps import LoadedApp
from barrow.cloud.gateway import Gateway

from bench.calls import Called, Calls
from bench.stopwatch import Stopwatch


@dataclass(frozen=True)
class Sample:
    """One call of a handler: processor seconds of its own, and its calls if they are counted."""

    own: float
    calls: tuple[Called, ...]
    body: str


class _Handler:
    """Stands for one app; the gateway sees no difference."""

    def __init__(self, app: Any, stopwatch: Stopwatch, calls: Calls, kept: list[Sample]) -> None:
        self._app, self._stopwatch, self._calls, self._kept = app, stopwatch, calls, kept

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)

    def __call__(self, event: dict[str, Any], context: Any) -> Any:
        away, made = self._stopwatch.away, len(self._calls.made)
        started = time.thread_time()
        result = self._app(event, context)
        took = time.thread_time() - started
        waited = self._stopwatch.away - away
        calls = tuple(self._calls.made[made:])
        self._kept.append(Sample(took - waited, calls, result["body"]))
        return result


def watched(
    apps: Mapping[str, LoadedApp], stopwatch: Stopwatch, calls: Calls
) -> tuple[Gateway, list[Sample]]:
    """A gateway to `apps`, and the list that each of its calls adds a sample to."""
    kept: list[Sample] = []
    handlers = {
        name: replace(loaded, app=_Handler(loaded.app, stopwatch, calls, kept))
        for name, loaded in apps.items()
    }
    return Gateway(handlers), kept
