"""Whoever changes the log is found out."""

import json
from typing import Any

from accounts.staff.audit import audit_table, chain
from barrow.staffing import verifying
from barrow.staffing.verifying import End, Seen
from shopkit import table

from tests.integration.accounts.audit.entries import TABLE, open_stock, stored, trial
from tests.shop import Shop
from tests.signed_in import Visitor, make_member


def settled_day(owner: Visitor, *skus: str) -> None:
    """A day with a staff write for each SKU, all of them in the log, an hour ago."""
    open_stock(owner, *skus)
    owner.shop.settle()
    owner.shop.advance(3600)


def put(item: dict[str, Any]) -> None:
    table.write(table.put(TABLE, item))


def drop(item: dict[str, Any]) -> None:
    table.write(table.delete(TABLE, {"pk": item["pk"], "sk": item["sk"]}))


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
