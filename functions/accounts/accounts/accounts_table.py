"""Accounts at rest: one item an account, one for each confirmed address, and none is ever found
by a name or an address in clear.

| pattern | key | index | units |
|---|---|---|---|
| an account | pk = ACCOUNT#<id>, sk = ACCOUNT | – | 1 read |
| the account of an address | pk = EMAIL#<eml subject>, sk = EMAIL | – | 1 read |
| open an account | put sk = ACCOUNT, put EMAIL#… | – | 4 writes, with what stands beside them |
| edit what is known of a person | update sk = ACCOUNT, if it is as read | – | 1 write |
| change the address | update ACCOUNT, put FORMER#… and EMAIL#…, delete the other | – | 10 writes |
| whose an address was | pk = EMAIL#<eml subject>, sk begins with FORMER#<account id> | – | 1 read |

`private` holds what is known of the person, sealed under the account's own key (shopkit/people.py)
about `account:<id>`: e-mail, name, phone, language, currency. It is one text, so every edit of it
names the version that it was decided on. An address belongs to one account at most: that its
EMAIL item is new is a condition of the transaction that confirms it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from shopkit import clock, people, table
from shopkit.marshal import Item
from shopkit.people import Key
from shopkit.personal import Personal
from shopkit.retention import periods
from shopkit.settings import settings
from shopkit.table import IS_NEW, Write

OPEN, CLOSING = "open", "closing"
#: Those before are let go of: their keys end like those of any address (leases.py).
MOST_FORMER = 50
IS_NOBODYS = "address_is_nobodys"


@dataclass(frozen=True)
class Former:
    """The subject of an address that was the account's `until` then."""

    subject: str
    until: datetime


@dataclass(frozen=True)
class Account:
    """`address` is the subject (`eml_…`) of its confirmed e-mail address; `private` is sealed.
    `former` are the addresses that it gave up, the oldest first.
    """

    id: str
    address: str
    state: str
    version: int
    created_at: datetime
    private: Personal[str]
    former: tuple[Former, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        return (self.address,)


@dataclass(frozen=True)
class Person:
    """What is known of the person. `language` is a BCP 47 tag, `currency` an ISO 4217 code, and
    either is "" while the shop's own is meant.
    """

    email: Personal[str]
    name: Personal[str] = ""
    phone: Personal[str] = ""
    language: Personal[str] = ""
    currency: Personal[str] = ""


def accounts_table() -> str:
    return settings().table("accounts")


def account_pk(account_id: str) -> str:
    return f"ACCOUNT#{account_id}"


def account_key(account_id: str) -> Item:
    return {"pk": account_pk(account_id), "sk": "ACCOUNT"}


def email_key(subject: str) -> Item:
    return {"pk": f"EMAIL#{subject}", "sk": "EMAIL"}


def about(account_id: str) -> str:
    """What the sealed text is bound to."""
    return f"account:{account_id}"


def read(account_id: str) -> Account | None:
    item = table.get(accounts_table(), account_key(account_id))
    return of_item(item) if item else None


def of_address(subject: str) -> str | None:
    """The id of the account that has confirmed the address, or None."""
    item = table.get(accounts_table(), email_key(subject))
    return item["account_id"] if item else None


def is_nobodys(subject: str) -> Write:
    """Condition IS_NOBODYS of the caller's transaction: no account has confirmed the address."""
    return table.check(accounts_table(), email_key(subject), "attribute_not_exists(pk)", IS_NOBODYS)


def opened(account: Account, keys: Mapping[str, Key] | None = None) -> Person:
    """Raises people.Erased when the person's key is gone."""
    return Person(**people.open_(account.private, about(account.id), keys))


def opening(account: Account, now: datetime) -> list[Write]:
    """The writes of a new account; conditions "account_is_new", "address_is_free"."""
    email = email_key(account.address) | {"account_id": account.id, "since": clock.text(now)}
    return [
        table.put(accounts_table(), _to_item(account), only_if=IS_NEW, condition="account_is_new"),
        table.put(accounts_table(), email, only_if=IS_NEW, condition="address_is_free"),
    ]


def edited(account: Account, person: Person, key: Key) -> tuple[Account, Write]:
    """`account` with `person` in it, and its write; condition "account_is_as_read"."""
    private = people.seal(key, asdict(person), about(account.id))
    after = replace(account, private=private, version=account.version + 1)
    return after, _update(account, after)


def readdressed(  # noqa: PLR0913
    account: Account, person: Person, key: Key, address: str, now: datetime, *, taken_back: bool
) -> tuple[Account, list[Write]]:
    """`account` with a new confirmed address, and the writes; conditions "account_is_as_read",
    "address_is_free". The former address is free from then on.

    `taken_back`: the address that goes was never the owner's, and is not remembered as theirs.
    """
    private = people.seal(key, asdict(person), about(account.id))
    known = {one.subject: one for one in account.former}
    known.pop(account.address, None)
    if not taken_back:
        known[account.address] = Former(account.address, now)
    known.pop(address, None)
    former = tuple(known.values())[-MOST_FORMER:]
    forgotten = {address, *known} - {one.subject for one in former}
    after = replace(
        account, address=address, private=private, version=account.version + 1, former=former
    )
    email = email_key(address) | {"account_id": account.id, "since": clock.text(now)}
    return after, [
        _update(account, after),
        table.put(accounts_table(), email, only_if=IS_NEW, condition="address_is_free"),
        table.delete(accounts_table(), email_key(account.address)),
        *([] if taken_back else [_left(account, now)]),
        *(table.delete(accounts_table(), former_key(one, account.id)) for one in forgotten),
    ]


def former_key(subject: str, account_id: str) -> Item:
    return {"pk": f"EMAIL#{subject}", "sk": f"FORMER#{account_id}"}


def _left(account: Account, now: datetime) -> Write:
    ends = {"expires_at": int((now + periods().of("consents")).timestamp())}
    item = former_key(account.address, account.id) | {"until": clock.text(now)} | ends
    return table.put(accounts_table(), item)


def whose_it_was(subject: str) -> dict[str, datetime]:
    """The accounts that gave the address up, by their ids, with until when it was theirs."""
    pk = former_key(subject, "")["pk"]
    items = table.query_all(accounts_table(), pk, begins="FORMER#", consistent=True)
    return {one["sk"].removeprefix("FORMER#"): clock.parse(one["until"]) for one in items}


def sealed(account_id: str, person: Person, key: Key) -> str:
    return people.seal(key, asdict(person), about(account_id))


def of_item(item: Item) -> Account:
    return Account(
        id=item["id"],
        address=item["address"],
        state=item["state"],
        version=item["version"],
        created_at=clock.parse(item["created_at"]),
        private=item["private"],
        former=tuple(
            Former(one["subject"], clock.parse(one["until"])) for one in item.get("former", [])
        ),
    )


def _to_item(account: Account) -> Item:
    return account_key(account.id) | {
        "id": account.id,
        "address": account.address,
        "state": account.state,
        "version": account.version,
        "created_at": clock.text(account.created_at),
        "private": account.private,
    }


def _update(before: Account, after: Account) -> Write:
    return table.update(
        accounts_table(),
        account_key(before.id),
        "SET address = :address, #state = :state, #private = :private, version = :version,"
        " former = :former",
        {
            ":address": after.address,
            ":state": after.state,
            ":private": after.private,
            ":version": after.version,
            ":former": [
                {"subject": one.subject, "until": clock.text(one.until)} for one in after.former
            ],
            ":read": before.version,
        },
        only_if="version = :read",
        condition="account_is_as_read",
        names={"#state": "state", "#private": "private"},
    )
