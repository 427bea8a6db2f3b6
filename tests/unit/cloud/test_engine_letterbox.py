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
