"""Executes a plan: in the log's order, several orders side by side where they do not touch.

An order waits until no other that is being placed needs one of its articles at another price; a
refund waits for its order. Where the clock moves, everything under way is ended first and the shop
settled: every webhook is delivered, every ledger entry made, before the next hour begins.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime

from barrow.order_log.account_table import pounds
from barrow.order_log.plan import Purchase, Refund, Step
from barrow.progress import Watcher
from barrow.replay.journal import Journal
from barrow.replay.log_time import LogTime
from barrow.replay.price_book import PriceBook
from barrow.replay.refunding import Cashier
from barrow.replay.shopper import Lapsed, NotBought, PricesDiffer, Shopper
from barrow.shop_client import ShopClient

_AHEAD = 2


@dataclass
class Pace:
    """When each order was paid, in seconds of `clock`: for the first thousand and the last."""

    clock: Callable[[], float] = time.monotonic
    started: float = 0.0
    times: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.started = self.clock()

    def order(self) -> None:
        self.times.append(self.clock())

    def first(self, count: int) -> float:
        """Orders a second of the first `count`, or of all when there are fewer."""
        some = self.times[:count]
        return len(some) / (some[-1] - self.started) if some else 0.0

    def last(self, count: int) -> float:
        if len(self.times) <= count:
            return self.first(count)
        return count / (self.times[-1] - self.times[-count - 1])


class Execution:
    """One run over the steps that are not done."""

    def __init__(  # noqa: PLR0913 — what it works with
        self,
        client: ShopClient,
        journal: Journal,
        watcher: Watcher,
        shop_now: datetime,
        workers: int = 4,
        pace: Pace | None = None,
    ) -> None:
        self._client = client
        self._journal = journal
        self._watcher = watcher
        self._workers = workers
        self._prices = PriceBook(client)
        self._shopper = Shopper(client, journal)
        self._cashier = Cashier(client, journal, careful=not journal.is_new)
        self._time = LogTime(client, shop_now)
        self._under_way: dict[Future[None], Step] = {}
        self._money = 0
        self.pace = pace or Pace()

    @property
    def price_changes(self) -> int:
        return self._prices.changes

    def run(self, steps: Sequence[Step]) -> None:
        """Raises NotBought, NotRefunded, ShopError; what is under way is ended first."""
        left = [step for step in steps if not self._journal.of(step.key).done]
        self._watcher.expect("replaying", len(steps))
        self._money = sum(_signed(step) for step in steps) - sum(_signed(step) for step in left)
        self._watcher.step(len(steps) - len(left), pounds(self._money))
        self.pace.start()
        with ThreadPoolExecutor(self._workers) as pool:
            try:
                for step in left:
                    self._begin(step, pool)
                self._settle()
            finally:
                wait(self._under_way)
                self._journal.sync()

    def _begin(self, step: Step, pool: ThreadPoolExecutor) -> None:
        if self._time.due(step.at):
            self._settle()
            self._time.move(step.at)
        self._make_room(self._workers * _AHEAD)
        if isinstance(step, Purchase):
            self._prices.hold(step)
            self._under_way[pool.submit(self._buy, step)] = step
        else:
            while any(other.key == step.of for other in self._under_way.values()):
                self._make_room(len(self._under_way))
            self._under_way[pool.submit(self._refund, step)] = step

    def _buy(self, purchase: Purchase) -> None:
        begun_before = self._journal.of(purchase.key).tries > 0
        try:
            self._prices.set(purchase)
            self._check_out(purchase)
            if begun_before:
                self._pay_or_begin_again(purchase)
        finally:
            self._prices.release(purchase)
        if not self._journal.of(purchase.key).done:
            self._shopper.pay(purchase)

    def _pay_or_begin_again(self, purchase: Purchase) -> None:
        try:
            self._shopper.pay(purchase)
        except Lapsed:
            self._journal.lost(purchase.key)
            self._check_out(purchase)

    def _check_out(self, purchase: Purchase) -> None:
        try:
            self._shopper.check_out(purchase)
            return
        except PricesDiffer:
            self._prices.insist(purchase)
        try:
            self._shopper.check_out(purchase)
        except PricesDiffer as differs:
            raise NotBought(
                f"invoice {purchase.key} comes to {pounds(purchase.total)}, the shop asks"
                f" {pounds(differs.total)}: are other delivery options or discounts in it?"
            ) from differs

    def _refund(self, refund: Refund) -> None:
        self._cashier.refund(refund)

    def _make_room(self, size: int) -> None:
        """Wait until fewer than `size` steps are under way; raises what one of them raised."""
        while len(self._under_way) >= max(size, 1):
            ended, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
            for future in ended:
                self._ended(self._under_way.pop(future), future)

    def _ended(self, step: Step, future: Future[None]) -> None:
        future.result()
        if isinstance(step, Purchase):
            self.pace.order()
        self._money += _signed(step)
        orders = len(self.pace.times)
        recent = f"{self.pace.last(200):.1f} orders/s, " if orders else ""
        self._watcher.step(1, f"{recent}{step.at:%Y-%m-%d}, {pounds(self._money)} GBP")

    def _settle(self) -> None:
        """End what is under way; then the shop has nothing left to do."""
        self._make_room(1)
        self._client.post("/dev/settle", {"timeout_seconds": 120})
        self._journal.sync()


def _signed(step: Step) -> int:
    return step.total if isinstance(step, Purchase) else -step.total
