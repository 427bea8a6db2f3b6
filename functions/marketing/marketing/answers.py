"""What staff are shown of mails: that they were written, never to whom or what."""

from datetime import datetime
from typing import Literal

from shopkit.models import Answer

from marketing.mails import Mail


class MailView(Answer):
    """`about` is the order or the refund; `message_id` is SES's, to look a delivery up there."""

    object: Literal["mail"] = "mail"
    id: str
    kind: str
    about: str
    state: str
    attempts: int
    created_at: datetime
    sent_at: datetime | None
    message_id: str | None

    @classmethod
    def of(cls, mail: Mail) -> "MailView":
        return cls(
            id=mail.id,
            kind=mail.kind,
            about=mail.about,
            state=mail.state,
            attempts=mail.attempts,
            created_at=mail.created_at,
            sent_at=mail.sent_at,
            message_id=mail.message_id,
        )
