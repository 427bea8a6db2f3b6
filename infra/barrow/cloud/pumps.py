"""Runs the pumps: a thread each, woken when there is work, and `settle` for who waits for the end.

One scout looks what waits: soon after `pulse`, which the origin calls after each request and every
pump after each batch, and else a few times a second, for what comes by the clock. It wakes only the
pumps that have something to do, so that an idle shop costs nothing and a busy one does not wake
twenty threads for one write. What a shopper waits for is woken without it.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from barrow.cloud.pump import IDLE, Depths, Outcome, Pump

_log = logging.getLogger(__name__)
_LOOK_EVERY = 0.2
#: Looks of a busy shop, which is pulsed hundreds of times a second, are this far apart.
_LOOK_AGAIN = 0.01
#: A stream whose function fails this often while someone waits will not get better by waiting.
_BLOCKED_TRIES = 3
_STOP_SECONDS = 10.0


class NotSettled(Exception):
    """Work is left: the time was over, or a stream's function keeps failing."""


class _Worker:
    """A pump with its thread. `lock` is held for the whole of a step."""

    def __init__(self, pump: Pump, pulse: Callable[[], None]) -> None:
        self.pump = pump
        self.steps = 0  # that found something, finished or not
        self.handled = 0
        self._pulse = pulse
        self._lock = threading.Lock()
        self._wanted = threading.Event()
        self._stopping = False
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def step(self, hurry: bool = False) -> Outcome:
        with self._lock:
            try:
                if hurry:
                    self.pump.hurry()
                outcome = self.pump.step()
            except Exception:
                # a pump catches what its handlers raise: this is the engine, or a defect
                _log.exception("%s stumbled", self.pump.name)
                return IDLE
            if outcome.tried:
                self.steps += 1
                self.handled += outcome.handled
        if outcome.tried:
            self._pulse()
        return outcome

    def want(self) -> None:
        self._wanted.set()

    def start(self) -> None:
        self._stopping = False
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, name=self.pump.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._stopped.set()
        self._wanted.set()

    def join(self, seconds: float) -> None:
        if self._thread:
            self._thread.join(seconds)
            self._thread = None

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            while not self._stopping and self.step().tried:
                self._stopped.wait(self.pump.rest)
            if self._stopping:
                return


class Pumps:
    """All pumps of a shop. `settle` works whether they run or not."""

    def __init__(
        self,
        pumps: Sequence[Pump],
        depths: Callable[[], Depths],
        dead_letters: Callable[[], int],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workers = [_Worker(pump, self.pulse) for pump in pumps]
        self._depths = depths
        self._dead_letters = dead_letters
        self._monotonic = monotonic
        self._pulsed = threading.Event()
        self._scout: threading.Thread | None = None
        self._stopping = False

    def pulse(self) -> None:
        """Something may have been written: look soon."""
        self._pulsed.set()

    def wake(self, name: str) -> None:
        """The pump of this name has work, for whoever waits for it: at once, before any look."""
        for worker in self._workers:
            if worker.pump.name == name:
                worker.want()

    def start(self) -> None:
        self._stopping = False
        for worker in self._workers:
            worker.start()
        self._scout = threading.Thread(target=self._look, name="scout", daemon=True)
        self._scout.start()
        self.pulse()

    def stop(self) -> None:
        """Let every step under way end, and start no other."""
        self._stopping = True
        self.pulse()
        if self._scout:
            self._scout.join(_STOP_SECONDS)
            self._scout = None
        for worker in self._workers:
            worker.stop()
        deadline = self._monotonic() + _STOP_SECONDS
        for worker in self._workers:
            worker.join(max(0.0, deadline - self._monotonic()))

    def settle(self, timeout: float = 60.0) -> dict[str, int]:
        """Return once every stream, queue, due schedule and due webhook is done with.

        `handled` counts what was done meanwhile, `dead_letters` what lies in dead-letter queues.
        Raises NotSettled.
        """
        deadline = self._monotonic() + timeout
        handled_before = self._sum_handled()
        blocked: dict[str, int] = {}
        while True:
            steps_before = self._sum_steps()
            for worker in self._workers:
                self._drive(worker, deadline, blocked)
            # a pump that was busy elsewhere has counted its step before its lock was free
            if self._sum_steps() == steps_before:
                break
            if self._monotonic() > deadline:
                raise NotSettled("new work kept coming for all of the time given")
        return {
            "handled": self._sum_handled() - handled_before,
            "dead_letters": self._dead_letters(),
        }

    def _drive(self, worker: _Worker, deadline: float, blocked: dict[str, int]) -> None:
        """Step one pump until it finds nothing, or is blocked for this round."""
        while True:
            outcome = worker.step(hurry=True)
            name = worker.pump.name
            if outcome.blocked:
                blocked[name] = blocked.get(name, 0) + 1
                if blocked[name] >= _BLOCKED_TRIES:
                    raise NotSettled(f"{name} is blocked by {outcome.blocked}")
                return
            if not outcome.tried:
                return
            blocked.pop(name, None)
            if self._monotonic() > deadline:
                raise NotSettled(f"{name} still has work after the time given")

    def _sum_steps(self) -> int:
        return sum(worker.steps for worker in self._workers)

    def _sum_handled(self) -> int:
        return sum(worker.handled for worker in self._workers)

    def _look(self) -> None:
        while not self._stopping:
            self._pulsed.wait(_LOOK_EVERY)
            self._pulsed.clear()
            try:
                depths = self._depths()
                for worker in self._workers:
                    if worker.pump.ready(depths):
                        worker.want()
            except Exception:
                _log.exception("could not look what waits")
            time.sleep(_LOOK_AGAIN)
