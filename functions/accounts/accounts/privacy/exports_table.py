"""Copies that people asked for, and the files they are in.

| pattern | key | index | units |
|---|---|---|---|
| a person's copy: one at a time | pk = PRIVACY#<subject>, sk = EXPORT | – | 1 read |
| ask for one | put it in the place of the last, and tell it | – | 4 writes |
| it is ready | update it, put the token, tell it | – | 6 writes |
| whose the mail's link is | pk = EXPORT_TOKEN#<sha256>, sk = EXPORT_TOKEN | – | 1 read |
| due | gsi2pk = PRIVACY, gsi2sk up to <time> (due.py) | gsi2 | ½ read a 4 KB |

The files stand in the exports bucket as privacy/<export id>/<number>, each one text that is sealed
under the person's key about `export:<id>:<number>`: once the key is destroyed, they are noise,
wherever they were copied to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shopkit import aws, clock, ids, outbox, people, table
from shopkit.errors import Unavailable
from shopkit.events import DataExported, ExportAsked
from shopkit.marshal import Item
from shopkit.people import Key
from shopkit.personal import Personal
from shopkit.settings import settings
from shopkit.table import IS_NEW

from accounts.accounts_table import accounts_table
from accounts.privacy.due import due_at

ASKED, READY = "asked", "ready"


@dataclass(frozen=True)
class File:
    """One volume of a copy; `bytes` of the archive as it is fetched."""

    number: int
    name: str
    bytes: int


@dataclass(frozen=True)
class Export:
    """`private` is whom to write to, sealed under the subject's key about `export:<id>`."""

    id: str
    subject: str
    account_id: str | None
    state: str
    asked_at: datetime
    private: Personal[str]
    ready_at: datetime | None = None
    until: datetime | None = None
    files: tuple[File, ...] = ()

    @property
    def about(self) -> str:
        return f"export:{self.id}"


def pk(subject: str) -> str:
    return f"PRIVACY#{subject}"


def key(subject: str) -> Item:
    return {"pk": pk(subject), "sk": "EXPORT"}


def token_key(token: str) -> Item:
    return {"pk": f"EXPORT_TOKEN#{ids.fingerprint(token)}", "sk": "EXPORT_TOKEN"}


def read(subject: str) -> Export | None:
    item = table.get(accounts_table(), key(subject))
    return of_item(item) if item else None


def subject_of(token: str) -> tuple[str, str] | None:
    """(subject, export id) that the mail's link opens."""
    item = table.get(accounts_table(), token_key(token))
    return (item["subject"], item["export_id"]) if item else None


def put_asked(export: Export, before: Export | None, due: datetime) -> None:
    """Raises Refused when another was asked for at the same moment."""
    item = key(export.subject) | {
        "id": export.id,
        "subject": export.subject,
        "account_id": export.account_id,
        "state": export.state,
        "asked_at": clock.text(export.asked_at),
        "private": export.private,
        **due_at(due, export.id),
    }
    asked = table.put(
        accounts_table(),
        item,
        only_if=IS_NEW if before is None else "id = :before",
        condition="none_meanwhile",
        values={":before": before.id} if before else None,
    )
    fact = ExportAsked.of(export.asked_at, export_id=export.id, subject=export.subject)
    table.transact([asked, outbox.told(accounts_table(), pk(export.subject), fact)])


def put_ready(
    export: Export, files: Sequence[File], token: str, until: datetime, fact: DataExported
) -> None:
    """Raises Refused when it was ready before, or another has been asked for."""
    ready = table.update(
        accounts_table(),
        key(export.subject),
        "SET #state = :ready, ready_at = :now, #until = :until, files = :files, gsi2sk = :due",
        {
            ":ready": READY,
            ":asked": ASKED,
            ":id": export.id,
            ":now": clock.text(fact.at),
            ":until": clock.text(until),
            ":files": [vars(file) for file in files],
            ":due": due_at(until, export.id)["gsi2sk"],
        },
        only_if="id = :id AND #state = :asked",
        condition="still_asked",
        names={"#state": "state", "#until": "until"},
    )
    opener = token_key(token) | {
        "subject": export.subject,
        "export_id": export.id,
        "expires_at": int(until.timestamp()),
    }
    put_token = table.put(accounts_table(), opener)
    table.transact([ready, put_token, outbox.told(accounts_table(), pk(export.subject), fact)])


def remove(export: Export) -> None:
    """The copy is gone: files first, so that nothing is left which no item names."""
    remove_files(export)
    gone = table.delete(
        accounts_table(), key(export.subject), only_if="attribute_not_exists(pk) OR id = :id",
        condition="is_this_one", values={":id": export.id},
    )  # fmt: skip
    try:
        table.write(gone)
    except table.Refused:
        # another has been asked for meanwhile
        return


def forget_facts(subject: str) -> None:
    """What was told of a subject's copies: its history leads to nobody, and is of no more use."""
    for item in table.query_all(accounts_table(), pk(subject), begins="EVENT#"):
        table.write(table.delete(accounts_table(), {"pk": item["pk"], "sk": item["sk"]}))


def of_item(item: Item) -> Export:
    ready_at, until = item.get("ready_at"), item.get("until")
    return Export(
        id=item["id"],
        subject=item["subject"],
        account_id=item["account_id"],
        state=item["state"],
        asked_at=clock.parse(item["asked_at"]),
        private=item["private"],
        ready_at=clock.parse(ready_at) if ready_at else None,
        until=clock.parse(until) if until else None,
        files=tuple(File(**file) for file in item.get("files", [])),
    )


def bucket() -> str:
    name = settings().exports_bucket
    if name is None:
        raise Unavailable("This shop has no place for copies: set BARROW_EXPORTS_BUCKET")
    return name


def place(export_id: str, number: int) -> str:
    return f"privacy/{export_id}/{number}"


def remove_files(export: Export) -> None:
    for file in export.files:
        aws.client("s3").delete_object(Bucket=bucket(), Key=place(export.id, file.number))


def keep_file(export: Export, number: int, content: str, key: Key) -> None:
    """`content` is the archive in base64."""
    sealed = people.seal(key, content, f"{export.about}:{number}")
    aws.client("s3").put_object(
        Bucket=bucket(),
        Key=place(export.id, number),
        Body=sealed.encode(),
        ContentType="application/octet-stream",
    )


def read_file(export: Export, number: int) -> str:
    """The archive in base64; raises people.Erased."""
    client = aws.client("s3")
    try:
        answer = client.get_object(Bucket=bucket(), Key=place(export.id, number))
    except client.exceptions.NoSuchKey as missing:
        raise people.Erased("This copy is gone") from missing
    return str(people.open_(answer["Body"].read().decode(), f"{export.about}:{number}"))
