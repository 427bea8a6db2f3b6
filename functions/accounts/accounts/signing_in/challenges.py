"""Challenges: a secret was sent or asked for, and whoever comes back with it has so many tries.

| pattern | key | units |
|---|---|---|
| open one | put pk = CHALLENGE#<id>, sk = CHALLENGE | 1 write a KB |
| count a try, and read it | update, if it is open and this browser's | 1 write a KB |
| use it up | delete, if it is open; in the transaction of what it opens | 2 writes a KB |

A challenge belongs to the browser that asked: only with the token in its cookie is a try taken. So
a code that somebody is talked into reading out is no use to who asks for it elsewhere, and nobody
can use up another's tries. It stands for `MINUTES` and for `MOST_TRIES`; each try is counted before
it is judged, by one conditional write, so that sixteen at once are five. Of the code the item holds
a SHA-256 with the browser's token in it, and the token nobody holds but the browser: who reads the
table cannot find the code by trying all million.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar

from shopkit import clock, ids, table
from shopkit.errors import Conflict, Invalid
from shopkit.marshal import Item
from shopkit.table import Refused, Write

from accounts.accounts_table import accounts_table

MINUTES = 10
MOST_TRIES = 5


class ChallengeOver(Conflict):
    """Used, expired, five times wrong, of another browser, or never there: not told apart."""

    code: ClassVar[str] = "challenge_over"
    title: ClassVar[str] = "This code is used up or too old; ask for a new one"


@dataclass
class CodeWrong(Invalid):
    code: ClassVar[str] = "code_wrong"
    title: ClassVar[str] = "This is not the code"
    tries_left: int = 0

    @property
    def extra(self) -> dict[str, Any]:
        return {**super().extra, "tries_left": self.tries_left}


@dataclass(frozen=True)
class Challenge:
    """`kind` is what it is for, `data` what the kind needs to know; `answers` are the hashes of the
    codes that are right, by name, none where something else is asked for (TOTP, a recovery code).
    """

    id: str
    kind: str
    created_at: datetime
    ends_at: datetime
    tries: int = 0
    data: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def tries_left(self) -> int:
        return max(0, MOST_TRIES - self.tries)

    def is_right(self, name: str, code: str, browser: str) -> bool:
        expected = self.answers.get(name, "")
        return hmac.compare_digest(expected, _hash_of(self.id, browser, code))

    def wrong(self) -> CodeWrong:
        if self.tries_left == 0:
            return CodeWrong("Five times wrong: ask for a new one", [], 0)
        return CodeWrong("Look at the newest letter, and type its six digits", [], self.tries_left)


def new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def opened(  # noqa: PLR0913
    kind: str,
    browser: str,
    now: datetime,
    *,
    codes: dict[str, str] | None = None,
    data: dict[str, Any] | None = None,
    challenge_id: str | None = None,
) -> tuple[Challenge, Write]:
    """A new challenge for the browser, and the write that opens it. `codes` are by name."""
    challenge_id = challenge_id or ids.new_id("chl", now)
    challenge = Challenge(
        id=challenge_id,
        kind=kind,
        created_at=now,
        ends_at=now + timedelta(minutes=MINUTES),
        data=data or {},
        answers={
            name: _hash_of(challenge_id, browser, code) for name, code in (codes or {}).items()
        },
    )
    item = _key(challenge_id) | {
        "id": challenge.id,
        "kind": kind,
        "browser": ids.fingerprint(browser),
        "tries": 0,
        "data": challenge.data,
        "answers": challenge.answers,
        "created_at": clock.text(now),
        "ends_at": clock.text(challenge.ends_at),
        "expires_at": int(challenge.ends_at.timestamp()),
    }
    return challenge, table.put(
        accounts_table(), item, only_if=table.IS_NEW, condition="challenge_is_new"
    )


def tried(
    challenge_id: str, kinds: tuple[str, ...], browser: str | None, now: datetime
) -> Challenge:
    """The challenge with one more try counted; raises ChallengeOver, for whatever reason."""
    counted = table.update(
        accounts_table(),
        _key(challenge_id),
        "SET tries = tries + :one",
        {":one": 1, ":most": MOST_TRIES, ":now": clock.text(now), **_of_browser(browser)},
        only_if="browser = :browser AND tries < :most AND ends_at > :now",
        condition="challenge_is_open",
        tells=False,
    )
    try:
        challenge = _of_item(table.write(counted))
    except Refused as refused:
        raise ChallengeOver() from refused
    if challenge.kind not in kinds:
        raise ChallengeOver()
    return challenge


def read(
    challenge_id: str, kinds: tuple[str, ...], browser: str | None, now: datetime
) -> Challenge:
    """The challenge as it stands, without a try; raises ChallengeOver."""
    item = table.get(accounts_table(), _key(challenge_id))
    if (
        item is None
        # a passkey's used challenge stands in the same place, and is of no kind (ceremonies.py)
        or item.get("kind") not in kinds
        or item["browser"] != _of_browser(browser)[":browser"]
        or item["tries"] >= MOST_TRIES
        or item["ends_at"] <= clock.text(now)
    ):
        raise ChallengeOver()
    return _of_item(item)


def used_up(challenge: Challenge) -> Write:
    """Its end, for the transaction of what it opens; condition "challenge_is_unused"."""
    return table.delete(
        accounts_table(),
        _key(challenge.id),
        only_if=table.EXISTS,
        condition="challenge_is_unused",
    )


def _of_browser(browser: str | None) -> dict[str, str]:
    return {":browser": ids.fingerprint(browser) if browser else "none"}


def _key(challenge_id: str) -> Item:
    return {"pk": f"CHALLENGE#{challenge_id}", "sk": "CHALLENGE"}


def _hash_of(challenge_id: str, browser: str, code: str) -> str:
    return hashlib.sha256("\n".join([challenge_id, browser, code]).encode()).hexdigest()


def _of_item(item: Item) -> Challenge:
    return Challenge(
        id=item["id"],
        kind=item["kind"],
        created_at=clock.parse(item["created_at"]),
        ends_at=clock.parse(item["ends_at"]),
        tries=item["tries"],
        data=item["data"],
        answers=item["answers"],
    )
