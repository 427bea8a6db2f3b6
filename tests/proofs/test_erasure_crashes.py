"""The process dies after each call of an erasure or a copy: it is finished all the same, once.

As in test_crashes.py the calls are counted by running it undisturbed; what is left recovers by what
a shop has: queues that deliver again, schedules, and a person who asks again where nothing came of
it. Dying before a call leaves what dying after the one before it leaves, and dying after a read
what dying after the last write leaves: so each scenario dies after each of its writes.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from accounts import accounts_table
from accounts.privacy import erasures_table, exports_table
from barrow.cloud.moto_engine import MotoEngine
from shopkit import people, table

from tests import factories
from tests.books import assert_books_balance, items
from tests.shop import EMAIL, Shop, open_shop
from tests.signed_in import Visitor, sign_in
from tests.wire import AFTER, Died, Wire, time_out_messages, watched

HOUR = 3600
NEW = "ada.lovelace@example.org"
UNITS = 10


def prepare(shop: Shop) -> Visitor:
    """Ada, with a copy to fetch, and a paid order under the address that she had before."""
    factories.sell(shop, factories.make_offer("TEA-1", 450), units=UNITS)
    sign_in(shop, EMAIL, name="Ada Byron")
    factories.pay(shop, factories.order(shop, ("TEA-1", 2)))
    shop.advance(60)
    readdress(shop)
    ada = sign_in(shop, NEW)
    ada.post("/accounts/privacy/export", json={})
    shop.settle()
    return ada


def readdress(shop: Shop) -> None:
    account_id = accounts_table.of_address(people.address_subject(EMAIL))
    account = accounts_table.read(account_id or "")
    assert account is not None
    person = replace(accounts_table.opened(account), email=NEW)
    key, address = people.key_of(account.id), people.address_subject(NEW)
    _, writes = accounts_table.readdressed(
        account, person, key, address, shop.now, taken_back=False
    )
    table.transact(writes)


def ask(shop: Shop, ada: Visitor) -> None:
    ada.post("/accounts/privacy/erasure", json={"confirm": True})


def let_go(shop: Shop, ada: Visitor) -> None:
    shop.settle()


def destroy(shop: Shop, ada: Visitor) -> None:
    shop.advance(HOUR + 60)
    shop.settle()


STEPS: tuple[Callable[[Shop, Visitor], None], ...] = (ask, let_go, destroy)


def deaths_of(step: Callable[[Shop, Visitor], None]) -> list[int]:
    with open_shop(MotoEngine()) as shop:
        ada = prepare(shop)
        for before in STEPS[: STEPS.index(step)]:
            before(shop, ada)
        with watched(shop, Wire()) as wire:
            step(shop, ada)
        return wire.writes


def recover(shop: Shop, ada: Visitor) -> None:
    still_there = accounts_table.read(ada.account_id)
    if still_there is not None and still_there.state == accounts_table.OPEN:
        ask(shop, sign_in(shop, NEW))
    for minutes in (0, 3, 20, 70, 40):
        shop.advance(minutes * 60 + 1)
        shop.settle()


def check(shop: Shop, ada: Visitor, died_at: str) -> None:
    rows = list(items("accounts"))
    erasures = [erasures_table.of_item(row) for row in rows if row["pk"].startswith("ERASURE#ers")
                and row["sk"] == "ERASURE"]  # fmt: skip
    assert [one.state for one in erasures] == ["done"], died_at
    assert erasures_table.under_way(ada.account_id) is None, died_at
    left = [row["sk"] for row in rows if row["pk"] == accounts_table.account_pk(ada.account_id)]
    assert left == [], died_at
    assert [row["pk"] for row in rows if row["pk"].startswith(("SESSION#", "EMAIL#"))] == [], (
        died_at
    )
    subjects = [ada.account_id, *map(people.address_subject, (EMAIL, NEW))]
    assert people.keys_of(subjects) == {}, died_at
    assert [one for one in subjects if one in str(list(items("checkout")))] == [], died_at
    told = [fact["data"]["cancelled"] for fact in shop.facts.latest("OrdersLetGo")]
    assert told == [1], died_at
    assert len(shop.facts.latest("PersonErased")) == 1, died_at
    assert exports_table.read(ada.account_id) is None, died_at
    assert_books_balance(shop, {"TEA-1": UNITS})
    depths = shop.engine.queue_depths()
    assert {name: depth for name, depth in depths.items() if sum(depth)} == {}, died_at


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_an_erasure_is_finished_after_a_death_at_any_call(step: Any) -> None:
    deaths = deaths_of(step)

    for at in deaths:
        with open_shop(MotoEngine()) as shop:
            ada = prepare(shop)
            for before in STEPS[: STEPS.index(step)]:
                before(shop, ada)
            with watched(shop, Wire(at, AFTER)) as wire, suppress(Died):
                step(shop, ada)
            time_out_messages(wire)
            recover(shop, ada)
            check(shop, ada, f"{step.__name__}: after call {at}, {wire.calls[-1]}")

    assert len(deaths) > 1


def test_a_copy_is_written_after_a_death_at_any_call() -> None:
    with open_shop(MotoEngine()) as shop:
        ada = sign_in(shop, EMAIL, name="Ada Byron")
        with watched(shop, Wire()) as wire:
            ada.post("/accounts/privacy/export", json={})
            shop.settle()
        deaths = wire.writes

    for at in deaths:
        with open_shop(MotoEngine()) as shop:
            ada = sign_in(shop, EMAIL, name="Ada Byron")
            with watched(shop, Wire(at, AFTER)) as wire, suppress(Died):
                ada.post("/accounts/privacy/export", json={})
                shop.settle()
            died_at = f"after call {at}, {wire.calls[-1]}"
            time_out_messages(wire)
            if exports_table.read(ada.account_id) is None:
                sign_in(shop, EMAIL).post("/accounts/privacy/export", json={})
            for minutes in (0, 3, 20, 40):
                shop.advance(minutes * 60 + 1)
                shop.settle()
            export = exports_table.read(ada.account_id)
            links = [mail for mail in shop.mailbox.all() if "#export=" in mail.text]
            assert export is not None, died_at
            assert export.state == exports_table.READY, died_at
            assert len(shop.facts.latest("DataExported")) == 1, died_at
            assert 1 <= len(links) <= 2, died_at

    assert len(deaths) > 3
