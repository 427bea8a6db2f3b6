"""The heap that finds expired items."""

from barrow.cloud.engine_ttl import ExpiryHeap, expiry_of

A, B = ("sessions", "a", "META"), ("sessions", "b", "META")


def test_it_gives_what_expired_by_the_second_oldest_first() -> None:
    heap = ExpiryHeap()
    heap.put(A, 20)
    heap.put(B, 10)

    assert list(heap.take_expired(9)) == []
    assert list(heap.take_expired(20)) == [B, A]
    assert list(heap.take_expired(99)) == []


def test_only_the_latest_expiry_of_an_item_counts() -> None:
    heap = ExpiryHeap()
    heap.put(A, 10)
    heap.put(A, 30)
    heap.put(B, 30)
    heap.put(B, 10)

    assert list(heap.take_expired(20)) == [B]
    assert list(heap.take_expired(30)) == [A]


def test_an_item_that_is_gone_never_expires() -> None:
    heap = ExpiryHeap()
    heap.put(A, 10)

    heap.put(A, None)

    assert list(heap.take_expired(99)) == []


def test_items_prolonged_again_and_again_do_not_fill_it() -> None:
    heap = ExpiryHeap()

    for moment in range(50_000):
        heap.put((A, B)[moment % 2], 1_000_000 + moment)

    assert len(heap) <= 1004
    assert list(heap.take_expired(2_000_000)) == [A, B]


def test_only_a_number_is_an_expiry() -> None:
    items: list[dict[str, dict[str, object]]] = [
        {"at": {"N": "12"}},
        {"at": {"N": "12.9"}},
        {"at": {"S": "12"}},
        {},
    ]

    assert [expiry_of(item, "at") for item in items] == [12, 12, None, None]
