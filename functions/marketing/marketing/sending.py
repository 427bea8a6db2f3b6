"""Sending a mail: record it, hand it to SES, record that.

The consumer does all three for a new fact. Where it died, or SES refused, the schedule goes on:
`finish_mails` takes what has been on its way for longer than an attempt takes, attempt by attempt,
for three days. A consumer that meets a fact again finds it recorded and leaves it to the schedule.
"""

from datetime import datetime
from traceback import extract_tb

from shopkit import aws, consumers, ids
from shopkit.events import Fact, MailSent, OrderPlaced, OrderRefunded
from shopkit.observability import count, logger
from shopkit.settings import settings
from shopkit.table import Refused

from marketing import letters, mails, mails_table, mime, rendering
from marketing.mails import SENDING, Mail

#: Mails of one run of the schedule: well within its time, and the next run is near.
BATCH = 50


def write_about(fact: OrderPlaced | OrderRefunded, now: datetime) -> bool:
    """Send the mail that the fact calls for, once; answers whether this call recorded it."""
    mail = record_about(fact, now)
    if mail is not None:
        _send(mail, now)
    return mail is not None


def record_about(fact: OrderPlaced | OrderRefunded, now: datetime) -> Mail | None:
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
    """Hand a recorded mail to SES and record that; False leaves it to the schedule.

    Whatever goes wrong is this mail's own: it waits for its next attempt, and the others go on.
    """
    try:
        message_id = _hand_over(mail, now)
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


def _hand_over(mail: Mail, now: datetime) -> str:
    """SES's id of the message."""
    assert mail.fact is not None  # noqa: S101 — a mail on its way has its fact
    kind, data = mail.fact
    shop = settings()
    letter = letters.write(Fact.types[kind].model_validate_json(data), shop.shop_name)
    html, text = rendering.render(letter)
    raw = mime.document(
        sender=shop.sender,
        shop_name=shop.shop_name,
        to=letter.to,
        subject=letter.subject,
        html=html,
        text=text,
        at=now,
    )
    answer = aws.client("sesv2").send_email(
        FromEmailAddress=shop.sender,
        Destination={"ToAddresses": [letter.to]},
        Content={"Raw": {"Data": raw}},
        ConfigurationSetName=shop.configuration_set,
    )
    return str(answer["MessageId"])
