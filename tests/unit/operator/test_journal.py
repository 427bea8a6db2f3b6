"""A replay's journal survives whatever breaks it off."""

from pathlib import Path

import pytest
from barrow.replay.journal import AnotherSlice, Journal

SLICE = {"log": "log.csv", "from": ""}


def opened(tmp_path: Path, slice_: dict[str, str] = SLICE) -> Journal:
    return Journal(tmp_path / "replay.jsonl", slice_)


def test_it_begins_empty(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        assert journal.is_new
        assert not journal.of("1").done


def test_what_was_done_is_known_the_next_time(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.cart("1", "crt_1", "secret")
        journal.order("1", "ord_1", "token", "cs_1")
        journal.done("1")

    with opened(tmp_path) as again:
        entry = again.of("1")
        assert not again.is_new
        assert (entry.order, entry.session, entry.done) == ("ord_1", "cs_1", True)


def test_every_row_is_in_the_file_at_once(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.cart("1", "crt_1", "secret")

        other = Journal(journal.path, SLICE)
        with other:
            assert other.of("1").cart == "crt_1"


def test_a_row_that_was_cut_in_half_is_forgotten(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.done("1")
        journal.done("2")
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole[:-5])

    with opened(tmp_path) as again:
        assert again.of("1").done
        assert not again.of("2").done
        again.done("3")

    with opened(tmp_path) as third:
        assert third.of("3").done


def test_what_was_lost_is_to_be_done_again_under_a_new_key(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.cart("1", "crt_1", "secret")
        journal.order("1", "ord_1", "token", "cs_1")
        journal.done("1")

        journal.lost("1")
        journal.cart("1", "crt_2", "secret")

        entry = journal.of("1")
        assert (entry.tries, entry.cart, entry.order, entry.done) == (2, "crt_2", "", False)


def test_the_latest_that_was_done_comes_first(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        for key in ("1", "2", "3"):
            journal.cart(key, "crt", "secret")
        journal.done("1")
        journal.done("3")

        assert journal.latest() == ["3", "1"]


def test_the_journal_of_another_log_is_left_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.done("1")
    before = journal.path.read_bytes()

    with pytest.raises(AnotherSlice, match=r"log\.csv"), opened(tmp_path, {"log": "other.csv"}):
        pass

    assert journal.path.read_bytes() == before
