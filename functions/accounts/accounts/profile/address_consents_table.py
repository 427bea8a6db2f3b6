"""Consents of whoever has an address and no account: whether they want letters.

| pattern | key | units |
|---|---|---|
| whether an address wants letters | pk = EMAIL#<eml subject>, sk = CONSENTS | 1 read |
| an answer | put CONSENTS and CONSENT#<its time> | 4 writes, with what stands beside them |
| what was answered on a day | pk = EMAIL#<eml subject>, sk begins with CONSENT# | 1 read a 4 KB |
| an account takes the answer over | delete CONSENTS | 2 writes, beside the account's |

Nothing here is sealed, since nothing names anybody: the subject is an HMAC of the address
(shopkit/people.py), which the shop alone can tell from it. A campaign finds the address itself
where it is sealed, in the orders. Both kinds of items end with their time, which each answer begins
anew (shopkit/retention.py), and with whose address it is (privacy/forgetting.py).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shopkit import clock, table
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.personal import Personal
from shopkit.retention import periods
from shopkit.table import Write

from accounts.accounts_table import accounts_table
from accounts.profile.consents import Consent

#: Nobody else has written this address's answer meanwhile.
AS_READ = "answer_is_as_read"
NEVER_ASKED = Consent()
_KEYS = Fields("pk", "sk")


@dataclass(frozen=True)
class Standing:
    """The answer that stands; `version` 0: there is none."""

    subject: str
    version: int = 0
    marketing: Personal[Consent] = NEVER_ASKED


def read(subject: str, now: datetime) -> Standing:
    item = table.get(accounts_table(), _key(subject))
    if item is None:
        return Standing(subject)
    # an answer past its time counts for nothing, though the table clears it up only later
    stands = now.timestamp() < item["expires_at"]
    return Standing(subject, item["version"], _consent(item) if stands else NEVER_ASKED)


def history(subject: str) -> list[dict[str, Any]]:
    """Every answer that is still kept, oldest first."""
    items = table.query_all(
        accounts_table(), f"EMAIL#{subject}", begins="CONSENT#", consistent=True
    )
    return [{"marketing": _shown(item)} for item in items]


def saving(before: Standing, after: Consent, now: datetime) -> list[Write]:
    """The writes of a new answer; condition AS_READ. The same again is the same record, with when
    it was said last and for as long as that is kept.
    """
    held = {
        "marketing": after.given,
        "at": clock.text(after.at or now),
        "source": after.source,
        "text_version": after.text_version,
        "again_at": clock.text(after.again_at) if after.again_at else None,
        "version": before.version + 1,
        "expires_at": int((now + periods().of("consents")).timestamp()),
    }
    said = "yes" if after.given else "no"
    record = {"pk": f"EMAIL#{before.subject}", "sk": f"CONSENT#{held['at']}#{said}"}
    return [
        table.put(
            accounts_table(),
            _key(before.subject) | held,
            only_if="version = :read" if before.version else table.IS_NEW,
            condition=AS_READ,
            values={":read": before.version} if before.version else None,
        ),
        table.put(accounts_table(), record | held),
    ]


def taken_over(standing: Standing) -> Write:
    """The answer is an account's from now on; condition AS_READ. What was answered is kept."""
    return table.delete(
        accounts_table(),
        _key(standing.subject),
        only_if="version = :read",
        condition=AS_READ,
        values={":read": standing.version},
    )


def forget(subject: str) -> None:
    """Every answer of the address is gone, and what is written at the same moment: whoever read
    the answer that stands finds it gone, and may not begin anew where the key is destroyed.
    """
    table.write(table.delete(accounts_table(), _key(subject)))
    items = table.query_all(
        accounts_table(), f"EMAIL#{subject}", begins="CONSENT#", consistent=True, fields=_KEYS
    )
    for item in items:
        table.write(table.delete(accounts_table(), {"pk": item["pk"], "sk": item["sk"]}))


def _key(subject: str) -> Item:
    return {"pk": f"EMAIL#{subject}", "sk": "CONSENTS"}


def _consent(item: Item) -> Consent:
    at, again_at = clock.parse(item["at"]), item.get("again_at")
    again = clock.parse(again_at) if again_at else None
    return Consent(item["marketing"], at, item["source"], item["text_version"], again)


def _shown(item: Item) -> dict[str, Any]:
    return {"given": item["marketing"]} | {
        name: item.get(name) for name in ("at", "source", "text_version", "again_at")
    }
