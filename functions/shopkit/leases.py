"""Until when the key of an address stands: each use of it says so, and the last one ends it.

An account's key goes when the account is erased. An address needs no account: a code is mailed to
whoever is asked about, a guest orders once. Their key (people.py) names the day from which nobody
has used it for as long as the shop keeps such keys (BARROW_KEEP_ADDRESS_KEYS), and whoever seals
something under it moves that day on first, in one transaction with what is sealed. From that day on
accounts looks whether anything still stands under the key, and either moves the day or destroys the
key (accounts/privacy/unused_addresses.py).

So no key goes that something needs. What is sealed for less than the shortest period needs no
looking for; what stands longer is found, since it was written long before; and what is sealed at
the very moment of the looking has moved the day, which the destroying is conditioned on.

| pattern | key | index | units |
|---|---|---|---|
| a new key's day | in the put of the key | – | 1 write more |
| the day is moved on | update pk = SUBJECT#<subject>, sk = KEY | – | 4 writes, once a day |
| whose day has come | gsi1pk = ENDS, gsi1sk up to <yyyy-mm-dd> | gsi1 | ½ read a 4 KB |
| the key goes, if nobody used it | delete | – | 2 writes |

The index holds keys of items alone, so what it copies opens nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit import table
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.retention import periods
from shopkit.settings import settings
from shopkit.table import Write

PARTITION = "ENDS"
#: A condition's name: the key is the one that was read, and its day was moved no further.
KEY_STANDS = "key_stands"
NO_LONGER = timedelta()
_FIELDS = Fields("pk", "gsi1sk")


@dataclass(frozen=True)
class Lease:
    """`until` is the first day, `yyyy-mm-dd`, on which the key need not stand."""

    subject: str
    until: str


def is_leased(subject: str) -> bool:
    """Whether it is an address's key: an account's has no end of its own."""
    return subject.startswith("eml_")


def of_item(item: Item) -> str:
    """A key's day; "" for none, and for one that was made before there were any."""
    return str(item.get("gsi1sk", ""))


def needed(now: datetime, stands_for: timedelta = NO_LONGER) -> str:
    """The day that a use at `now` asks for; `stands_for` is how long what is sealed will stand,
    where that is longer than the shop keeps keys anyway and nothing else would tell of it.
    """
    # the whole day: who uses it more than once in one writes once
    return f"{now + max(periods().of('address_keys'), stands_for) + timedelta(days=1):%Y-%m-%d}"


def first(subject: str, until: str) -> Item:
    """What the item of a new key has besides."""
    return {"gsi1pk": PARTITION, "gsi1sk": until} if is_leased(subject) else {}


def moved(place: Item, key_id: str, until: str) -> Write:
    """The key's day, moved on to `until`; condition KEY_STANDS."""
    return table.update(
        _name(),
        place,
        "SET gsi1pk = :ends, gsi1sk = :until",
        {":ends": PARTITION, ":until": until, ":id": key_id},
        only_if="id = :id AND (attribute_not_exists(gsi1sk) OR gsi1sk <= :until)",
        condition=KEY_STANDS,
        tells=False,
    )


def due(now: datetime, limit: int) -> list[Lease]:
    """Whose day has come, the longest past first; as the index shows it, a moment behind."""
    page = table.query(
        _name(), PARTITION, index="gsi1", up_to=f"{now:%Y-%m-%d}", limit=limit, fields=_FIELDS
    )
    return [Lease(item["pk"].removeprefix("SUBJECT#"), item["gsi1sk"]) for item in page.items]


def unless_used(lease: Lease, until: str) -> Write:
    """The same key's day is `until`; condition KEY_STANDS: nobody has used it since."""
    return table.update(
        _name(),
        place(lease.subject),
        "SET gsi1sk = :until",
        {":until": until, ":seen": lease.until},
        only_if="gsi1sk = :seen",
        condition=KEY_STANDS,
        tells=False,
    )


def ended(lease: Lease) -> Write:
    """The key goes; condition KEY_STANDS: nobody has used it since."""
    return table.delete(
        _name(),
        place(lease.subject),
        only_if="gsi1sk = :seen",
        condition=KEY_STANDS,
        values={":seen": lease.until},
        tells=False,
    )


def place(subject: str) -> Item:
    return {"pk": f"SUBJECT#{subject}", "sk": "KEY"}


def _name() -> str:
    return settings().table("people")
