"""`barrow replay`: the plan executed, gone on with where it was broken off, and reconciled."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from barrow.failures import Failure
from barrow.loading import carriage
from barrow.order_log.plan import Step, purchases
from barrow.order_log.planning import Plan
from barrow.progress import Watcher
from barrow.replay import books, log_time, recovering
from barrow.replay.executing import Execution, Pace
from barrow.replay.journal import Journal
from barrow.replay.reconciliation import Reconciliation, reconcile
from barrow.shop_client import ShopClient

JOURNAL = "replay.jsonl"


class NothingToReplay(Failure):
    """The slice of the log has no invoice that can be bought."""


class NotLoaded(Failure):
    """The shop does not sell the log's articles at the log's conditions."""


@dataclass(frozen=True)
class Outcome:
    """`again` are the keys that a crash had lost; `resumed` steps were done before this run."""

    found: Reconciliation
    pace: Pace
    price_changes: int
    steps: int
    resumed: int
    again: list[str]


def replay(  # noqa: PLR0913 — what is replayed, where to, and who watches
    client: ShopClient,
    plan: Plan,
    slice_: dict[str, str],
    state: Path,
    watcher: Watcher,
    *,
    workers: int = 4,
    say: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Raises Failure; calling again goes on. `slice_` names the log and its first day."""
    if not plan.steps:
        raise NothingToReplay("nothing in this slice of the log can be bought")
    if not carriage.is_set(client):
        raise NotLoaded("the log is not loaded: barrow load online-retail FILE comes first")
    steps: dict[str, Step] = {step.key: step for step in plan.steps}
    with Journal(state / JOURNAL, slice_) as journal:
        shop_now = log_time.now(client)
        if journal.is_new:
            log_time.check_beginning(shop_now, plan.steps[0].at)
        again = recovering.forget_lost(client, journal, steps)
        if again:
            say(f"the shop has lost {len(again)} of what was done; it is done again")
        resumed = sum(journal.of(key).done for key in steps)
        execution = Execution(client, journal, watcher, shop_now, workers)
        execution.run(plan.steps)
        orders = {step.key: journal.of(step.key).order for step in purchases(plan.steps)}
        last = max(log_time.now(client), plan.steps[-1].at).date()
        told = books.read(client, plan.steps[0].at.date(), last, watcher)
        return Outcome(
            found=reconcile(plan.steps, orders, told),
            pace=execution.pace,
            price_changes=execution.price_changes,
            steps=len(steps),
            resumed=resumed,
            again=again,
        )
