"""The process dies at each call to AWS or Stripe in turn: nothing is lost, or charged twice.

The calls are counted by running each scenario once undisturbed; then, for every call that changes
something, a fresh shop dies right before it, and another right after it has taken effect. (A death
at a read in between leaves one of these states: what the process knew is gone in any case.) What is
left recovers by what a shop has: webhooks that Stripe sends again, queues that deliver again, the
schedules, and (in some of the checkout's runs) a buyer who tries again with the same key.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pytest
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from checkout import ending, orders, orders_table
from shopkit import outbox, people, stock, table
from shopkit.events import ErasureAsked, Fact, PersonErased

from tests import factories
from tests.books import assert_books_balance, items
from tests.shop import EMAIL, Shop, open_shop
from tests.wire import AFTER, BEFORE, Died, Wire, time_out_messages, watched

Prepared = Any


@dataclass(frozen=True)
class Scenario:
    """`prepare` sets the stage undisturbed; `act` is what dies; `opening` the units at first."""

    prepare: Callable[[Shop], Prepared]
    act: Callable[[Shop, Prepared], Any]
    opening: dict[str, int]
    ends: frozenset[str]
    retried: bool = False
    #: whether paid orders must have their mails: an erased buyer's are gone
    mailed: bool = True


def _cart(*lines: tuple[str, int]) -> Callable[[Shop], Prepared]:
    def prepare(shop: Shop) -> Prepared:
        cart_id, token = factories.fill_cart(shop, *lines)
        body = factories.checkout_body(shop, cart_id, token)
        return body, {"X-Cart-Token": token, "Idempotency-Key": "once"}

    return prepare


def _stocked(
    prepare: Callable[[Shop], Prepared], units: dict[str, int], shards: int = 1
) -> Callable[[Shop], Prepared]:
    def prepared(shop: Shop) -> Prepared:
        for sku, count in units.items():
            factories.sell(shop, factories.make_offer(sku), units=count, shards=shards)
        shop.settle()
        return prepare(shop)

    return prepared


def _unpaid(shop: Shop) -> Prepared:
    return factories.order(shop, ("TEA-1", 2), ("POT-1", 1))


def _paid_at_stripe(shop: Shop) -> Prepared:
    made = _unpaid(shop)
    assert shop.pay(made.session_id)["status"] == "paid"
    return made


def _paid(shop: Shop) -> Prepared:
    made = _unpaid(shop)
    factories.pay(shop, made)
    return made


def _paid_after_the_end(shop: Shop) -> Prepared:
    made = _unpaid(shop)
    order = orders_table.read(made.order_id)
    assert order is not None
    ending.end(order, orders.EXPIRED, "", shop.now)
    assert shop.pay(made.session_id)["status"] == "paid"
    return made


def _sold_out_after_the_end(shop: Shop) -> Prepared:
    made = _paid_after_the_end(shop)
    other = factories.order(shop, ("TEA-1", 9))
    assert shop.pay(other.session_id)["status"] == "paid"
    return made


def _start(shop: Shop, prepared: Prepared) -> Any:
    body, headers = prepared
    return shop.post("/checkout/checkouts", json=body, headers=headers)


def _settle(shop: Shop, _: Prepared) -> None:
    shop.settle()


def _lapse(shop: Shop, _: Prepared) -> None:
    shop.advance(37 * 60)
    shop.settle()


def _refund(shop: Shop, made: Prepared) -> None:
    order = factories.read_order(shop, made)
    lines = [{"line_id": line["id"], "quantity": 1} for line in order["lines"]]
    shop.post(
        f"/checkout/admin/orders/{made.order_id}/refunds",
        json={"lines": lines},
        headers={"Idempotency-Key": "refund"},
        staff=True,
    )
    shop.settle()


def _cancel(shop: Shop, made: Prepared) -> None:
    shop.post(
        f"/checkout/orders/{made.order_id}/cancel", headers={"X-Order-Token": made.order_token}
    )
    shop.settle()


def _ask_to_erase(shop: Shop, _: Prepared) -> None:
    _tell(ErasureAsked, shop)


def _erase(shop: Shop, _: Prepared) -> None:
    table.transact(people.destroyed([people.address_subject(EMAIL)]))
    _tell(PersonErased, shop)


def _tell(kind: type[Fact], shop: Shop) -> None:
    """As accounts tells it."""
    subjects = [people.address_subject(EMAIL)]
    fact = kind.of(shop.now, erasure_id="ers_1", account_id=None, subjects=subjects)
    table.write(outbox.told("barrow-local-accounts", "ERASURE#ers_1", fact))
    shop.settle()


SMALL = {"TEA-1": 10, "POT-1": 5}
LARGE = {f"SKU-{n}": 9 for n in range(stock.CHUNK + 2)}
ENDED = frozenset({"expired", "cancelled"})
PAID = frozenset({"paid"})

SCENARIOS = {
    "checkout": Scenario(
        _stocked(_cart(("TEA-1", 2), ("POT-1", 1)), SMALL), _start, SMALL, ENDED
    ),
    "checkout retried": Scenario(
        _stocked(_cart(("TEA-1", 2), ("POT-1", 1)), SMALL), _start, SMALL, PAID, retried=True
    ),
    "checkout over shards": Scenario(
        _stocked(_cart(("TEA-1", 7)), {"TEA-1": 10}, shards=4), _start, {"TEA-1": 10}, PAID,
        retried=True,
    ),
    "large checkout": Scenario(
        _stocked(_cart(*((sku, 1) for sku in LARGE)), LARGE), _start, LARGE, PAID, retried=True
    ),
    "large checkout abandoned": Scenario(
        _stocked(_cart(*((sku, 1) for sku in LARGE)), LARGE), _start, LARGE, ENDED
    ),
    "webhook": Scenario(_stocked(_paid_at_stripe, SMALL), _settle, SMALL, PAID),
    "release": Scenario(_stocked(_unpaid, SMALL), _lapse, SMALL, ENDED),
    "release of what was paid": Scenario(_stocked(_paid_at_stripe, SMALL), _lapse, SMALL, PAID),
    "late payment": Scenario(_stocked(_paid_after_the_end, SMALL), _settle, SMALL, PAID),
    "late payment, sold out": Scenario(
        _stocked(_sold_out_after_the_end, SMALL), _settle, SMALL, PAID | ENDED
    ),
    "refund": Scenario(_stocked(_paid, SMALL), _refund, SMALL, PAID),
    "cancellation": Scenario(_stocked(_paid, SMALL), _cancel, SMALL, PAID | ENDED),
    "a buyer is to be erased": Scenario(
        _stocked(_paid, SMALL), _ask_to_erase, SMALL, PAID | ENDED, mailed=False
    ),
    "a buyer is erased": Scenario(
        _stocked(_paid, SMALL), _erase, SMALL, PAID | ENDED, mailed=False
    ),
}  # fmt: skip


def _engine(name: str) -> Any:
    return MotoEngine() if name == "moto" else MiniStackEngine()


@lru_cache(maxsize=64)
def _deaths(engine: str, name: str) -> tuple[int, ...]:
    """The numbers of the scenario's calls that change something, by running it undisturbed."""
    scenario = SCENARIOS[name]
    with open_shop(_engine(engine)) as shop:
        prepared = scenario.prepare(shop)
        with watched(shop, Wire()) as wire:
            scenario.act(shop, prepared)
        return tuple(wire.writes)


def _die_and_recover(engine: str, name: str, at: int, when: str) -> str:
    """Answers the call it died at; asserts everything that must hold afterwards."""
    scenario = SCENARIOS[name]
    with open_shop(_engine(engine)) as shop:
        prepared = scenario.prepare(shop)
        with watched(shop, Wire(at, when)) as wire, suppress(Died):
            scenario.act(shop, prepared)
        died_at = f"{name}: {when} call {at}, {wire.calls[-1]}"
        time_out_messages(wire)
        _recover(shop, scenario, prepared)
        _check(shop, scenario, died_at)
        return died_at


def _recover(shop: Shop, scenario: Scenario, prepared: Prepared) -> None:
    if scenario.retried:
        _retry(shop, prepared)
    # Stripe sends again, queues deliver again, schedules fire: an hour and a half, step by step
    for minutes in (0, 3, 10, 40, 40):
        shop.advance(minutes * 60 + 1)
        shop.settle()


def _retry(shop: Shop, prepared: Prepared) -> None:
    """The buyer tries again until there is an answer, and pays."""
    # the time that the function had is over, by the machine's clock
    for row in list(items("checkout")):
        if row["sk"] == "IDEMPOTENCY" and row["status"] == "INPROGRESS":
            _expire_in_progress(row)
    answer = _start(shop, prepared)
    assert answer.status == 201, answer.text
    session = answer.json["payment"]["url"].rsplit("/", 1)[1]
    assert shop.pay(session)["status"] == "paid"


def _expire_in_progress(row: dict[str, Any]) -> None:
    key = {"pk": row["pk"], "sk": row["sk"]}
    table.write(
        table.update("barrow-local-checkout", key, "SET in_progress_until = :past", {":past": 0})
    )


def _check(shop: Shop, scenario: Scenario, died_at: str) -> None:
    rows = [row for row in items("checkout") if row["sk"] == "ORDER"]
    found = [orders_table.from_item(row) for row in rows]
    assert len(found) <= (2 if "sold out" in died_at else 1), died_at
    if scenario.retried:
        assert len(found) == 1, died_at
    for order in found:
        assert order.status in scenario.ends, f"{died_at}: {order.status}"
    assert_books_balance(shop, scenario.opening)
    sessions = list(shop.stripe_store.list("checkout.session"))
    assert len(sessions) <= len(found), f"{died_at}: more sessions than orders"
    for session in sessions:
        assert session["status"] != "open", died_at
    depths = shop.engine.queue_depths()
    assert {name: depth for name, depth in depths.items() if sum(depth)} == {}, died_at
    if scenario.mailed:
        _check_mails(shop, found, died_at)


def _check_mails(shop: Shop, found: list[orders.Order], died_at: str) -> None:
    """Every paid order has its confirmation: one, or two when the death was between SES and us."""
    for order in found:
        about = [mail for mail in shop.mailbox.all() if order.number in mail.subject + mail.text]
        if order.paid_at:
            assert 1 <= len(about) <= 3, died_at


RUNS = [
    pytest.param(name, when, id=f"{name}-{when}".replace(" ", "_"))
    for name in SCENARIOS
    for when in (BEFORE, AFTER)
]


@pytest.mark.parametrize(("name", "when"), RUNS)
def test_a_death_at_any_call_loses_nothing(name: str, when: str) -> None:
    deaths = _deaths("ministack", name)

    died = [_die_and_recover("ministack", name, at, when) for at in deaths]

    assert len(died) == len(deaths) > 1


@pytest.mark.parametrize("name", ["checkout retried", "webhook", "release", "refund"])
def test_the_same_holds_on_the_other_engine(name: str) -> None:
    deaths = _deaths("moto", name)

    died = [_die_and_recover("moto", name, at, AFTER) for at in deaths]

    assert len(died) == len(deaths) > 1
