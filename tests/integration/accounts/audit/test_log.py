"""What staff did is in the log, once, in order, and is found there."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from accounts.staff.audit import audit_table, entering
from barrow.staffing import reading, verifying
from shopkit.events import StaffActed

from tests.integration.accounts.audit.entries import open_stock, stored, trial
from tests.shop import Shop
from tests.shop_on_the_line import ShopOnTheLine
from tests.signed_in import Visitor, make_member
from tests.wire import AFTER, BEFORE, Died, Wire, time_out_messages, watched


def test_what_staff_did_is_in_the_log_newest_first(owner: Visitor, shop: Shop) -> None:
    open_stock(owner, "A", "B")
    shop.settle()
    shop.advance(60)
    open_stock(owner, "C")
    shop.settle()

    listed = owner.get("/accounts/admin/audit").json["data"]

    assert [one["number"] for one in listed] == [3, 2, 1]
    assert json.loads(listed[0]["asked"])["sku"] == "C"
    assert {one["staff"] for one in listed} == {owner.account_id}
    assert listed[0]["day"] == "2026-03-02"


def test_the_log_is_read_by_who_by_what_and_by_day(owner: Visitor, shop: Shop) -> None:
    open_stock(owner, "A")
    shop.post("/inventory/admin/stock", json={"sku": "B", "on_hand": 1}, staff=True)
    owner.patch("/inventory/admin/stock/A", json={"reorder_point": 2}, headers={"If-Match": "*"})
    shop.settle()

    def numbers(query: str) -> int:
        return len(owner.get(f"/accounts/admin/audit?{query}").json["data"])

    assert numbers(f"staff={owner.account_id}") == 2
    assert numbers("target=/inventory/admin/stock/A") == 1
    assert numbers("day=2026-03-02") == 3
    assert numbers("day=2026-03-01") == 0
    refused = owner.get("/accounts/admin/audit?day=2026-03-02&staff=x")
    assert refused.status == 422


def test_the_log_goes_on_from_day_to_day_in_pages(owner: Visitor, shop: Shop) -> None:
    for day in range(3):
        who = make_member(shop, f"o{day}@example.com", "owner")
        open_stock(who, f"D{day}-0", f"D{day}-1", f"D{day}-2")
        shop.settle()
        shop.advance(3 * 24 * 3600)

    numbers: list[int] = []
    cursor = ""
    while True:
        page = shop.get(f"/accounts/admin/audit?limit=2{cursor}", staff=True).json
        numbers += [one["number"] for one in page["data"]]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"

    assert numbers == [9, 8, 7, 6, 5, 4, 3, 2, 1]


def test_a_fact_that_comes_twice_is_entered_once(shop: Shop) -> None:
    fact = StaffActed.of(
        shop.now, capability="catalog", staff="acc_1", by="member", permission="catalog:write",
        route="PUT /catalog/admin/prices", target="/catalog/admin/prices",
    )  # fmt: skip

    entering.enter([fact, fact])
    entering.enter([fact])

    assert len(stored()) == 1
    assert audit_table.head()[0].count == 1


def test_ten_facts_are_one_transaction(shop: Shop) -> None:
    facts = [
        StaffActed.of(
            shop.now, capability="catalog", staff="acc_1", by="member", permission="x:y",
            route="PUT /x", target=f"/x/{n}",
        )
        for n in range(25)
    ]  # fmt: skip

    with watched(shop, Wire()) as wire:
        entering.enter(facts)

    assert wire.calls == ["dynamodb.GetItem", "dynamodb.TransactWriteItems"] * 3
    assert [item["number"] for item in stored()] == list(range(1, 26))


def test_batches_that_race_make_one_chain(shop: Shop) -> None:
    facts = [
        StaffActed.of(
            shop.now, capability="catalog", staff="acc_1", by="member", permission="x:y",
            route="PUT /x", target=f"/x/{n}",
        )
        for n in range(32)
    ]  # fmt: skip

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(entering.enter, [facts[n::8] for n in range(8)]))

    assert audit_table.head()[0].count == 32
    with ShopOnTheLine(shop) as client:
        log = reading.read(client)
    assert verifying.findings(log.entries, log.end, []) == []
    assert {entry.fact["target"] for entry in log.entries} == {f"/x/{n}" for n in range(32)}


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_wherever_the_process_dies_each_write_is_in_the_log_once(
    owner: Visitor, shop: Shop, when: str
) -> None:
    done = False
    at = 0
    while not done:
        at += 1
        sku = f"S{at}"
        with watched(shop, Wire(at, when)) as wire:
            try:
                open_stock(owner, sku)
                shop.settle()
                done = True
            except Died:
                pass
        time_out_messages(wire)
        shop.advance(3600)
        shop.settle()
        owner = make_member(shop, f"o{at}@example.com", "owner")

    shop.advance(3600)
    there = {one["sku"] for one in owner_list(shop)}
    in_log = [json.loads(item["record"])["fact"]["asked"] for item in stored()]
    told = [json.loads(asked)["sku"] for asked in in_log]
    assert sorted(told) == sorted(there)
    assert len(there) >= 2
    assert trial(shop) == []


def owner_list(shop: Shop) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = shop.get("/inventory/admin/stock?limit=100", staff=True).json[
        "data"
    ]
    return listed
