"""Mails as a person reads them: MIME taken apart, every encoding undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from typing import Any

from barrow.cloud.engine import Mail


@dataclass(frozen=True)
class ReadMail:
    """`to` holds the addresses joined by a comma; `at` is RFC 3339; a missing part is ""."""

    id: str
    at: str
    sender: str
    to: str
    subject: str
    text: str
    html: str

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "at": self.at,
            "from": self.sender,
            "to": self.to,
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
        }


def read_mail(mail: Mail) -> ReadMail:
    """Take `mail` apart. Never raises: what cannot be decoded is shown with replacement signs."""
    message = message_from_bytes(mail.raw, policy=modern)
    assert isinstance(message, EmailMessage)  # noqa: S101 — what the modern policy makes
    return ReadMail(
        id=mail.id,
        at=mail.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        sender=mail.sender,
        to=", ".join(mail.recipients),
        subject=str(message.get("Subject", "")),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("utf-8")
    try:
        text = data.decode(charset, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n")


class Mailbox:
    """The mails of an engine, oldest first; each is taken apart once."""

    def __init__(self, mails: Callable[[], Sequence[Mail]]) -> None:
        self._mails = mails
        self._read: dict[str, ReadMail] = {}

    def all(self) -> list[ReadMail]:
        mails = self._mails()
        kept = {mail.id for mail in mails}
        self._read = {id_: read for id_, read in self._read.items() if id_ in kept}
        return [self._reading(mail) for mail in mails]

    def latest(self, count: int) -> list[ReadMail]:
        """The newest `count`, newest first."""
        return [self._reading(mail) for mail in reversed(self._mails()[-count:])]

    def find(self, mail_id: str) -> ReadMail | None:
        return next((self._reading(m) for m in self._mails() if m.id == mail_id), None)

    def _reading(self, mail: Mail) -> ReadMail:
        if mail.id not in self._read:
            self._read[mail.id] = read_mail(mail)
        return self._read[mail.id]
