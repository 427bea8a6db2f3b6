"""A stage's status as tables for a terminal."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from shopkit.money import Money

from barrow.deploying.chalice_run import UNDER_WAY
from barrow.operating.status import age
from barrow.operating.status_models import AppStatus, Status

GOOD = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE")


def parts(status: Status) -> Iterator[RenderableType]:
    yield f"stage {status.stage} in {status.region}, account {status.account}"
    yield f"site: {_site(status)}"
    yield ""
    for table in (_stacks(status), _apps(status), _queues(status)):
        yield table
        yield ""
    yield from _orders(status)


def _site(status: Status) -> str:
    site, own = status.site or "not deployed", status.distribution
    return f"{site} (CloudFront: {own})" if own and own not in site else site


def _table(title: str, *columns: str, right: tuple[str, ...] = ()) -> Table:
    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for column in columns:
        made.add_column(column, justify="right" if column in right else "left", no_wrap=True)
    return made


def _stacks(status: Status) -> Table:
    made = _table("stacks", "stack", "state", "changed")
    for stack in status.stacks:
        state = Text(stack.state or "not deployed")
        if stack.state and not stack.state.startswith(GOOD):
            state.stylize("red")
        made.add_row(stack.name, state, _ago(stack.changed, status.at))
    return made


def _apps(status: Status) -> Table:
    numbers = ("calls", "errors", "throttles", "behind")
    made = _table(
        "functions, the last hour", "app", "release", "runtime", "changed", *numbers, right=numbers
    )
    for app in status.apps:
        made.add_row(app.capability, _release(app), app.runtime, _ago(app.changed, status.at))
        for function in app.functions:
            health = function.health
            behind = f"{health.behind_ms / 1000:.0f} s" if health.behind_ms else ""
            made.add_row(
                f"  {function.part or 'API'}", "", "", "",
                str(health.invocations), str(health.errors),
                str(health.throttles), behind, style="" if health.is_well else "red",
            )  # fmt: skip
    return made


def _release(app: AppStatus) -> Text:
    if not app.functions:
        return Text("not deployed")
    if app.marker is None or app.marker == UNDER_WAY:
        return Text(f"{app.release or '?'}, broken off: deploy again", style="red")
    return Text(app.release or "?")


def _queues(status: Status) -> Table:
    numbers = ("waiting", "in flight", "dead letters")
    made = _table("queues", "queue", *numbers, right=numbers)
    for queue in status.queues:
        counts = (queue.waiting, queue.in_flight, queue.dead)
        made.add_row(queue.name, *map(str, counts), style="red" if queue.dead else "")
    if not status.queues:
        made.add_row("not deployed")
    return made


def _orders(status: Status) -> Iterator[RenderableType]:
    if status.orders is None:
        yield f"last orders: {status.no_orders_because}"
        return
    made = _table("last orders", "order", "status", "total", "age", right=("total",))
    for order in status.orders:
        total = Money(order.total, order.currency)
        made.add_row(order.number, order.status, str(total), age(order.created_at, status.at))
    yield made if status.orders else "last orders: none yet"


def _ago(moment: datetime | None, now: datetime) -> str:
    return f"{age(moment, now)} ago" if moment else ""
