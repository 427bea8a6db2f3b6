"""`barrow run`: the whole shop on this machine, from its state folder."""

import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from barrow.cloud import allocator
from barrow.cloud.engine import EngineError
from barrow.cloud.engine_shortcut import short_way
from barrow.cloud.environment import applied
from barrow.cloud.local import LocalCloud
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.server import PortTaken
from barrow.cloud.shop_clock import ShopClock
from barrow.cloud.stripe_shortcut import short_way_to_stripe
from barrow.failures import CannotOpen

#: A shop on this machine has its own engine, wherever AWS_ENDPOINT_URL or a profile leads: half
#: of its calls elsewhere would make two shops of it (botocore's configuration, "endpoint_url").
_OWN_ENGINE = {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}


@dataclass(frozen=True)
class Place:
    """Where a local shop is kept. The folder is made on first use."""

    state: Path

    @property
    def file(self) -> Path:
        return self.state / "state.db"

    @property
    def is_new(self) -> bool:
        return not self.file.exists()


def repository() -> Path:
    """The folder with functions/ and infra/ in it. Raises CannotOpen."""
    root = Path(__file__).resolve().parents[2]
    if not (root / "functions").is_dir():
        raise CannotOpen("run barrow from its repository: pip install -e . there, then barrow run")
    return root


@contextmanager
def opened(
    state: Path,
    port: int,
    begin: datetime | None = None,
    threads: int = 8,
    *,
    storefront: bool = True,
) -> Iterator[LocalCloud]:
    """The shop, open until the block ends. `begin` (aware) is where the clock of a new one starts.

    Raises CannotOpen: a taken port, a state that is damaged or in use, a clock set too late.
    """
    place = Place(state)
    root = repository()
    if begin is not None and not place.is_new:
        raise CannotOpen(f"the shop in {state} has begun: --clock is for a new one")
    clock = ShopClock()
    if begin is not None:
        clock.begin(begin)
    state.mkdir(parents=True, exist_ok=True)
    allocator.hold_little()
    engine = MiniStackEngine(place.file, now=clock.now)
    cloud = LocalCloud(
        engine,
        functions_dir=root / "functions",
        infra_dir=root / "infra",
        state_dir=state,
        port=port,
        clock=clock,
        storefront=storefront,
        threads=threads,
    )
    with (
        applied(_OWN_ENGINE),
        short_way(engine.answer),
        short_way_to_stripe(lambda: cloud.stripe_url, cloud.serve_stripe),
        _rarely_collecting(),
    ):
        try:
            cloud.start()
        except (EngineError, PortTaken) as error:
            raise CannotOpen(str(error)) from error
        try:
            yield cloud
        finally:
            with _undisturbed():
                cloud.stop()


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Whole tables stand in memory, and hardly anything in them is ever a cycle.

    With Python's own thresholds every fifth second of a busy shop went into looking for some.
    """
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Whoever presses Ctrl-C twice must not break off the closing that the first began."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def wait() -> None:
    """Until Ctrl-C raises KeyboardInterrupt."""
    threading.Event().wait()
