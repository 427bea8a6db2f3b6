"""The latest mails are kept, over restarts too; older ones are let go, in memory and on disk."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from barrow.cloud import engine_deploy, engine_letterbox
from barrow.cloud.engine import Mail
from barrow.cloud.engine_letterbox import Letterbox
from barrow.cloud.ministack_engine import MiniStackEngine

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _mail(n: int) -> Mail:
    return Mail(f"m{n}", AT, "a@example.com", ("b@example.com",), b"Subject: hello")


def test_the_oldest_goes_when_the_box_is_full() -> None:
    box = Letterbox(kept=3)

    for n in range(5):
        box.append(_mail(n))

    assert [mail.id for mail in box.all()] == ["m2", "m3", "m4"]
    assert (box.first, box.next) == (2, 5)
    assert [number for number, _ in box.since(0)] == [2, 3, 4]
    assert [number for number, _ in box.since(4)] == [4]


def _send(count: int) -> None:
    ses = engine_deploy.client("sesv2")
    for n in range(count):
        raw = f"From: a@example.com\nTo: b@example.com\nSubject: {n}\n\nhello".encode()
        ses.send_email(
            FromEmailAddress="a@example.com",
            Destination={"ToAddresses": ["b@example.com"]},
            Content={"Raw": {"Data": raw}},
        )


def test_what_was_kept_is_there_after_a_restart_and_goes_on(
    tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(engine_letterbox.Letterbox.__init__, "__defaults__", (4,))
    for sent in (3, 3, 3):
        with MiniStackEngine(tmp_path / "state.db") as engine:
            engine.verify_sender("a@example.com")
            _send(sent)
            engine.checkpoint()
            before = [mail.id for mail in engine.mails()]
        with MiniStackEngine(tmp_path / "state.db") as engine:
            after = [mail.id for mail in engine.mails()]

        assert after == before
    assert len(before) == 4


def test_mails_to_somebody_are_forgotten_and_the_others_keep_their_numbers() -> None:
    box = Letterbox()
    for n, reader in enumerate(("ada", "ben", "ada", "ben")):
        box.append(Mail(f"m{n}", AT, "a@example.com", (f"{reader}@example.com",), b""))

    forgotten = box.forget(lambda address: address == "ada@example.com")
    box.append(_mail(4))

    assert forgotten == 2
    assert [number for number, _ in box.since(0)] == [1, 3, 4]
    assert box.take_forgotten() == [0, 2]
    assert box.take_forgotten() == []


def test_forgotten_mails_are_gone_from_the_file_and_stay_away(tmp_path: Path) -> None:
    state = tmp_path / "state.db"
    with MiniStackEngine(state) as engine:
        engine.verify_sender("a@example.com")
        _send(3)
        engine.checkpoint()
        last = engine.mails()[-1]

        engine.forget_mails(lambda address: address == "b@example.com")
        _send(1)
        engine.scrub()

        assert last.id.encode() not in _files(tmp_path)
    with MiniStackEngine(state) as engine:
        assert len(engine.mails()) == 1


def test_nothing_that_was_deleted_or_written_over_is_left_in_the_file(tmp_path: Path) -> None:
    """Many rows of many sizes, so that pages split and merge and rows move between them."""
    with MiniStackEngine(tmp_path / "state.db", interval=3600) as engine:
        for round_ in range(6):
            for n in range(400):
                size = (n * 37 + round_ * 101) % 900
                gone = n % 3 == round_ % 3
                engine.host.put("rows", f"{n:04}", "gone-for-good" * gone + "x" * size)
            engine.checkpoint()
        for n in range(400):
            engine.host.put("rows", f"{n:04}", "y" * (n % 50))
        engine.checkpoint()
        before = _files(tmp_path)

        engine.scrub()

        assert b"gone-for-good" in before
        assert b"gone-for-good" not in _files(tmp_path)
        assert engine.host.get("rows", "0007") == "y" * 7
    with MiniStackEngine(tmp_path / "state.db") as engine:
        assert engine.host.get("rows", "0399") == "y" * 49


def _files(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in folder.iterdir())
