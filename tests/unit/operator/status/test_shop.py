"""What status tells of a shop that runs: functions, queues, orders."""

from datetime import timedelta
from typing import Any

from barrow.shop_client import ShopNotRunning

from tests.unit.operator.status.stage import CHANGED, NOW, Shop, shown


def order(minutes: int = 30, **other: Any) -> dict[str, Any]:
    """As checkout's staff route tells it, so many minutes old."""
    total = {"amount": 1299, "currency": "GBP"}
    created = (NOW - timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")
    return {
        "number": "7K3M", "status": "paid", "totals": {"total": total}, "created_at": created,
    } | other  # fmt: skip


def test_functions_of_the_stage_are_told_and_of_no_other(shop: Shop) -> None:
    found = shop.read()

    assert [(app.capability, [one.name for one in app.functions]) for app in found.apps] == [
        ("cart", ["barrow-cart-one", "barrow-cart-one-relay"]),
        ("checkout", ["barrow-checkout-one"]),
    ]
    assert found.apps[0].release == "r1"
    assert found.apps[0].runtime == "python3.13"
    assert found.apps[0].changed == CHANGED


def test_the_last_hour_of_each_function_is_told(shop: Shop) -> None:
    shop.metrics = {
        ("barrow-cart-one", "Invocations"): [40, 2],
        ("barrow-cart-one", "Errors"): [1, 1],
        ("barrow-cart-one-relay", "IteratorAge"): [400_000, 5],
    }

    door, relay = shop.read().apps[0].functions

    assert (door.health.invocations, door.health.errors, door.health.throttles) == (42, 2, 0)
    assert not door.health.is_well
    assert relay.health.behind_ms == 400_000
    assert not relay.health.is_well


def test_a_quiet_function_is_well(shop: Shop) -> None:
    (checkout,) = shop.read().apps[1].functions

    assert checkout.health.is_well
    assert checkout.health.invocations == 0


def test_queues_come_with_their_dead_letters(shop: Shop) -> None:
    found = {
        queue.name: (queue.waiting, queue.in_flight, queue.dead) for queue in shop.read().queues
    }

    assert found == {"barrow-one-cart": (2, 1, 3), "barrow-one-site": (0, 0, 0)}


def test_orders_come_without_what_names_a_buyer(shop: Shop) -> None:
    shop.orders = [order(email="ada@example.com", shipping_address={"name": "Ada Byron"})]

    found = shop.read()

    assert shop.asked_with == "bk_key"
    told = found.model_dump_json()
    assert "ada@example.com" not in told
    assert "Byron" not in told
    assert "7K3M   paid    12.99 GBP  30 min" in shown(found)


def test_the_newest_orders_of_every_status_are_told() -> None:
    shop = Shop()
    shop.orders = [
        order(minutes, number=str(minutes), status=status)
        for minutes, status in [
            (1, "pending_payment"), (2, "paid"), (3, "cancelled"), (4, "paid"), (5, "expired"),
            (6, "paid"),
        ]
    ]  # fmt: skip

    found = shop.read().orders

    assert found is not None
    assert [one.number for one in found] == ["1", "2", "3", "4", "5"]


def test_a_shop_that_does_not_answer_is_said_and_the_rest_is_told(shop: Shop) -> None:
    shop.orders = ShopNotRunning("https://one.invalid")

    found = shop.read()

    assert found.orders is None
    assert "not running" in found.no_orders_because
    assert len(found.apps) == 2


def test_an_answer_that_cannot_be_read_is_said(shop: Shop) -> None:
    shop.orders = ValueError("Expecting value")

    found = shop.read()

    assert found.orders is None
    assert found.no_orders_because == "checkout's answer cannot be read"


def test_without_the_operators_key_the_shop_is_not_asked(shop: Shop) -> None:
    shop.key = None

    found = shop.read()

    assert found.orders is None
    assert "barrow deploy makes it" in found.no_orders_because
