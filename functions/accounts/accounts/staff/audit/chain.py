"""The chain: each entry's hash covers its own text and the hash before it.

    record   canonical JSON of {number, day, day_before, fact}; numbers go up by one from 1
    hash     SHA-256 of "<hash before>\\n<record>", in hex; before the first stand 64 zeros
    seal     HMAC-SHA256 over "<count>\\n<last hash>", by a key that no table holds

What an attacker can do, and what shows it (`barrow audit verify` looks at all of it):
- who can write table accounts changes, removes or swaps an entry: the hash of that very entry, or
  the number after it, does not fit. Who then computes all hashes anew cannot seal the new end;
- who puts an older end back, seal and all, and cuts off what came after: the entries stand a second
  time, unchained, in the outbox of the capability that each write was made in (ACTS#<day>), and
  the last hash of every batch stands in the log of the function that chained it;
- who can write every table, and had the old end: CloudWatch's log still tells of the entries that
  are missing, as does the count and hash that the last `verify` printed (`--seen`);
- who can also use the sealing key, or deploy code, can write any history from then on: for that
  the hash has to be kept by somebody else.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from shopkit.events import StaffActed
from shopkit.settings import secret

FIRST = "0" * 64


@dataclass(frozen=True)
class Head:
    """Where the chain ends: `count` entries, the last with `hash`, entered on `day`.

    `since` is the day of the first entry; "" both while there is none.
    """

    count: int = 0
    hash: str = FIRST
    day: str = ""
    since: str = ""


@dataclass(frozen=True)
class Entry:
    """An entry as it is kept: `record` is the text that `hash` covers, with `previous`."""

    number: int
    day: str
    record: str
    previous: str
    hash: str

    @property
    def content(self) -> dict[str, Any]:
        """What the record says; nothing where it is not JSON of an entry any more."""
        try:
            said = json.loads(self.record)
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}


def follow(head: Head, fact: StaffActed, day: str) -> tuple[Entry, Head]:
    """The entry of `fact` after `head`, entered on `day`, and the head that it makes."""
    number = head.count + 1
    record = json.dumps(
        {
            "number": number,
            "day": day,
            "day_before": head.day,
            "fact": fact.model_dump(mode="json"),
        },
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    hash_ = hash_of(head.hash, record)
    entry = Entry(number, day, record, head.hash, hash_)
    return entry, Head(number, hash_, day, head.since or day)


def hash_of(previous: str, record: str) -> str:
    return hashlib.sha256(f"{previous}\n{record}".encode()).hexdigest()


def seal(count: int, hash_: str) -> str:
    """What only the shop can say of an end of the chain."""
    key = hmac.digest(secret("PEOPLE_KEY").encode(), b"audit", hashlib.sha256)
    return hmac.digest(key, f"{count}\n{hash_}".encode(), hashlib.sha256).hex()


def is_sealed(count: int, hash_: str, presented: str) -> bool:
    return hmac.compare_digest(seal(count, hash_).encode(), presented.encode())
