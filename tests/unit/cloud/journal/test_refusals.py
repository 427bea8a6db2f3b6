"""A file that is no whole journal is refused and left as it is; a failed cut is made up for."""

import json
import resource
import signal
import sqlite3
from pathlib import Path

import pytest
from barrow.cloud.journal import Cut, Journal, StateUnusable
from barrow.cloud.ministack_engine import MiniStackEngine

from tests.unit.cloud.journal.first_format import to_format_1


@pytest.fixture
def filled(engine: MiniStackEngine, state: Path) -> Path:
    for number in range(2000):
        engine.host.put("filler", f"{number}", json.dumps("x" * 200))
    engine.stop()
    return state


def refused(state: Path) -> str:
    """Start on the file, expect a refusal that leaves it as it was, and return the message."""
    before = state.read_bytes()

    with pytest.raises(StateUnusable) as refusal:
        MiniStackEngine(state).start()

    assert state.read_bytes() == before
    assert str(state) in str(refusal.value)
    assert "Move the file away" in str(refusal.value)
    return str(refusal.value)


def test_a_file_that_is_no_database_is_refused(state: Path) -> None:
    state.write_bytes(b"something else entirely\n" * 500)

    assert "is damaged" in refused(state)


def test_another_programs_database_is_refused(state: Path) -> None:
    connection = sqlite3.connect(state)
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.commit()
    connection.close()

    assert "another program's" in refused(state)


def test_another_format_is_refused(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    assert "format 99" in refused(filled)


def test_a_file_of_the_format_before_without_room_to_take_it_over_stays_as_it_is(
    filled: Path,
) -> None:
    to_format_1(filled)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    usual = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (filled.stat().st_size, hard))
    try:
        with pytest.raises(StateUnusable, match="could not be brought to format 2"):
            Journal(filled).open()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        signal.signal(signal.SIGXFSZ, usual)

    with MiniStackEngine(filled) as again:
        assert again.host.get("filler", "1999") == json.dumps("x" * 200)


def test_a_file_with_its_end_missing_is_refused(filled: Path) -> None:
    whole = filled.read_bytes()
    filled.write_bytes(whole[: len(whole) // 2])

    assert "is damaged" in refused(filled)


def test_a_row_that_is_no_json_is_refused(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("UPDATE kept SET body = '{' WHERE store = 'service' AND owner = 'sqs'")
    connection.commit()
    connection.close()

    assert "is damaged" in refused(filled)


def test_a_second_process_is_refused_while_the_file_is_in_use(
    engine: MiniStackEngine, state: Path
) -> None:
    engine.checkpoint()

    with pytest.raises(StateUnusable, match="in use"):
        Journal(state).open()


def test_a_refused_start_lets_another_engine_start(state: Path) -> None:
    state.write_bytes(b"something else entirely\n" * 500)

    refused(state)

    with MiniStackEngine() as engine:
        assert engine.queue_depths() == {}


def test_a_cut_that_could_not_be_written_is_written_with_the_next(state: Path) -> None:
    journal = Journal(state)
    journal.open()
    first, second = Cut(), Cut()
    first.put("host", "clock", "a", "", "1")
    second.put("host", "clock", "b", "", "2")
    unwritable = Cut()
    unwritable.put("host", "clock", "c", "", {"not": "text"})  # type: ignore[arg-type]

    journal.write(first)
    with pytest.raises(sqlite3.Error):
        journal.write(unwritable)
    unwritable.rows[0] = (unwritable.rows[0][0], "3")
    journal.write(second)

    assert [row[1] for row in journal.rows("host")] == ["a", "b", "c"]
    journal.close()
