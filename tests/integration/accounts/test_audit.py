"""The audit log: each staff write once, in a chain that shows whatever is done to it."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from accounts.staff.audit import audit_table, chain, entering
from barrow.staffing import reading, verifying
from barrow.staffing.verifying import End, Seen
from shopkit import aws, marshal, table
from shopkit.events import StaffActed

from tests.shop import Shop
from tests.shop_on_the_line import ShopOnTheLine
from tests.signed_in import Visitor, make_member
from tests.wire import AFTER, BEFORE, Died, Wire, time_out_messages, watched

TABLE = "barrow-local-accounts"
CAPABILITIES = ("accounts", "analytics", "cart", "catalog", "checkout", "inventory", "marketing")


@pytest.fixture
def owner(shop: Shop) -> Visitor:
    return make_member(shop, "olive@example.com", "owner")


def open_stock(who: Visitor, *skus: str) -> None:
    for sku in skus:
        made = who.post("/inventory/admin/stock", json={"sku": sku, "on_hand": 1})
        assert made.status == 201, made.text


def settled_day(owner: Visitor, *skus: str) -> None:
    """A day with a staff write for each SKU, all of them in the log, an hour ago."""
    open_stock(owner, *skus)
    owner.shop.settle()
    owner.shop.advance(3600)


def trial(shop: Shop, seen: Seen | None = None) -> list[str]:
    with ShopOnTheLine(shop) as client:
        log = reading.read(client)
        acts = reading.acts(client, CAPABILITIES, log)
    return [str(one) for one in verifying.findings(log.entries, log.end, acts, seen)]


def stored() -> list[dict[str, Any]]:
    items = aws.client("dynamodb").scan(TableName=TABLE)["Items"]
    loaded = (marshal.load(item) for item in items)
    entries = [item for item in loaded if item["sk"].startswith("ENTRY#")]
    return sorted(entries, key=lambda item: int(item["number"]))


def put(item: dict[str, Any]) -> None:
    table.write(table.put(TABLE, item))


def drop(item: dict[str, Any]) -> None:
    table.write(table.delete(TABLE, {"pk": item["pk"], "sk": item["sk"]}))


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


# ── tampering ────────────────────────────────────────────────────────────────────────────────
def test_an_untouched_log_stands_trial(owner: Visitor, shop: Shop) -> None:
    settled_day(owner, "A", "B", "C")

    assert trial(shop) == []


def test_an_empty_log_stands_trial(shop: Shop) -> None:
    assert trial(shop) == []


def test_a_changed_entry_is_named(owner: Visitor, shop: Shop) -> None:
    settled_day(owner, "A", "B", "C")
    second = stored()[1]

    put(second | {"record": second["record"].replace(owner.account_id, "acc_somebody_else")})

    found = trial(shop)
    assert found[0].startswith("entry 2: of 2026-03-02 (POST /inventory/admin/stock) was changed")


def test_a_removed_entry_is_named(owner: Visitor, shop: Shop) -> None:
    settled_day(owner, "A", "B", "C")

    drop(stored()[1])

    assert trial(shop)[0] == "entry 2: is missing"


def test_swapped_entries_are_named(owner: Visitor, shop: Shop) -> None:
    settled_day(owner, "A", "B", "C", "D")
    _, second, third, _ = stored()
    kept = ("record", "previous", "hash")

    put(second | {name: third[name] for name in kept})
    put(third | {name: second[name] for name in kept})

    assert trial(shop)[0].startswith("entry 2: ")


def test_a_history_that_was_computed_anew_has_no_seal(owner: Visitor, shop: Shop) -> None:
    settled_day(owner, "A", "B", "C")
    previous = chain.FIRST
    for item in stored():
        record = item["record"].replace(owner.account_id, "acc_somebody_else")
        hash_ = chain.hash_of(previous, record)
        put(item | {"record": record, "previous": previous, "hash": hash_})
        previous = hash_
    head = table.get(TABLE, {"pk": "AUDIT", "sk": "HEAD"})
    assert head is not None
    put(head | {"hash": previous})

    found = trial(shop)

    assert "entry 3: the chain's end is not sealed by the shop's key" in found


def test_an_end_that_was_cut_off_is_missed_by_who_told_it(owner: Visitor, shop: Shop) -> None:
    settled_day(owner, "A", "B")
    old_head = table.get(TABLE, {"pk": "AUDIT", "sk": "HEAD"})
    owner = make_member(shop, "o2@example.com", "owner")
    settled_day(owner, "C", "D")
    assert old_head is not None

    for item in stored()[2:]:
        drop(item)
    put(old_head)

    found = trial(shop)
    assert len(found) == 2
    assert found[0].startswith("entry 3: inventory tells of POST /inventory/admin/stock")


def test_an_end_that_was_cut_off_with_all_its_witnesses_is_missed_by_who_saw_it(
    owner: Visitor, shop: Shop
) -> None:
    settled_day(owner, "A", "B")
    old_head = table.get(TABLE, {"pk": "AUDIT", "sk": "HEAD"})
    owner = make_member(shop, "o2@example.com", "owner")
    settled_day(owner, "C")
    head, _ = audit_table.head()
    assert old_head is not None
    late = stored()[2]
    drop(late)
    put(old_head)
    witness = json.loads(late["record"])["fact"]
    table.write(
        table.delete(
            "barrow-local-inventory", {"pk": "ACTS#2026-03-02", "sk": f"EVENT#{witness['id']}"}
        )
    )

    unseen, seen = trial(shop), trial(shop, Seen(head.count, head.hash))

    assert unseen == []
    assert seen == ["entry 3: is not the one that was seen then (--seen)"]


def test_an_entry_that_was_added_is_named(owner: Visitor, shop: Shop) -> None:
    settled_day(owner, "A")
    (first,) = stored()

    put(first | {"sk": "ENTRY#000000000002", "number": 2})

    assert any("stands beyond the chain's end" in one for one in trial(shop))


def test_an_entry_that_was_moved_to_another_day_is_named(owner: Visitor, shop: Shop) -> None:
    settled_day(owner, "A", "B")
    first = stored()[0]
    drop(first)

    put(first | {"pk": "AUDIT#2026-03-01"})

    assert trial(shop)[0].startswith("entry 1: ")


def test_a_day_that_was_taken_away_does_not_hide_the_days_before(
    owner: Visitor, shop: Shop
) -> None:
    for day in range(3):
        who = make_member(shop, f"o{day}@example.com", "owner")
        open_stock(who, f"D{day}")
        shop.settle()
        shop.advance(24 * 3600)

    drop(stored()[1])

    assert trial(shop)[0] == "entry 2: is missing"
    assert all("entry 1:" not in one for one in trial(shop))


def test_an_act_that_is_told_otherwise_by_its_table_is_named(owner: Visitor, shop: Shop) -> None:
    settled_day(owner, "A")
    fact = json.loads(stored()[0]["record"])["fact"]
    key = {"pk": "ACTS#2026-03-02", "sk": f"EVENT#{fact['id']}"}
    item = table.get("barrow-local-inventory", key)
    assert item is not None

    data = item["data"].replace(owner.account_id, "acc_somebody_else")
    table.write(table.put("barrow-local-inventory", item | {"data": data}))

    assert "otherwise" in trial(shop)[0]


def test_an_act_that_is_on_its_way_is_not_missed_yet(owner: Visitor, shop: Shop) -> None:
    open_stock(owner, "A")

    at_once = trial(shop)
    shop.advance(16 * 60)

    assert at_once == []
    assert trial(shop)[0].startswith("entry 1: inventory tells of")


def test_an_entry_that_cannot_be_read_any_more_does_not_stop_the_trial(
    owner: Visitor, shop: Shop
) -> None:
    settled_day(owner, "A", "B")

    put(stored()[0] | {"record": "{"})

    assert trial(shop)[0].startswith("entry 1: of 2026-03-02 (its record cannot be read) was")


def test_a_forged_end_is_no_end() -> None:
    found = verifying.findings([], End(3, "f" * 64, sealed=False), [])

    assert [one.number for one in found] == [1, 2, 3, 3, 3]
