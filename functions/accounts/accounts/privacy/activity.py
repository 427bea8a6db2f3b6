"""When somebody last signed in to an account: one that nobody uses any more is erased, after a
letter that says so.

    seen ──(inactive − notice)──▶ told by AccountLapsing ──(notice)──▶ erased
      ▲                                   │
      └────────── signed in ◀─────────────┘

| pattern | key | index | units |
|---|---|---|---|
| somebody signed in | put pk = ACCOUNT#<id>, sk = ACTIVITY | – | 2 writes, in sign-in's own |
| who is due | gsi2pk = PRIVACY, gsi2sk up to <time> (due.py) | gsi2 | ½ read a 4 KB |
| note that they were told | update, if nobody signed in meanwhile | – | 4 writes |
| it is taken up, or left alone | update: not due any more, or later | – | 2 writes |
| nobody has signed in since | read, and checked in the transaction that erases | – | 3 units |
"""

from datetime import datetime

from shopkit import clock, outbox, table
from shopkit.events import AccountLapsing
from shopkit.marshal import Item
from shopkit.retention import periods
from shopkit.table import Refused, Write

from accounts.accounts_table import account_pk, accounts_table
from accounts.privacy.due import due_at

ACTIVE, TOLD = "active", "told"


def key(account_id: str) -> Item:
    return {"pk": account_pk(account_id), "sk": "ACTIVITY"}


def seen(account_id: str, now: datetime) -> Write:
    """The action that notes a sign-in, for the transaction that makes the session."""
    lapses = now + periods().of("inactive_accounts") - periods().of("notice")
    item = key(account_id) | {
        "account_id": account_id,
        "state": ACTIVE,
        "seen_at": clock.text(now),
        **due_at(lapses, account_id),
    }
    return table.put(accounts_table(), item)


def is_told(item: Item) -> bool:
    """Whether its owner has had the letter, so that now the account itself is due."""
    return bool(item["state"] == TOLD)


def tell(item: Item, now: datetime) -> bool:
    """Tell the owner that the account is about to end; False when they signed in meanwhile."""
    account_id = item["account_id"]
    until = now + periods().of("notice")
    names = due_at(until, account_id)
    told = table.update(
        accounts_table(),
        key(account_id),
        "SET #state = :told, gsi2sk = :until",
        {":told": TOLD, ":until": names["gsi2sk"], ":seen": item["seen_at"], ":active": ACTIVE},
        only_if="seen_at = :seen AND #state = :active",
        condition="nobody_signed_in",
        names={"#state": "state"},
    )
    fact = AccountLapsing.of(now, account_id=account_id, until=until)
    try:
        table.transact([told, outbox.told(accounts_table(), account_pk(account_id), fact)])
    except Refused:
        return False
    return True


def is_unused(item: Item) -> bool:
    """Whether nobody has signed in since the index showed the account as due."""
    stands = table.get(accounts_table(), key(item["account_id"]))
    return stands is not None and bool(stands["seen_at"] == item["seen_at"])


def unused(item: Item) -> Write:
    """The same, for the transaction that begins to erase it; condition "nobody_signed_in"."""
    return table.check(
        accounts_table(),
        key(item["account_id"]),
        "seen_at = :seen",
        "nobody_signed_in",
        {":seen": item["seen_at"]},
    )


def taken_up(item: Item) -> None:
    """The account is being erased: this is not due any more, and goes with it."""
    _change(item, "REMOVE gsi2pk, gsi2sk", {})


def leave_alone(item: Item, now: datetime) -> None:
    """Nothing can be done about the account: look at it again when another notice has passed."""
    later = due_at(now + periods().of("notice"), item["account_id"])
    _change(item, "SET gsi2sk = :later", {":later": later["gsi2sk"]})


def _change(item: Item, expression: str, values: Item) -> None:
    """Where somebody has signed in meanwhile, it stays as that left it."""
    changed = table.update(
        accounts_table(),
        key(item["account_id"]),
        expression,
        values | {":seen": item["seen_at"]},
        only_if="seen_at = :seen",
        condition="nobody_signed_in",
    )
    try:
        table.write(changed)
    except Refused:
        return
