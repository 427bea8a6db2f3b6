"""The audit log on trial: every entry's hash computed anew, and the log held against its witnesses.

Nothing of the shop's own code is asked what the chain should be: this is the second reading of
accounts/staff/audit/chain.py, which tells what each check is good for. Pure: entries in, findings
out.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FIRST = "0" * 64


@dataclass(frozen=True)
class Entry:
    """As the shop's API tells it; `day` is where it stands."""

    number: int
    day: str
    record: str
    previous: str
    hash: str

    @property
    def content(self) -> Mapping[str, Any]:
        try:
            said = json.loads(self.record)
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}

    @property
    def fact(self) -> Mapping[str, Any]:
        fact = self.content.get("fact")
        return fact if isinstance(fact, dict) else {}


@dataclass(frozen=True)
class End:
    """Where the shop says that the chain ends."""

    count: int
    hash: str
    sealed: bool


@dataclass(frozen=True)
class Seen:
    """What an earlier trial saw: entry `count` had `hash`."""

    count: int
    hash: str


@dataclass(frozen=True)
class Act:
    """What a capability's own table says that staff did: the fact as it was told there."""

    capability: str
    fact: Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """`number` is the place in the chain, from 1; past its end for what is missing there."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"entry {self.number}: {self.what}"


def findings(
    entries: Iterable[Entry], end: End, acts: Sequence[Act], seen: Seen | None = None
) -> list[Finding]:
    """What is wrong, the first place first. `acts` are those that must be in the chain by now."""
    by_number: dict[int, list[Entry]] = {}
    for entry in entries:
        by_number.setdefault(entry.number, []).append(entry)
    found = _chain(by_number, end)
    found += _end(by_number, end, seen)
    found += _witnesses(by_number, end, acts)
    return sorted(found, key=lambda one: one.number)


def _chain(by_number: Mapping[int, Sequence[Entry]], end: End) -> list[Finding]:
    found = []
    previous = FIRST
    for number in range(1, max(end.count, *by_number, 0) + 1):
        here = by_number.get(number, [])
        if not here:
            found.append(Finding(number, "is missing"))
            # what follows is judged by what it says itself
            after = by_number.get(number + 1, [])
            previous = after[0].previous if after else previous
            continue
        if len(here) > 1:
            found.append(Finding(number, f"stands {len(here)} times"))
        entry = here[0]
        found += [Finding(number, what) for what in _wrong(entry, previous)]
        previous = entry.hash
    return found


def _wrong(entry: Entry, previous: str) -> list[str]:
    told = f"of {entry.day} ({entry.fact.get('route', 'its record cannot be read')})"
    if _hash(entry.previous, entry.record) != entry.hash:
        return [f"{told} was changed: its hash does not fit its text"]
    if entry.previous != previous:
        return [f"{told} does not follow the entry before it: one of the two was put there"]
    if entry.content.get("number") != entry.number or entry.content.get("day") != entry.day:
        return [f"{told} stands where it was not written"]
    return []


def _end(by_number: Mapping[int, Sequence[Entry]], end: End, seen: Seen | None) -> list[Finding]:
    found = []
    last = by_number.get(end.count, [])
    if not end.sealed:
        found.append(Finding(end.count, "the chain's end is not sealed by the shop's key"))
    if end.count and (not last or last[0].hash != end.hash):
        found.append(Finding(end.count, "is not the one that the chain is said to end with"))
    beyond = [number for number in by_number if number > end.count]
    if beyond:
        found.append(Finding(min(beyond), "stands beyond the chain's end"))
    if seen is not None and seen.count:
        then = by_number.get(seen.count, [])
        if not then or then[0].hash != seen.hash:
            found.append(Finding(seen.count, "is not the one that was seen then (--seen)"))
    return found


def _witnesses(
    by_number: Mapping[int, Sequence[Entry]], end: End, acts: Sequence[Act]
) -> list[Finding]:
    chained = {str(entry.fact.get("id")): entry for here in by_number.values() for entry in here}
    found = []
    for act in acts:
        entry = chained.get(str(act.fact.get("id")))
        told = f"{act.fact.get('route')} at {act.fact.get('at')} by {act.fact.get('staff')}"
        if entry is None:
            what = f"{act.capability} tells of {told}, which is not in the log"
            found.append(Finding(end.count + 1, what))
        elif any(entry.fact.get(name) != value for name, value in act.fact.items()):
            found.append(Finding(entry.number, f"{act.capability} tells {told} otherwise"))
    return found


def _hash(previous: str, record: str) -> str:
    return hashlib.sha256(f"{previous}\n{record}".encode()).hexdigest()
