import json
from itertools import islice
from time import perf_counter

import pytest
from barrow.stripe_stand_in import MemoryStore
from barrow.stripe_stand_in.store import Span


def make_store(*charges: tuple[str, int, str]) -> MemoryStore:
    """Charges by (id, created, payment intent)."""
    store = MemoryStore()
    for id_, created, intent in charges:
        store.put("charge", id_, {"id": id_, "created": created, "payment_intent": intent})
    return store


def ids(store: MemoryStore, span: Span, *intents: str) -> list[str]:
    field = "payment_intent" if intents else None
    return [row["id"] for row in store.list("charge", field, intents, span)]


def test_lists_newest_first_and_later_arrivals_of_one_second_before_earlier() -> None:
    store = make_store(("a", 10, "x"), ("c", 30, "x"), ("b", 20, "x"), ("d", 30, "x"))

    listed = ids(store, Span())

    assert listed == ["d", "c", "b", "a"]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(after="c"), ["b", "a"]),
        (Span(after="a"), []),
        (Span(before="b"), ["c", "d"]),
        (Span(since=20), ["d", "c", "b"]),
        (Span(until=20), ["b", "a"]),
        (Span(since=11, until=29), ["b"]),
        (Span(after="d", since=20), ["c", "b"]),
        (Span(before="a", until=20), ["b"]),
    ],
)
def test_a_span_is_a_part_of_the_list(span: Span, expected: list[str]) -> None:
    store = make_store(("a", 10, "x"), ("b", 20, "x"), ("c", 30, "x"), ("d", 30, "x"))

    assert ids(store, span) == expected


def test_lists_by_an_indexed_field_and_by_several_of_its_values() -> None:
    store = make_store(("a", 10, "x"), ("b", 20, "y"), ("c", 30, "x"), ("d", 40, "z"))

    assert ids(store, Span(), "x") == ["c", "a"]
    assert ids(store, Span(), "y", "x") == ["c", "b", "a"]
    assert ids(store, Span(before="a"), "y", "x") == ["b", "c"]
    assert ids(store, Span(), "nobody") == []


def test_an_update_moves_a_row_between_values_and_keeps_its_place() -> None:
    store = make_store(("a", 10, "x"), ("b", 20, "y"), ("c", 30, "y"))

    store.put("charge", "a", {"id": "a", "created": 10, "payment_intent": "y"})

    assert ids(store, Span(), "x") == []
    assert ids(store, Span(), "y") == ["c", "b", "a"]


def test_changes_are_told_once_and_restore_the_same_store() -> None:
    store = make_store(("a", 10, "x"))
    store.next_sequence()
    journal = store.changed()
    store.put("charge", "b", {"id": "b", "created": 20, "payment_intent": "x"})
    store.put("charge", "a", {"id": "a", "created": 10, "payment_intent": "y"})
    store.next_sequence()
    journal += store.changed()

    copy = MemoryStore()
    copy.restore(json.loads(json.dumps(journal)))

    assert store.changed() == []
    assert list(copy.list("charge")) == list(store.list("charge"))
    assert ids(copy, Span(), "y") == ["a"]
    assert copy.next_sequence() == 3
    assert [change[:2] for change in copy.changed()] == [("sequence", "last")]


def test_a_row_that_is_forgotten_is_nowhere_and_the_others_keep_their_places() -> None:
    store = make_store(("a", 10, "x"), ("b", 20, "x"), ("c", 30, "x"), ("d", 30, "y"))
    journal = store.changed()

    store.forget("charge", "b")
    store.forget("charge", "never was")
    journal += store.changed()
    copy = MemoryStore()
    copy.restore(json.loads(json.dumps(journal)))

    assert journal[-1] == ("charge", "b", None)
    for one in (store, copy):
        assert one.get("charge", "b") is None
        assert ids(one, Span()) == ["d", "c", "a"]
        assert ids(one, Span(), "x") == ["c", "a"]
        assert ids(one, Span(after="c"), "x") == ["a"]


def seconds_for_a_page(store: MemoryStore, middle: str) -> float:
    def once() -> float:
        started = perf_counter()
        found = list(islice(store.list("charge", span=Span(after=middle)), 10))
        found += store.list("charge", "payment_intent", [f"pi_{middle}"])
        assert len(found) == 11
        return perf_counter() - started

    return min(once() for _ in range(50))


def test_a_page_from_the_middle_costs_the_same_in_a_large_store() -> None:
    small = make_store(*((str(n), n, f"pi_{n}") for n in range(500)))
    large = make_store(*((str(n), n, f"pi_{n}") for n in range(40_000)))

    # reading everything would cost eighty times as much
    assert seconds_for_a_page(large, "20000") < 8 * seconds_for_a_page(small, "250")
