"""How an account is signed in to, at rest: one item, changed by one condition.

| pattern | key | units |
|---|---|---|
| an account, how it is signed in to, and its key | BatchGetItem ACCOUNT, SECURITY | 1 read each |
| change it, with what follows | put sk = SECURITY, if it is the one read | 2 writes a KB |

    epoch             moves when whoever was signed in shall not be any more
    password          argon2id's own text, or None
    totp              the authenticator's key, sealed about totp:<account id>, or None
    totp_step         the last 30 seconds whose code was taken: none is taken twice
    recovery_codes    SHA-256 of those that are left (80 random bits each: not to be guessed)
    sessions          SHA-256 of each session's token → when it began; a list that is never late
    lost              a recovery under way: {ready_at, stop, asked_at}, or None (recovery.py)
    paused_until      until when none can be begun again, or None
    address_change    a change under way or just made (email_change.py), or None

Everything that decides who may come in stands in this one item and is written as a whole: two
changes at once are one after the other, and the second is decided anew on what the first left.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeVar

from shopkit import people, table
from shopkit.contention import TRIES, contended, pause
from shopkit.marshal import Item
from shopkit.people import Key
from shopkit.personal import Personal
from shopkit.table import Refused, Write

from accounts import accounts_table
from accounts.accounts_table import Account, account_key, account_pk

R = TypeVar("R")


@dataclass(frozen=True)
class Security:
    account_id: str
    version: int = 0
    epoch: int = 0
    password: Personal[str | None] = None
    password_at: str | None = None
    totp: str | None = None
    totp_at: str | None = None
    totp_step: int = 0
    recovery_codes: tuple[str, ...] = ()
    sessions: Mapping[str, str] = field(default_factory=dict)
    lost: Mapping[str, Any] | None = None
    paused_until: str | None = None
    address_change: Mapping[str, Any] | None = None

    @property
    def has_totp(self) -> bool:
        return self.totp is not None


@dataclass(frozen=True)
class Holder:
    """An account, how it is signed in to, and the open key of whose it is."""

    account: Account
    security: Security
    key: Key

    @property
    def id(self) -> str:
        return self.account.id

    @property
    def keys(self) -> dict[str, Key]:
        return {self.key.subject: self.key}


def security_key(account_id: str) -> Item:
    return {"pk": account_pk(account_id), "sk": "SECURITY"}


def read(account_id: str) -> Security:
    item = table.get(accounts_table.accounts_table(), security_key(account_id))
    return of_item(item) if item else Security(account_id)


def holder(account_id: str) -> Holder | None:
    """All of it in one call; None for an account that is not there, or whose key is gone."""
    own, keys = accounts_table.accounts_table(), people.table_name()
    found = table.get_many(
        {
            own: [account_key(account_id), security_key(account_id)],
            keys: people.read_request([account_id]),
        },
        fields={keys: people.FIELDS},
    )
    items = {item["sk"]: item for item in found[own]}
    key = people.of_items(found[keys]).get(account_id)
    if "ACCOUNT" not in items or key is None:
        return None
    security = items.get("SECURITY")
    return Holder(
        accounts_table.of_item(items["ACCOUNT"]),
        of_item(security) if security else Security(account_id),
        key,
    )


def written(security: Security) -> Write:
    """The write of `security` over the version before it; condition "security_is_as_read"."""
    item = security_key(security.account_id) | _fields(
        replace(security, version=security.version + 1)
    )
    return table.put(
        accounts_table.accounts_table(),
        item,
        only_if="version = :read" if security.version else table.IS_NEW,
        condition="security_is_as_read",
        values={":read": security.version} if security.version else None,
    )


def change(account_id: str, decide: Callable[[Security], tuple[Security, list[Write], R]]) -> R:
    """Read, decide, write; again from the start when another change came between.

    `decide` answers what it is to be, what is written with it, and what to answer; it raises what
    it will. Raises Refused for conditions of its own writes.
    """
    for attempt in range(TRIES):
        after, writes, answer = decide(read(account_id))
        try:
            table.transact([written(after), *writes])
        except Refused as refused:
            if set(refused.failed) != {"security_is_as_read"}:
                raise
            pause(attempt)
            continue
        return answer
    raise contended()


def of_item(item: Item) -> Security:
    return Security(
        account_id=item["account_id"],
        version=item["version"],
        epoch=item["epoch"],
        password=item["password"],
        password_at=item["password_at"],
        totp=item["totp"],
        totp_at=item["totp_at"],
        totp_step=item["totp_step"],
        recovery_codes=tuple(item["recovery_codes"]),
        sessions=item["sessions"],
        lost=item["lost"],
        paused_until=item["paused_until"],
        address_change=item["address_change"],
    )


def _fields(security: Security) -> Item:
    return asdict(security)
