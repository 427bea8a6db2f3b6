"""Counters of tries, so that guessing does not pay: by address, by network, by what is guessed.

| pattern | key | units |
|---|---|---|
| may this be tried? | BatchGetItem pk = LIMIT#<kind>#<hmac>, sk = LIMIT | 1 read a counter |
| it is being tried | update, if the counter is the one read | 2 writes a counter |
| it was no guess | update, if the counter is the one read | 1 write a counter |

A try is counted before it is judged, and given back when it was right: whoever dies or runs in
parallel in between has used it up. Every counter is conditioned on what was read, and all of a try
are one transaction: sixteen at once are counted as sixteen.

What is counted, and whom it stops:
- *an address* (`eml_…`), whether it has an account or not, so that the answer tells nothing: the
  guesses at one account from however many networks. A browser that has signed in to the address
  before is counted by itself (devices.py), so that a stranger's guesses never lock the owner out.
- *a network* (/24, /64): one password over many accounts, many codes over many addresses.
- *a guess*: the same wrong password over many accounts from many networks. It is known by 20 bits
  of an HMAC, one of a million, which tell nobody the password; a right one is given back.

A network or an address is kept as an HMAC under the shop's key, for the hour that it counts.
"""

import contextlib
import hashlib
import hmac
import ipaddress
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shopkit import table
from shopkit.contention import TRIES, pause
from shopkit.errors import TooManyRequests
from shopkit.marshal import Item
from shopkit.settings import secret
from shopkit.table import Refused, Write

from accounts.accounts_table import accounts_table
from accounts.signing_in.pacing import HOUR, Pace, given_back, taken

DAY = 24 * HOUR

#: A secret that is guessed: password, code, TOTP.
GUESSES = Pace(most=10)
#: The same by network, which many people share: it counts what was wrong.
GUESSES_OF_A_NETWORK = Pace(most=10)
#: Mails with a code to one address, asked for from one network, and from anywhere.
CODES_TO_AN_ADDRESS = Pace(most=5, free=1, delay=20_000)
CODES_TO_AN_ADDRESS_IN_ALL = Pace(most=30, free=30, window=DAY)
#: Mails with a code to whichever addresses, asked for from one network.
CODES_FROM_A_NETWORK = Pace(most=60, free=60)


@dataclass(frozen=True)
class Counter:
    """`kind` is what is counted; `who`, whose tries, is stored as an HMAC."""

    kind: str
    who: str = field(repr=False)
    pace: Pace

    @property
    def pk(self) -> str:
        mac = hmac.digest(
            secret("PEOPLE_KEY").encode(), f"limit:{self.kind}:{self.who}".encode(), hashlib.sha256
        )
        return f"LIMIT#{self.kind}#{mac[:16].hex()}"


@dataclass(frozen=True)
class Tries:
    """Tries that were counted at `at` (epoch ms) on the counters of these partitions."""

    counters: tuple[str, ...]
    at: int

    def give_back(self) -> None:
        """They were right. Where many are counted at once, one simply stays counted."""
        keys = [{"pk": pk, "sk": "LIMIT"} for pk in self.counters]
        for item in table.get_many({accounts_table(): keys})[accounts_table()]:
            kept = given_back(item["tries"], self.at)
            with contextlib.suppress(Refused):
                table.write(_set(item["pk"], item["version"], kept, item["expires_at"]))


def take(now: datetime, *counters: Counter) -> Tries:
    """Count one try on each; raises TooManyRequests when one of them is used up or too soon."""
    at = _ms(now)
    for attempt in range(TRIES):
        places = [counter.pk for counter in counters]
        keys = [{"pk": pk, "sk": "LIMIT"} for pk in places]
        found = table.get_many({accounts_table(): keys})[accounts_table()]
        stands = {item["pk"]: item for item in found}
        writes = _counted(counters, places, stands, at)
        try:
            table.transact(writes)
        except Refused:
            pause(attempt)
            continue
        return Tries(tuple(places), at)
    # as many at once as this is no person's doing
    raise TooManyRequests("Too many tries at once; wait a moment", retry_after=2)


def _counted(
    counters: Sequence[Counter], places: Sequence[str], stands: Mapping[str, Item], at: int
) -> list[Write]:
    """The writes that count one try each; raises TooManyRequests."""
    wait = 0
    writes = []
    for counter, pk in zip(counters, places, strict=True):
        item = stands.get(pk)
        after = taken(item["tries"] if item else [], at, counter.pace)
        if isinstance(after, int):
            wait = max(wait, after)
        else:
            until = (at + counter.pace.window) // 1000 + 1
            writes.append(_set(pk, item["version"] if item else 0, after, until))
    if wait:
        raise TooManyRequests("Too many tries; wait a while", retry_after=-(-wait // 1000))
    return writes


def _set(pk: str, version: int, tries: list[int], expires_at: int) -> Write:
    return table.update(
        accounts_table(),
        {"pk": pk, "sk": "LIMIT"},
        "SET tries = :tries, version = :next, expires_at = :expires_at",
        {
            ":tries": tries,
            ":next": version + 1,
            ":read": version,
            ":expires_at": expires_at,
        },
        # the table may have forgotten it meanwhile: a counter that is gone counts from nothing
        only_if="version = :read OR attribute_not_exists(pk)",
        condition="counter_is_as_read",
        tells=False,
    )


def network(viewer: str) -> str:
    """The network that an address of the internet belongs to: /24, /64, or what it says it is."""
    try:
        address = ipaddress.ip_address(viewer.strip())
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return network(str(address.ipv4_mapped))
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(ipaddress.ip_network((address, 24), strict=False))


def guess_of(password: str) -> str:
    """Which of a million buckets a password falls into: too few to tell the password by."""
    text = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    mac = hmac.digest(secret("PEOPLE_KEY").encode(), b"guess:" + text, hashlib.sha256)
    return str(int.from_bytes(mac[:3]) >> 4)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
