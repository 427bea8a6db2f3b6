"""A person who is erased goes from what stands outside the shop, and here is the local cloud's own.

In AWS a letter is in its reader's mailbox, and payments are at Stripe, which redacts them when it
is asked (docs/privacy.md). Here both stand in the state file, so both go with the person's keys:
mails to their addresses, and their names and addresses in the stand-in's rows. The file is then
written anew: a deleted row's bytes stay in a database until something is written over them.

It hears of the fact as the stream passes, before the stream's record is done with: whatever is
broken off here comes again.
"""

import json
from collections.abc import Callable, Iterable
from typing import Protocol

from shopkit import people

from barrow.cloud.engine import Record


class Mails(Protocol):
    def forget_mails(self, is_theirs: Callable[[str], bool]) -> int: ...

    def scrub(self) -> None: ...


class Payments(Protocol):
    def redact(self, is_theirs: Callable[[str], bool]) -> int: ...


class Erasures:
    def __init__(self, mails: Mails, payments: Payments) -> None:
        self._mails = mails
        self._payments = payments

    def observe(self, records: Iterable[Record]) -> None:
        subjects = {subject for record in records for subject in _erased(record)}
        if not subjects:
            return

        def is_theirs(address: str) -> bool:
            return people.address_subject(address) in subjects

        self._mails.forget_mails(is_theirs)
        self._payments.redact(is_theirs)
        self._mails.scrub()


def _erased(record: Record) -> list[str]:
    """Whom the change says to be erased: subjects, as people.py knows them."""
    image = record["dynamodb"].get("NewImage") or {}
    if record.get("eventName") != "INSERT" or image.get("type") != {"S": "PersonErased"}:
        return []
    subjects: list[str] = json.loads(image["data"]["S"])["subjects"]
    return subjects
