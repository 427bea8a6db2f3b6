"""Queue consumers that lose nothing and apply each fact once.

Delivery is at least once and in any order. `consume` handles a batch message by message; when some
fail it deletes those that succeeded and raises, so that only the rest come again (Chalice cannot
ask for partial batch responses), after half a minute first and then ever later, and end in the
dead-letter queue if they never succeed. Once: the
effect and `applied(...)` stand in one transaction, whose condition is that this fact is new to this
consumer.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from shopkit import aws
from shopkit.events import Fact
from shopkit.observability import logger
from shopkit.table import IS_NEW, Refused, Write, put, transact

F = TypeVar("F", bound=Fact)
Handlers = Mapping[type[Fact], Callable[[Any], None]]
TogetherHandlers = Mapping[type[Fact], Callable[[Any, bool], None]]
Record = dict[str, Any]
"""A message as Lambda hands it on."""
Together = Callable[[Sequence[Fact], bool], None]
"""Applies facts; True: it may have begun with some of them before."""

#: Seconds until a message that failed comes again, by how often it did. Without it Lambda leaves
#: it hidden for all of the queue's visibility timeout, minutes, because of a moment's hiccup.
COMES_AGAIN_AFTER = (30, 120, 480, 900)

#: Longer than any queue keeps a message (14 days), so that no late copy finds the mark gone.
APPLIED_FOR = 30 * 24 * 3600


class NotApplied(Exception):
    """Some messages of the batch failed, and come again."""


class UnknownFact(Exception):
    """A type or version that this deployment cannot read: to the dead-letter queue, not away."""


def consume(
    records: Sequence[dict[str, Any]], handlers: Handlers, together: TogetherHandlers | None = None
) -> int:
    """Apply every message of an SQS event's `Records`; answers how many. Raises NotApplied.

    Facts of the types in `together` are applied all at once, as by `consume_together`.
    """
    kinds = {**handlers, **(together or {})}
    shared: dict[type[Fact], list[tuple[Record, Fact]]] = {kind: [] for kind in together or {}}
    failures: list[tuple[Record, Exception]] = []
    for record in records:
        try:
            fact = _one_of(kinds, record["body"])
            if type(fact) in shared:
                shared[type(fact)].append((record, fact))
            else:
                handlers[type(fact)](fact)
        except Exception as error:
            failures.append((record, error))
    for kind, facts in shared.items():
        if together and facts:
            failures += _apply_together(facts, together[kind], _came_before(facts))
    if failures:
        failed = {record["messageId"] for record, _ in failures}
        _leave(failures, [one for one in records if one["messageId"] not in failed])
    return len(records)


def consume_together(
    records: Sequence[Record], kinds: Collection[type[Fact]], apply: Together
) -> int:
    """Apply all messages of an SQS event's `Records` at once: for effects that many facts share.

    Where that fails, each half by itself, down to the one that fails: it holds none of the others
    back, nor the function until its time is out. `apply` may therefore meet a fact twice, as it may
    in any case, and is told when an earlier try of one of them may have stopped half way. Answers
    how many; raises NotApplied.
    """
    facts: list[tuple[Record, Fact]] = []
    failures: list[tuple[Record, Exception]] = []
    for record in records:
        try:
            facts.append((record, _one_of(kinds, record["body"])))
        except Exception as error:
            failures.append((record, error))
    failures += _apply_together(facts, apply, _came_before(facts))
    if failures:
        failed = {record["messageId"] for record, _ in failures}
        _leave(failures, [record for record, _ in facts if record["messageId"] not in failed])
    return len(records)


def _came_before(facts: Sequence[tuple[Record, Fact]]) -> bool:
    return any(int(record["attributes"]["ApproximateReceiveCount"]) > 1 for record, _ in facts)


def _apply_together(
    facts: Sequence[tuple[Record, Fact]], apply: Together, again: bool
) -> list[tuple[Record, Exception]]:
    """Answers those that failed, and why."""
    if not facts:
        return []
    try:
        apply([fact for _, fact in facts], again)
    except Exception as error:
        if len(facts) == 1:
            return [(facts[0][0], error)]
        logger().warning("facts not applied together", extra={"messages": len(facts)})
    else:
        return []
    middle = len(facts) // 2
    halves = facts[:middle], facts[middle:]
    return [failure for half in halves for failure in _apply_together(half, apply, True)]


def read(body: str) -> Fact:
    """The fact in one message's body, as EventBridge wrote it."""
    envelope = json.loads(body)
    kind = Fact.types.get(envelope["detail-type"])
    if kind is None:
        raise UnknownFact(envelope["detail-type"])
    version = envelope["detail"]["version"]
    if version > kind.version:
        raise UnknownFact(f"{kind.__name__} version {version}")
    return kind.model_validate(envelope["detail"]["data"])


def _one_of(kinds: Collection[type[Fact]], body: str) -> Fact:
    fact = read(body)
    if type(fact) not in kinds:
        raise UnknownFact(f"{type(fact).__name__} has no handler here")
    return fact


def once(table: str, consumer: str, fact: Fact, effects: Sequence[Write]) -> bool:
    """Do `effects` unless this consumer has applied this fact before; answers whether it did.

    Raises Refused when a condition of the effects themselves does not hold.
    """
    try:
        transact([applied(table, consumer, fact), *effects])
    except Refused as refused:
        if "fact_is_new" in refused.failed:
            return False
        raise
    return True


def applied(table: str, consumer: str, fact: Fact) -> Write:
    item = {
        "pk": f"APPLIED#{consumer}#{fact.id}",
        "sk": "APPLIED",
        "expires_at": int(fact.at.timestamp()) + APPLIED_FOR,
    }
    return put(table, item, only_if=IS_NEW, condition="fact_is_new")


def _leave(failures: Sequence[tuple[Record, Exception]], done: Sequence[Record]) -> NoReturn:
    """Leave in the queue what failed, and nothing else; raises NotApplied."""
    for record, why in failures:
        logger().error("fact not applied", extra={"message_id": record["messageId"]}, exc_info=why)
    _each_ten(done, "delete_message_batch", lambda _: {})
    _each_ten(
        [record for record, _ in failures],
        "change_message_visibility_batch",
        lambda record: {"VisibilityTimeout": _comes_again_after(record)},
    )
    raise NotApplied(
        "; ".join(f"{record['messageId']}: {type(why).__name__}" for record, why in failures)
    )


def _comes_again_after(record: Record) -> int:
    times = int(record["attributes"]["ApproximateReceiveCount"])
    return COMES_AGAIN_AFTER[min(times, len(COMES_AGAIN_AFTER)) - 1]


def _each_ten(
    records: Sequence[Record], operation: str, more: Callable[[Record], dict[str, Any]]
) -> None:
    """Tell SQS about messages, ten a call."""
    if not records:
        return
    sqs = aws.client("sqs")
    name = records[0]["eventSourceARN"].rsplit(":", 1)[1]
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    for start in range(0, len(records), 10):
        entries = [
            {"Id": str(i), "ReceiptHandle": record["receiptHandle"], **more(record)}
            for i, record in enumerate(records[start : start + 10])
        ]
        getattr(sqs, operation)(QueueUrl=url, Entries=entries)
