"""How a stage is: what is deployed, how it has fared in the last hour, what waits, what was sold.

Every part may be missing, and is then said to be missing; nothing here changes anything. Orders
come through the shop's own staff route and lose what could name a buyer before they get here.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from barrow.deploying import chalice_run, parts, secrets, stacks
from barrow.deploying.account import Account
from barrow.deploying.invoking import invoked
from barrow.deploying.stage import Stage
from barrow.failures import Failure
from barrow.operating import standing
from barrow.operating.health import Health, of_last_hour
from barrow.operating.status_models import (
    AppStatus,
    FunctionStatus,
    OrderStatus,
    QueueStatus,
    StackStatus,
    Status,
)

STACKS = (parts.FOUNDATION, parts.EDGE, parts.ALARMS, parts.FIREWALL)
ORDERS = 5
#: Every status that an order can have (docs/api.md).
STATES = (
    "pending_payment", "paid", "processing", "shipped", "delivered", "expired", "cancelled",
    "payment_failed",
)  # fmt: skip


def read(
    account: Account,
    stage: Stage,
    capabilities: tuple[str, ...],
    now: datetime,
    ask: Callable[[Account, Stage, str], Any] = invoked,
) -> Status:
    """`ask` opens a client of the shop for a staff key."""
    found = standing.functions(account, stage)
    health = of_last_hour(account, [function.name for function in found], now)
    orders, because = _orders(account, stage, found, ask)
    edge = stacks.outputs(account, stage.stack(parts.EDGE))
    return Status(
        stage=stage.name,
        account=account.id,
        region=account.region,
        at=now,
        site=parts.site_url(stage, edge) if edge else None,
        distribution=edge.get("SiteDomain"),
        stacks=tuple(_stack(account, stage, part) for part in STACKS),
        apps=tuple(_app(account, stage, name, found, health) for name in capabilities),
        queues=_queues(account, standing.queues(account, stage)),
        orders=orders,
        no_orders_because=because,
    )


def _stack(account: Account, stage: Stage, part: str) -> StackStatus:
    name = stage.stack(part)
    region = parts.GLOBAL if part == parts.FIREWALL else None
    one = stacks.describe(account.client("cloudformation", region), name)
    if one is None:
        return StackStatus(name=name, state=None, changed=None)
    changed = one.get("LastUpdatedTime") or one["CreationTime"]
    return StackStatus(name=name, state=one["StackStatus"], changed=changed)


def _app(
    account: Account,
    stage: Stage,
    capability: str,
    found: list[standing.Function],
    health: dict[str, Health],
) -> AppStatus:
    own = [function for function in found if function.capability == capability]
    door = next((function for function in own if not function.part), None)
    return AppStatus(
        capability=capability,
        release=door.release if door else "",
        marker=chalice_run.marker(capability, stage, account),
        runtime=door.runtime if door else "",
        changed=max((function.changed for function in own), default=None),
        functions=tuple(
            FunctionStatus(name=one.name, part=one.part, health=health[one.name]) for one in own
        ),
    )


def _queues(account: Account, found: list[standing.Queue]) -> tuple[QueueStatus, ...]:
    sqs = account.client("sqs")
    depths = {queue.name: _depth(sqs, queue.url) for queue in found}
    return tuple(
        QueueStatus(
            name=queue.name,
            waiting=depths[queue.name][0],
            in_flight=depths[queue.name][1],
            dead=depths.get(queue.dead, (0, 0))[0],
        )
        for queue in found
        if not queue.is_dead
    )


def _depth(sqs: Any, url: str) -> tuple[int, int]:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return int(found[names[0]]), int(found[names[1]])


def _orders(
    account: Account,
    stage: Stage,
    found: list[standing.Function],
    ask: Callable[[Account, Stage, str], Any],
) -> tuple[tuple[OrderStatus, ...] | None, str]:
    if not any(one.capability == "checkout" and not one.part for one in found):
        return None, "checkout is not deployed"
    key = secrets.read(account, stage, secrets.OPERATOR_KEY)
    if not key:
        return None, "the operator's key is not there: barrow deploy makes it"
    try:
        with ask(account, stage, key) as shop:
            # the staff's list is by status, each newest first
            listed = [
                _order(one)
                for state in STATES
                for one in shop.get(
                    f"/api/checkout/admin/orders?status={state}&limit={ORDERS}", staff=True
                ).json["data"]
            ]
    except Failure as failure:
        return None, str(failure)
    except ValueError:
        # what is no JSON was written by something else than the shop
        return None, "checkout's answer cannot be read"
    newest = sorted(listed, key=lambda order: order.created_at, reverse=True)
    return tuple(newest[:ORDERS]), ""


def _order(one: dict[str, Any]) -> OrderStatus:
    total = one["totals"]["total"]
    return OrderStatus(
        number=one["number"],
        status=one["status"],
        total=total["amount"],
        currency=total["currency"],
        created_at=datetime.fromisoformat(one["created_at"]),
    )


def age(moment: datetime, now: datetime) -> str:
    """As people say it: "4 min", "3 h", "12 days"."""
    passed = max(now - moment, timedelta())
    if passed < timedelta(hours=1):
        return f"{passed // timedelta(minutes=1)} min"
    if passed < timedelta(days=2):
        return f"{passed // timedelta(hours=1)} h"
    return f"{passed.days} days"
