"""Consents at rest: the answers that stand, and each answer that ever stood.

| pattern | key | units |
|---|---|---|
| what somebody agreed to | pk = ACCOUNT#<id>, sk = CONSENTS | 1 read, and their key |
| an answer | put CONSENTS, CONSENT#<time>#<id> and the fact, check sk = ACCOUNT | 8 writes |
| the same again | put CONSENTS, check sk = ACCOUNT | 4 writes |
| what they agreed to on a day | pk = ACCOUNT#<id>, sk begins with CONSENT | 1 read a 4 KB |

CONSENTS holds the answers in clear, for the contract in shopkit/consents.py; since when, where and
to which text is in `private`, sealed about consents:<account id>. CONSENT#… items hold the same and
are written once: who asks later whether somebody had agreed on a day finds the record of that day.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from shopkit import clock, ids, outbox, people, table
from shopkit.events import ConsentsChanged
from shopkit.marshal import Item
from shopkit.table import Write

from accounts import accounts_table
from accounts.accounts_table import account_pk
from accounts.profile import address_book_table
from accounts.profile.consents import NAMES, Consent, Record, is_same

#: Nobody else has written these consents meanwhile.
AS_READ = "consents_are_as_read"


def read(account_id: str) -> Record:
    """Raises people.Erased."""
    key = {"pk": account_pk(account_id), "sk": "CONSENTS"}
    item = table.get(accounts_table.accounts_table(), key)
    return _of_item(account_id, item) if item else Record(account_id)


def history(account_id: str) -> list[dict[str, Any]]:
    """Every answer that was given, oldest first, as it was sealed; raises people.Erased.

    Last is how they stand, where something was said again since the last record was made.
    """
    keys = people.keys_of([account_id])
    name = accounts_table.accounts_table()
    # CONSENTS sorts after every CONSENT#…
    items = table.query_all(name, account_pk(account_id), begins="CONSENT", consistent=True)
    told = [people.open_(item["private"], _about(account_id), keys) for item in items]
    return told[:-1] if told[-2:-1] == told[-1:] else told


def save(before: Record, after: Record, text_version: str, now: datetime) -> None:
    """Write the answers, one more record of them, and the fact.

    Raises Refused: AS_READ, or "account_is_open" where nothing may be kept any more.
    """
    table.transact(saving(before, after, text_version, now))


def saving(before: Record, after: Record, text_version: str, now: datetime) -> list[Write]:
    """The writes of `save`, for a transaction of the caller's; raises people.Erased.

    What says the same again makes no record and no fact: nobody could be told anything new, and a
    letter's link can be followed any number of times.
    """
    name, account_id = accounts_table.accounts_table(), after.account_id
    answers = {one: getattr(after, one) for one in NAMES}
    key = people.key_of(account_id)
    held = {one: answer.given if answer.at else None for one, answer in answers.items()} | {
        "version": after.version,
        "private": people.seal(key, _shown(after), _about(account_id)),
    }
    own = {"pk": account_pk(account_id)}
    stand = table.put(
        name,
        own | {"sk": "CONSENTS"} | held,
        only_if="version = :read" if before.version else table.IS_NEW,
        condition=AS_READ,
        values={":read": before.version} if before.version else None,
    )
    if all(is_same(getattr(before, one), answer) for one, answer in answers.items()):
        return [address_book_table.is_open(account_id), stand]
    given = {one: held[one] for one in NAMES}
    fact = ConsentsChanged.of(now, account_id=account_id, text_version=text_version, **given)
    record = own | {"sk": f"CONSENT#{clock.text(now)}#{ids.ulid(now)}"} | held
    return [
        address_book_table.is_open(account_id),
        stand,
        table.put(name, record, only_if=table.IS_NEW, condition="record_is_new"),
        outbox.told(name, account_pk(account_id), fact),
    ]


def _shown(record: Record) -> dict[str, Any]:
    return {
        name: {part: _plain(value) for part, value in asdict(getattr(record, name)).items()}
        for name in NAMES
    }


def _plain(value: Any) -> Any:
    return clock.text(value) if isinstance(value, datetime) else value


def _of_item(account_id: str, item: Item) -> Record:
    held: dict[str, dict[str, Any]] = people.open_(item["private"], _about(account_id))
    return Record(account_id, item["version"], *(_consent(held[name]) for name in NAMES))


def _consent(values: dict[str, Any]) -> Consent:
    at, again_at = values["at"], values.get("again_at")
    return Consent(
        values["given"],
        clock.parse(at) if at else None,
        values["source"],
        values["text_version"],
        clock.parse(again_at) if again_at else None,
    )


def _about(account_id: str) -> str:
    return f"consents:{account_id}"
