"""When a mail is tried again, and when it is given up."""

from datetime import UTC, datetime, timedelta

from marketing import mails
from marketing.mails import SENDING, Mail

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_mail() -> Mail:
    return Mail("mai_1", "refund", "ref_1", SENDING, NOW, 1, NOW)


def test_waits_double_from_two_minutes_to_six_hours() -> None:
    waits = [
        (mails.due_after(n, NOW) - NOW) // timedelta(minutes=1) for n in (1, 2, 3, 8, 9, 1_000)
    ]

    assert waits == [2, 4, 8, 256, 360, 360]


def test_a_mail_is_hopeless_three_days_after_it_was_recorded() -> None:
    mail = make_mail()

    assert not mails.is_hopeless(mail, NOW + timedelta(days=3, seconds=-1))
    assert mails.is_hopeless(mail, NOW + timedelta(days=3))
