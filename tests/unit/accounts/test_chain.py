"""The chain of the audit log: what is changed, moved or missing does not fit."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from accounts.staff.audit import chain
from accounts.staff.audit.chain import FIRST, Entry, Head
from hypothesis import given
from hypothesis import strategies as st
from shopkit.events import StaffActed

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def fact(number: int, asked: str = "") -> StaffActed:
    return StaffActed.of(
        NOW, capability="catalog", staff="acc_1", by="member", permission="catalog:write",
        route="PUT /catalog/admin/prices", target=f"/catalog/admin/prices/{number}", asked=asked,
    )  # fmt: skip


def chained(count: int, day: str = "2026-03-02") -> tuple[list[Entry], Head]:
    head, entries = Head(), []
    for number in range(count):
        entry, head = chain.follow(head, fact(number), day)
        entries.append(entry)
    return entries, head


def test_the_first_entry_follows_nothing() -> None:
    (first,), head = chained(1)

    assert (first.number, first.previous) == (1, FIRST)
    assert head == Head(1, first.hash, "2026-03-02", "2026-03-02")
    assert first.content["day_before"] == ""


def test_each_entry_holds_the_hash_of_the_one_before() -> None:
    entries, head = chained(5)

    assert [one.previous for one in entries[1:]] == [one.hash for one in entries[:-1]]
    assert [one.number for one in entries] == [1, 2, 3, 4, 5]
    assert head.hash == entries[-1].hash


def test_an_entry_tells_the_day_before_its_own() -> None:
    _, head = chained(2, "2026-03-02")

    entry, after = chain.follow(head, fact(9), "2026-03-05")

    assert entry.content["day_before"] == "2026-03-02"
    assert (after.day, after.since) == ("2026-03-05", "2026-03-02")


@given(place=st.integers(0, 10_000), letter=st.characters(exclude_categories=["Cs"]))
def test_a_record_that_differs_by_one_letter_has_another_hash(place: int, letter: str) -> None:
    (entry, *_), _ = chained(3)
    at = place % len(entry.record)
    altered = entry.record[:at] + letter + entry.record[at + 1 :]

    same = altered == entry.record
    assert (chain.hash_of(entry.previous, altered) == entry.hash) is same


def test_the_text_is_the_facts_own_in_a_fixed_order() -> None:
    entry, _ = chain.follow(Head(), fact(1, 'Grüße "an" alle'), "2026-03-02")

    said = json.loads(entry.record)
    assert StaffActed.model_validate(said["fact"]).asked == 'Grüße "an" alle'
    assert list(said) == sorted(said)


def test_a_seal_is_of_one_end_of_the_chain_alone() -> None:
    _, head = chained(3)
    seal = chain.seal(head.count, head.hash)

    assert chain.is_sealed(head.count, head.hash, seal)
    assert not chain.is_sealed(head.count - 1, head.hash, seal)
    assert not chain.is_sealed(head.count, FIRST, seal)
    assert not chain.is_sealed(head.count, head.hash, "")


def test_a_record_that_is_no_json_any_more_says_nothing() -> None:
    (entry,), _ = chained(1)

    assert replace(entry, record="{").content == {}
    assert replace(entry, record="[1]").content == {}
