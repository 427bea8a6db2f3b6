"""People who are to be erased, as far as their orders are concerned.

| pattern | key | index | units |
|---|---|---|---|
| an erasure | pk = ERASURE#<id>, sk = LETTING_GO or FORGETTING | | 1 read |
| unfinished ones | gsi2pk = DUE, gsi2sk = <due>#<id> | gsi2 | ½ read each |

Each has two tasks: when it is asked for, to let go of what can be let go of; when the keys are
destroyed, to forget whose the orders were. Both wait in the index that the sweeper follows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit import clock, table
from shopkit.marshal import Item
from shopkit.table import IS_NEW, Write

from checkout import orders_table

LETTING_GO, FORGETTING = "LETTING_GO", "FORGETTING"

#: Of an account, its own subject and its address's come first, then addresses that it gave up.
FORMER_FROM = 2

#: What was not finished by then is taken up by the sweeper.
FINISH_WITHIN = timedelta(minutes=2)
#: How long it is known that it was done: longer than accounts goes on telling it.
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Task:
    """`kind` is one of the two, `at` when it was told; `subjects` are those of the person.

    `cancelled` and `kept` are how many orders were let go of and how many were not, once done.
    """

    erasure_id: str
    kind: str
    subjects: tuple[str, ...]
    at: datetime
    done: bool = False
    cancelled: int = 0
    kept: int = 0

    def is_others(self, subject: str, at: datetime) -> bool:
        """Whether what `subject` did then is of whoever uses an address that the person gave up."""
        return at > self.at and subject in self.subjects[FORMER_FROM:]


def pk(task: Task) -> str:
    return f"ERASURE#{task.erasure_id}"


def key(task: Task) -> Item:
    return {"pk": pk(task), "sk": task.kind}


def put_new(task: Task, now: datetime) -> Write:
    item = key(task) | {
        "id": task.erasure_id,
        "subjects": list(task.subjects),
        "at": clock.text(task.at),
        "done": False,
        "gsi2pk": "DUE",
        "gsi2sk": f"{clock.text(now + FINISH_WITHIN)}#{task.erasure_id}",
    }
    return table.put(orders_table.name(), item, only_if=IS_NEW, condition="task_is_new")


def end(task: Task, now: datetime) -> Write:
    """It is done; whose it was is not needed any more."""
    return table.update(
        orders_table.name(),
        key(task),
        "SET done = :yes, expires_at = :gone, cancelled = :cancelled, kept = :kept"
        " REMOVE subjects, gsi2pk, gsi2sk",
        {
            ":yes": True,
            ":no": False,
            ":gone": int((now + KEPT_FOR).timestamp()),
            ":cancelled": task.cancelled,
            ":kept": task.kept,
        },
        only_if="done = :no",
        condition="task_is_open",
    )


def wait(task: Task, until: datetime) -> None:
    """Let it be taken up again then. Raises Refused when it is done."""
    table.write(
        table.update(
            orders_table.name(), key(task), "SET gsi2sk = :due",
            {":due": f"{clock.text(until)}#{task.erasure_id}", ":no": False},
            only_if="done = :no", condition="task_is_open",
        )
    )  # fmt: skip


def from_item(item: Item) -> Task:
    subjects = tuple(item.get("subjects", ()))
    at = clock.parse(item["at"])
    return Task(
        erasure_id=item["id"],
        kind=item["sk"],
        subjects=subjects,
        at=at,
        done=item["done"],
        cancelled=item.get("cancelled", 0),
        kept=item.get("kept", 0),
    )


def read(erasure_id: str, kind: str) -> Task | None:
    item = table.get(orders_table.name(), {"pk": f"ERASURE#{erasure_id}", "sk": kind})
    return from_item(item) if item else None
