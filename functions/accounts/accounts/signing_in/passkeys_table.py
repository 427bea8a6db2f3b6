"""Passkeys at rest.

| pattern | key | units |
|---|---|---|
| an account's passkeys | pk = ACCOUNT#<id>, sk begins PASSKEY# | ½ read a KB or two |
| keep a new one | put sk = PASSKEY#<psk id> | 2 writes, with what goes with it |
| note a use | update, if its counter is the one read | 2 writes, in sign-in's transaction |
| rename, remove | update, delete, if it is there | 1 write, 2 with what goes with it |

The account is known before its passkeys are read: an authenticator that signs in by itself says
whose it is (its user handle is the account's id), so none is ever looked for by its own id.
"""

from dataclasses import dataclass, field
from datetime import datetime

from shopkit import clock, people, table
from shopkit.marshal import Item
from shopkit.people import Key
from shopkit.personal import Personal
from shopkit.table import EXISTS, IS_NEW, Write

from accounts.accounts_table import account_pk, accounts_table


@dataclass(frozen=True)
class Passkey:
    """`credential_id` is base64url, `public_key` COSE; `name` is sealed. `synced`: it is kept by a
    provider and lives on more than one device (Web Authentication §6.1.3, backup state).
    """

    id: str
    account_id: str
    credential_id: str
    public_key: bytes = field(repr=False)
    sign_count: int
    name: Personal[str]
    transports: tuple[str, ...]
    synced: bool
    created_at: datetime
    used_at: datetime | None = None


def passkey_key(account_id: str, passkey_id: str) -> Item:
    return {"pk": account_pk(account_id), "sk": f"PASSKEY#{passkey_id}"}


def list_passkeys(account_id: str) -> list[Passkey]:
    """In the order in which they came."""
    items = table.query_all(
        accounts_table(), account_pk(account_id), begins="PASSKEY#", consistent=True
    )
    return [_of_item(item) for item in items]


def added(passkey: Passkey) -> Write:
    item = passkey_key(passkey.account_id, passkey.id) | {
        "id": passkey.id,
        "account_id": passkey.account_id,
        "credential_id": passkey.credential_id,
        "public_key": passkey.public_key,
        "sign_count": passkey.sign_count,
        "name": passkey.name,
        "transports": list(passkey.transports),
        "synced": passkey.synced,
        "created_at": clock.text(passkey.created_at),
        "used_at": None,
    }
    return table.put(accounts_table(), item, only_if=IS_NEW, condition="passkey_is_new")


def used(passkey: Passkey, sign_count: int, synced: bool, now: datetime) -> Write:
    """Condition "passkey_is_as_read": of two uses at once with one counter, one is a copy."""
    return table.update(
        accounts_table(),
        passkey_key(passkey.account_id, passkey.id),
        "SET sign_count = :count, synced = :synced, used_at = :now",
        {
            ":count": sign_count,
            ":synced": synced,
            ":now": clock.text(now),
            ":read": passkey.sign_count,
        },
        only_if="sign_count = :read",
        condition="passkey_is_as_read",
        tells=False,
    )


def renamed(account_id: str, passkey_id: str, name: str) -> Write:
    """`name` sealed; condition "passkey_is_there"."""
    return table.update(
        accounts_table(),
        passkey_key(account_id, passkey_id),
        "SET #name = :name",
        {":name": name},
        only_if=EXISTS,
        condition="passkey_is_there",
        names={"#name": "name"},
    )


def removed(account_id: str, passkey_id: str) -> Write:
    """Condition "passkey_is_there"."""
    return table.delete(
        accounts_table(),
        passkey_key(account_id, passkey_id),
        only_if=EXISTS,
        condition="passkey_is_there",
    )


def sealed_name(key: Key, passkey_id: str, name: str) -> str:
    return people.seal(key, name, f"passkey:{passkey_id}")


def opened_name(passkey: Passkey, keys: dict[str, Key]) -> str:
    """ "" when it cannot be read any more."""
    try:
        name: str = people.open_(passkey.name, f"passkey:{passkey.id}", keys)
    except people.Erased:
        return ""
    return name


def _of_item(item: Item) -> Passkey:
    return Passkey(
        id=item["id"],
        account_id=item["account_id"],
        credential_id=item["credential_id"],
        public_key=item["public_key"],
        sign_count=item["sign_count"],
        name=item["name"],
        transports=tuple(item["transports"]),
        synced=item["synced"],
        created_at=clock.parse(item["created_at"]),
        used_at=clock.parse(item["used_at"]) if item["used_at"] else None,
    )
