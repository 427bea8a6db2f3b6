"""A mail's life: `sending` is recorded before it is handed over, and `sent` after.

It ends otherwise as `failed`, when SES took it on no attempt, or as `dropped`, when it should not
go out any more: its reader was erased or did not agree to such letters, or its code is too old.

SES cannot be told to send a thing once. Recorded first, a mail is never forgotten; what died
between SES and the second record is sent again: a crash there costs its reader one copy more, and
none leaves them without.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

SENDING, SENT, FAILED, DROPPED = "sending", "sent", "failed", "dropped"

#: Why a mail is dropped.
ERASED, TOO_LATE, NOT_AGREED = "erased", "too_late", "not_agreed"

FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
#: A confirmation that is three days late helps nobody; staff see it in the list as failed.
GIVE_UP_AFTER = timedelta(days=3)


class Dropped(Exception):
    """The mail should not go out; `why` is one of the reasons above."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Mail:
    """`fact` is (type, JSON) of what the mail tells, kept only on the way.

    `reader` is the subject of its reader (shopkit/people.py), "" once they were erased.
    """

    id: str
    kind: str
    about: str
    state: str
    created_at: datetime
    attempts: int
    due_at: datetime | None
    reader: str = ""
    sent_at: datetime | None = None
    message_id: str | None = None
    fact: tuple[str, str] | None = None


def due_after(attempts: int, now: datetime) -> datetime:
    """When a mail that has been tried so often is looked at again: 2, 4, 8 … minutes, up to 6 h."""
    doubled = FIRST_WAIT * (1 << min(attempts - 1, 10))
    return now + min(doubled, LONGEST_WAIT)


def is_hopeless(mail: Mail, now: datetime) -> bool:
    return now - mail.created_at >= GIVE_UP_AFTER
