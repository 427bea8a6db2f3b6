"""What a cut has to write of streams, whose records mostly come and go between two cuts."""

from typing import Any

from barrow.cloud.journal_touched import Touched


def record(number: str) -> dict[str, Any]:
    return {"dynamodb": {"SequenceNumber": number}}


def test_a_record_that_was_read_before_any_cut_is_neither_written_nor_deleted() -> None:
    touched = Touched(keep=True)
    touched.stream_added("carts", record("1"))
    touched.stream_added("carts", record("2"))

    touched.stream_done("carts", "1")

    assert touched.records == {("carts", "2"): record("2")}


def test_a_record_that_a_cut_has_written_is_deleted_by_the_next() -> None:
    touched = Touched(keep=True)
    touched.stream_added("carts", record("1"))
    touched.clear()

    touched.stream_done("carts", "1")

    assert touched.records == {("carts", "1"): None}
