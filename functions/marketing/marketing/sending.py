"""Sending a mail: record it, hand it to SES, record that.

The consumer does all three for a new fact. Where it died, or SES refused, the schedule goes on:
`finish_mails` takes what has been on its way for longer than an attempt takes, attempt by attempt,
for three days. A consumer that meets a fact again finds it recorded and leaves it to the schedule.

A code cannot wait for the schedule: somebody sits before a page that asks for it. Codes go first of
what came together, and one that SES did not take stays in the queue, which gives it again in half a
minute, until it is too old. They share the queue with letters that something has just happened for;
letters to many at once must not go through it (a queue of their own would cost a quarter dollar a
month to be waited at).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from traceback import extract_tb
from typing import Any

from shopkit import aws, consumers, ids
from shopkit.events import Fact, MailSent, SignInCodeIssued
from shopkit.observability import count, logger
from shopkit.settings import settings
from shopkit.table import Refused

from marketing import letters, mails, mails_table, mime, readers, rendering
from marketing.mails import SENDING, Dropped, Mail
from marketing.words import Shop

#: Mails of one run of the schedule: well within its time, and the next run is near.
BATCH = 50

#: The type of the fact that carries a code, as it stands in a message.
CODE = f'"{SignInCodeIssued.__name__}"'


def codes_first(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Messages of the queue, those that carry codes before all others."""
    return sorted(records, key=lambda record: CODE not in record["body"])


class CodeNotSent(Exception):
    """SES did not take a code's mail; its fact comes again."""


def write_about(fact: Fact, now: datetime) -> bool:
    """Send the mail that the fact calls for, once; answers whether this call recorded it."""
    mail = record_about(fact, now)
    if mail is not None:
        _send(mail, now)
    return mail is not None


def send_code(fact: SignInCodeIssued, now: datetime) -> None:
    """Send a code's mail, now or when the fact comes again. Raises CodeNotSent."""
    mail = record_about(fact, now) or _another_attempt(fact, now)
    if mail is not None and not _send(mail, now):
        raise CodeNotSent(mail.id)


def _another_attempt(fact: SignInCodeIssued, now: datetime) -> Mail | None:
    """The mail of a fact that came again, if it is still to be sent and nobody else is at it."""
    mail = mails_table.read(*letters.about(fact))
    if mail is None or mail.state != SENDING:
        return None
    try:
        mails_table.claim(mail, mails.due_after(mail.attempts + 1, now))
    except Refused:
        return None
    return replace(mail, attempts=mail.attempts + 1)


def record_about(fact: Fact, now: datetime) -> Mail | None:
    """The mail, recorded as on its way; None when it was recorded before."""
    kind, about = letters.about(fact)
    mail = Mail(
        id=ids.derived_id("mai", fact.at, f"{kind} {about}"),
        kind=kind,
        about=about,
        state=SENDING,
        created_at=now,
        attempts=1,
        due_at=mails.due_after(1, now),
        reader=readers.subject_of(fact),
        fact=(type(fact).__name__, fact.model_dump_json()),
    )
    try:
        new = consumers.once(
            mails_table.marketing_table(), "mails", fact, [mails_table.record(mail)]
        )
    except Refused:
        # another fact told of the same order: it has its mail
        return None
    return mail if new else None


def finish_mails(now: datetime) -> int:
    """Send what is due again, give up what is hopeless; answers how many were sent."""
    return sum(_finish(mail, now) for mail in mails_table.list_due(now, BATCH))


def _finish(mail: Mail, now: datetime) -> bool:
    try:
        if mails.is_hopeless(mail, now):
            mails_table.end_failed(mail)
            logger().error("mail given up", extra={"mail_id": mail.id, "kind": mail.kind})
            count("MailsFailed", kind=mail.kind)
            return False
        mails_table.claim(mail, mails.due_after(mail.attempts + 1, now))
    except Refused:
        # the index showed it as it was a moment ago: it has been sent, or another run is at it
        return False
    return _send(mail, now)


def _send(mail: Mail, now: datetime) -> bool:
    """Hand a recorded mail to SES and record that; False leaves it to another attempt.

    Whatever goes wrong is this mail's own: it waits for its next attempt, and the others go on.
    What should not go out has come to its end as well.
    """
    try:
        message_id = _hand_over(mail, now)
    except Dropped as dropped:
        return _drop(mail, dropped.why)
    except Exception as error:
        # never the error's text: SES repeats addresses in it
        place = extract_tb(error.__traceback__)[-1]
        fields = {"mail_id": mail.id, "kind": mail.kind, "error": type(error).__name__}
        at = f"{place.name}:{place.lineno}"
        logger().error("mail not sent yet", extra=fields | {"at": at})
        count("MailsDelayed", kind=mail.kind)
        return False
    fact = MailSent.of(now, mail_id=mail.id, kind=mail.kind, about=mail.about)
    try:
        mails_table.end_sent(mail, message_id, fact)
    except Refused:
        logger().warning("mail sent twice", extra={"mail_id": mail.id, "kind": mail.kind})
    count("MailsSent", kind=mail.kind)
    return True


def _drop(mail: Mail, why: str) -> bool:
    try:
        mails_table.end_dropped(mail, why)
    except Refused:
        return True
    count("MailsDropped", kind=mail.kind, why=why)
    return True


def _hand_over(mail: Mail, now: datetime) -> str:
    """SES's id of the message. Raises Dropped when there is nobody to send it to any more."""
    assert mail.fact is not None  # noqa: S101 — a mail on its way has its fact
    kind, data = mail.fact
    shop = settings()
    fact = Fact.types[kind].model_validate_json(data)
    reader = readers.reader_of(fact, now)
    letter = letters.write(fact, reader, Shop(shop.shop_name, shop.site_url))
    html, text = rendering.render(letter)
    raw = mime.document(
        sender=shop.sender,
        shop_name=shop.shop_name,
        to=letter.to,
        subject=letter.subject,
        html=html,
        text=text,
        at=now,
        stop_url=letter.stop_url,
    )
    answer = aws.client("sesv2").send_email(
        FromEmailAddress=shop.sender,
        Destination={"ToAddresses": [letter.to]},
        Content={"Raw": {"Data": raw}},
        ConfigurationSetName=shop.configuration_set,
    )
    return str(answer["MessageId"])
