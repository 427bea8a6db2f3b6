"""Mails at rest.

| pattern | key | index | units |
|---|---|---|---|
| record a mail that is to be sent | put pk = MAIL#<kind>#<about>, sk = MAIL | – | 2 writes a KB |
| a mail | pk = MAIL#<kind>#<about>, sk = MAIL | – | 1 read |
| take one more attempt at it | update pk = MAIL#<kind>#<about>, sk = MAIL | – | 1 write |
| record that it was sent, and tell it | update sk = MAIL, put sk = EVENT#… | – | 4 writes |
| mails that are due again | gsi2pk = SENDING, gsi2sk up to <time> | gsi2 | ½ read a 4 KB |
| mails, newest first | gsi1pk = MAILS, gsi1sk = <time>#<id> | gsi1 | ½ read a 4 KB |
| whose mail it was | gsi2pk = READER#<subject>, gsi2sk = <time>#<id> | gsi2 | ½ read a 4 KB |
| forget whose it was | update sk = MAIL | – | 1 write |

The write that ends the sending moves a mail from SENDING to its reader's, and takes `fact` out of
it, which holds its reader's data, sealed. A reader is a subject (shopkit/people.py), which leads to
nobody by itself; when they are erased, that goes too. The list forgets a mail after its time
(shopkit/retention.py).
"""

from datetime import datetime

from shopkit import clock, outbox, table
from shopkit.events import MailSent
from shopkit.marshal import Item
from shopkit.retention import periods
from shopkit.settings import settings
from shopkit.table import IS_NEW, Page, Write

from marketing.mails import DROPPED, FAILED, SENDING, SENT, Mail

_NAMES = {"#state": "state"}


def marketing_table() -> str:
    return settings().table("marketing")


def pk(mail: Mail) -> str:
    return f"MAIL#{mail.kind}#{mail.about}"


def key(mail: Mail) -> Item:
    return {"pk": pk(mail), "sk": "MAIL"}


def to_item(mail: Mail) -> Item:
    item = key(mail) | {
        "mail_id": mail.id,
        "kind": mail.kind,
        "about": mail.about,
        "state": mail.state,
        "created_at": clock.text(mail.created_at),
        "attempts": mail.attempts,
        "reader": mail.reader,
        "gsi1pk": "MAILS",
        "gsi1sk": f"{clock.text(mail.created_at)}#{mail.id}",
    }
    if mail.fact and mail.due_at:
        item |= {
            "fact_type": mail.fact[0],
            "fact": mail.fact[1],
            "gsi2pk": "SENDING",
            "gsi2sk": clock.text(mail.due_at),
        }
    return item


def from_item(item: Item) -> Mail:
    return Mail(
        id=item["mail_id"],
        kind=item["kind"],
        about=item["about"],
        state=item["state"],
        created_at=clock.parse(item["created_at"]),
        attempts=item["attempts"],
        due_at=clock.parse(item["gsi2sk"]) if item.get("gsi2pk") == "SENDING" else None,
        reader=item.get("reader", ""),
        sent_at=clock.parse(item["sent_at"]) if "sent_at" in item else None,
        message_id=item.get("message_id"),
        fact=(item["fact_type"], item["fact"]) if "fact" in item else None,
    )


def record(mail: Mail) -> Write:
    """The action that records a mail as on its way, unless it is known already."""
    return table.put(marketing_table(), to_item(mail), only_if=IS_NEW, condition="mail_is_new")


def read(kind: str, about: str) -> Mail | None:
    item = table.get(marketing_table(), {"pk": f"MAIL#{kind}#{about}", "sk": "MAIL"})
    return from_item(item) if item else None


def claim(mail: Mail, due_at: datetime) -> None:
    """Take one more attempt at a mail; raises Refused when another has taken it, or ended it."""
    attempt = table.update(
        marketing_table(),
        key(mail),
        "SET attempts = :next, gsi2sk = :due_at",
        {":next": mail.attempts + 1, ":due_at": clock.text(due_at), ":seen": mail.attempts,
         ":sending": SENDING},
        only_if="#state = :sending AND attempts = :seen",
        condition="mail_is_as_seen",
        names=_NAMES,
    )  # fmt: skip
    table.write(attempt)


def end_sent(mail: Mail, message_id: str, fact: MailSent) -> None:
    """Record that SES has taken it; raises Refused when that was recorded before."""
    values = {":end": SENT, ":at": clock.text(fact.at), ":message_id": message_id}
    sent = _end(mail, "sent_at = :at, message_id = :message_id", values)
    table.transact([sent, outbox.told(marketing_table(), pk(mail), fact)])


def end_failed(mail: Mail) -> None:
    """Give the mail up; raises Refused when it ended before."""
    table.write(_end(mail, "gave_up = :yes", {":end": FAILED, ":yes": True}))


def end_dropped(mail: Mail, why: str) -> None:
    """Record that it is not to go out, and why; raises Refused when it ended before."""
    table.write(_end(mail, "dropped_for = :why", {":end": DROPPED, ":why": why}))


def _end(mail: Mail, settings_: str, values: Item) -> Write:
    if mail.reader:
        settings_ += ", gsi2pk = :reader, gsi2sk = :since"
        values |= {
            ":reader": f"READER#{mail.reader}",
            ":since": f"{clock.text(mail.created_at)}#{mail.id}",
        }
    values |= {":gone": int((mail.created_at + periods().of("mails")).timestamp())}
    gone = "fact, fact_type" if mail.reader else "fact, fact_type, gsi2pk, gsi2sk"
    return table.update(
        marketing_table(),
        key(mail),
        f"SET #state = :end, expires_at = :gone, {settings_} REMOVE {gone}",
        values | {":sending": SENDING},
        only_if="#state = :sending",
        condition="mail_is_on_its_way",
        names=_NAMES,
    )


def list_due(now: datetime, limit: int) -> list[Mail]:
    """The first `limit` mails whose time to be looked at again has come."""
    page = table.query(
        marketing_table(), "SENDING", index="gsi2", up_to=clock.text(now), limit=limit
    )
    return [from_item(item) for item in page.items]


def on_their_way(start: Item | None) -> tuple[list[Mail], Item | None]:
    """A page of all mails that are being sent, due or not."""
    page = table.query(marketing_table(), "SENDING", index="gsi2", start=start)
    return [from_item(item) for item in page.items], page.next_key


def of_reader(subject: str, start: Item | None = None) -> tuple[list[Mail], Item | None]:
    """A page of the mails that somebody was sent, oldest first."""
    page = table.query(marketing_table(), f"READER#{subject}", index="gsi2", start=start)
    return [from_item(item) for item in page.items], page.next_key


def forget_reader(mail: Mail) -> None:
    """Nothing tells any more whose mail it was; raises Refused while it is on its way."""
    table.write(
        table.update(
            marketing_table(), key(mail), "REMOVE reader, gsi2pk, gsi2sk", {":sending": SENDING},
            only_if="#state <> :sending", condition="mail_has_ended", names=_NAMES,
        )
    )  # fmt: skip


def list_mails(limit: int, start: Item | None) -> Page:
    """A page of mails, newest first."""
    return table.query(
        marketing_table(), "MAILS", index="gsi1", limit=limit, start=start, backwards=True
    )
