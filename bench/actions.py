"""What each action of a shopper costs: calls, units, and the time of the handler's own work."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from barrow.cloud.environment import applied
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.operating.costs.units import Units
from rich.progress import Progress
from rich.table import Table
from shopkit import observability

from bench import shopper
from bench.calls import Called, Calls
from bench.figures import milliseconds
from bench.goods import fill
from bench.handlers import Sample, watched
from bench.shopper import Shopper
from bench.stopwatch import Stopwatch
from tests.shop import apps, open_shop

#: What the design allows: AWS and Stripe calls, and milliseconds of its own at the median.
CALLS = {
    shopper.VIEW_BY_ID: 1, shopper.VIEW_BY_SLUG: 1, shopper.VIEW_CART: 1, shopper.ADD: 3,
    shopper.START: 8, shopper.START_KEYED: 8,
}  # fmt: skip
OWN = {
    shopper.VIEW_BY_ID: 2, shopper.VIEW_BY_SLUG: 2, shopper.LIST: 2, shopper.VIEW_CART: 2,
    shopper.READ_ORDER: 2, shopper.START: 8, shopper.START_KEYED: 8,
}  # fmt: skip
WARM_UP = 50
#: Walks between two cleanings: streams and queues emptied, garbage collected, nothing measured.
TIDY_EVERY = 20


@dataclass(frozen=True)
class Action:
    """`counted` has calls, `timed` has not."""

    counted: Sample
    timed: list[float]


def measure(products: int, orders: int, repetitions: int, progress: Progress) -> dict[str, Action]:
    """Every action, on a shop with so many products and paid orders, half of it with a key."""
    with _as_in_production(), open_shop(MiniStackEngine()) as shop:
        filling = progress.add_task(f"{products} products", total=None)
        goods = fill(shop, products)
        progress.remove_task(filling)
        stopwatch, calls = Stopwatch(), Calls(shop)
        shop.gateway, samples = watched(apps(), stopwatch, calls)
        visitor = Shopper(shop, goods, samples, seed=1)

        def walks(number: int, name: str) -> Iterator[tuple[str, Sample]]:
            for turn in progress.track(range(number), description=name):
                yield from visitor.buy(f"{name} {turn}" if turn % 2 else None)
                samples.clear()
                if turn % TIDY_EVERY == TIDY_EVERY - 1:
                    shop.settle()
                    # what the emulated AWS holds lies in this process; Lambda's collector has none
                    # of it to walk through
                    gc.collect()
                    gc.freeze()

        for _ in walks(orders, f"{orders} orders"):
            pass
        with calls.counting():
            counted = dict(walks(2, "counting"))
        shop.settle()
        timed: dict[str, list[float]] = defaultdict(list)
        with stopwatch.running(shop):
            for _ in walks(WARM_UP, "warming up"):
                pass
            for name, sample in walks(2 * repetitions, "timing"):
                timed[name].append(sample.own)
        gc.unfreeze()
    return {name: Action(counted[name], timed[name]) for name in shopper.ORDERED}


@contextmanager
def _as_in_production() -> Iterator[None]:
    """Log lines and metrics are written: that is a handler's own work."""
    variables = {"POWERTOOLS_LOG_LEVEL": "INFO", "POWERTOOLS_METRICS_DISABLED": "false"}
    with applied(variables):
        observability.logger.cache_clear()
        yield


def table(measured: Mapping[str, Action]) -> Table:
    made = Table(title="What an action costs", caption=CAPTION, caption_justify="left")
    made.add_column("action")
    for name in ("calls", "read units", "write units", "of indexes", "own p50 ms", "own p99 ms"):
        made.add_column(name, justify="right")
    made.add_column("which calls")
    for name, action in measured.items():
        made.add_row(name, *_row(name, action))
    return made


CAPTION = (
    "calls: exact, to AWS and Stripe, with their targets. units: reckoned from each request by"
    " DynamoDB's documented rules (units.py). own: processor time of the handler, with"
    " botocore's work, log line and metrics, without the answers of the emulated AWS and of"
    " Stripe's stand-in; targets are for the median."
)


def _row(name: str, action: Action) -> Sequence[str]:
    calls = action.counted.calls
    units = sum((call.units for call in calls), Units())
    limit, own = CALLS.get(name), OWN.get(name)
    return (
        f"{len(calls)}" + (f" (≤ {limit})" if limit else ""),
        f"{units.read:g}",
        f"{units.written:g}",
        f"{units.indexed:g}",
        milliseconds(action.timed, 50) + (f" (≤ {own})" if own else ""),
        milliseconds(action.timed, 99),
        _named(calls),
    )


def _named(calls: Sequence[Called]) -> str:
    counts = Counter(call.name for call in calls)
    return ", ".join(name if n == 1 else f"{n} {name}" for name, n in counts.items())
