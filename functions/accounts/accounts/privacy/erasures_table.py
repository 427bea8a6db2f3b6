"""Erasures at rest.

| pattern | key | index | units |
|---|---|---|---|
| an erasure | pk = ERASURE#<id>, sk = ERASURE | – | 1 read |
| the one under way of a person | pk = PRIVACY#<subject>, sk = ERASURE | – | 1 read |
| ask for one | put both, if there is none, and tell it | – | 8 writes |
| a step further | update, if it stands as read, and tell it | – | 4 writes |
| all, newest first | gsi1pk = ERASURES, gsi1sk = <asked>#<id> | gsi1 | ½ read a 4 KB |
| due | gsi2pk = PRIVACY, gsi2sk up to <time> (due.py) | gsi2 | ½ read a 4 KB |

`private` is whom to write the farewell to, sealed under the person's own key about `erasure:<id>`;
it goes with the key. What stays is the record that it was done: ids, states, times and counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shopkit import clock, outbox, table
from shopkit.events import Fact
from shopkit.marshal import Item
from shopkit.personal import Personal
from shopkit.retention import periods
from shopkit.table import IS_NEW, Write

from accounts.accounts_table import accounts_table
from accounts.privacy.due import due_at

ASKED, TOLD, DESTROYED, DONE = "asked", "told", "destroyed", "done"


@dataclass(frozen=True)
class Erasure:
    """`subjects` are whose keys go, the first of them the person's own; `by` is who asked: self,
    inactivity, or a member of staff's id or key. `cancelled` and `kept` count orders.
    """

    id: str
    state: str
    account_id: str | None
    subjects: tuple[str, ...]
    by: str
    asked_at: datetime
    private: Personal[str | None] = None
    done_at: datetime | None = None
    cancelled: int | None = None
    kept: int | None = None

    @property
    def about(self) -> str:
        return f"erasure:{self.id}"


def pk(erasure_id: str) -> str:
    return f"ERASURE#{erasure_id}"


def key(erasure_id: str) -> Item:
    return {"pk": pk(erasure_id), "sk": "ERASURE"}


def under_way_key(subject: str) -> Item:
    return {"pk": f"PRIVACY#{subject}", "sk": "ERASURE"}


def read(erasure_id: str) -> Erasure | None:
    item = table.get(accounts_table(), key(erasure_id))
    return of_item(item) if item else None


def under_way(subject: str) -> Erasure | None:
    """The erasure of whose data this is that is not done yet."""
    item = table.get(accounts_table(), under_way_key(subject))
    return read(item["erasure_id"]) if item else None


def new(erasure: Erasure, due: datetime, fact: Fact) -> list[Write]:
    """The erasure and that it was asked for; conditions "erasure_is_new", "none_under_way"."""
    item = key(erasure.id) | {
        "id": erasure.id,
        "state": erasure.state,
        "account_id": erasure.account_id,
        "subjects": list(erasure.subjects),
        "by": erasure.by,
        "asked_at": clock.text(erasure.asked_at),
        "private": erasure.private,
        "gsi1pk": "ERASURES",
        "gsi1sk": f"{clock.text(erasure.asked_at)}#{erasure.id}",
        **due_at(due, erasure.id),
    }
    pointer = under_way_key(erasure.subjects[0]) | {"erasure_id": erasure.id}
    return [
        table.put(accounts_table(), item, only_if=IS_NEW, condition="erasure_is_new"),
        table.put(accounts_table(), pointer, only_if=IS_NEW, condition="none_under_way"),
        _told(erasure, fact),
    ]


def asked_again(erasure: Erasure, due: datetime, fact: Fact) -> None:
    """Tell it once more; raises Refused when it has moved on."""
    _move(erasure, "gsi2sk = :due", {":due": due_at(due, erasure.id)["gsi2sk"]}, [fact])


def told(erasure: Erasure, cancelled: int, kept: int, due: datetime, facts: Sequence[Fact]) -> None:
    """Orders are let go, and the person was told; raises Refused when it was so before."""
    values = {":state": TOLD, ":cancelled": cancelled, ":kept": kept}
    values[":due"] = due_at(due, erasure.id)["gsi2sk"]
    _move(
        erasure,
        "#state = :state, cancelled = :cancelled, kept = :kept, gsi2sk = :due",
        values,
        facts,
    )


def narrowed(erasure: Erasure) -> None:
    """It is about fewer subjects; raises Refused when it has moved on."""
    _move(erasure, "subjects = :subjects", {":subjects": list(erasure.subjects)}, [])


def destroyed(erasure: Erasure, now: datetime, keys: Sequence[Write]) -> None:
    """The keys are gone with it; raises Refused when that was recorded before."""
    values = {":state": DESTROYED, ":due": due_at(now, erasure.id)["gsi2sk"]}
    _move(erasure, "#state = :state, gsi2sk = :due REMOVE #private", values, [], *keys)


def done(erasure: Erasure, fact: Fact) -> None:
    """Nothing is left to do; raises Refused when that was recorded before."""
    values = {
        ":state": DONE,
        ":now": clock.text(fact.at),
        ":expires_at": int((fact.at + periods().of("erasures")).timestamp()),
    }
    freed = table.delete(accounts_table(), under_way_key(erasure.subjects[0]))
    _move(
        erasure,
        "#state = :state, done_at = :now, expires_at = :expires_at REMOVE gsi2pk, gsi2sk",
        values,
        [fact],
        freed,
    )


def list_all(limit: int, start: Item | None) -> tuple[list[Erasure], Item | None]:
    """A page of erasures, newest first."""
    page = table.query(
        accounts_table(), "ERASURES", index="gsi1", limit=limit, start=start, backwards=True
    )
    return [of_item(item) for item in page.items], page.next_key


def of_item(item: Item) -> Erasure:
    done_at = item.get("done_at")
    return Erasure(
        id=item["id"],
        state=item["state"],
        account_id=item["account_id"],
        subjects=tuple(item["subjects"]),
        by=item["by"],
        asked_at=clock.parse(item["asked_at"]),
        private=item.get("private"),
        done_at=clock.parse(done_at) if done_at else None,
        cancelled=item.get("cancelled"),
        kept=item.get("kept"),
    )


def _move(
    erasure: Erasure, changes: str, values: dict[str, Any], facts: Sequence[Fact], *also: Write
) -> None:
    names = {"#state": "state", "#private": "private"}
    moved = table.update(
        accounts_table(),
        key(erasure.id),
        f"SET {changes}",
        values | {":before": erasure.state},
        only_if="#state = :before",
        condition="stands_as_read",
        names={name: field for name, field in names.items() if name in changes + "#state"},
    )
    table.transact([moved, *(_told(erasure, fact) for fact in facts), *also])


def _told(erasure: Erasure, fact: Fact) -> Write:
    """The fact in the erasure's history, which ends with the record."""
    ends = int((fact.at + periods().of("erasures")).timestamp())
    item = outbox.to_item(pk(erasure.id), fact) | {"expires_at": ends}
    return table.put(accounts_table(), item)
