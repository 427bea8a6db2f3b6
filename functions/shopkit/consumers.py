"""Queue consumers that lose nothing and apply each fact once.

Delivery is at least once and in any order. `consume` handles a batch message by message; when some
fail it deletes those that succeeded and raises, so that only the rest come again (Chalice cannot
ask for partial batch responses) and end in the dead-letter queue if they never succeed. Once: the
effect and `applied(...)` stand in one transaction, whose condition is that this fact is new to this
consumer.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from shopkit import aws
from shopkit.events import Fact
from shopkit.observability import logger
from shopkit.table import IS_NEW, Refused, Write, put, transact

F = TypeVar("F", bound=Fact)
Handlers = Mapping[type[Fact], Callable[[Any], None]]
Record = dict[str, Any]
"""A message as Lambda hands it on."""
Together = Callable[[Sequence[Fact], bool], None]
"""Applies facts; True: it may have begun with some of them before."""

#: Longer than any queue keeps a message (14 days), so that no late copy finds the mark gone.
APPLIED_FOR = 30 * 24 * 3600


class NotApplied(Exception):
    """Some messages of the batch failed, and come again."""


class UnknownFact(Exception):
    """A type or version that this deployment cannot read: to the dead-letter queue, not away."""


def consume(records: Sequence[dict[str, Any]], handlers: Handlers) -> int:
    """Apply every message of an SQS event's `Records`; answers how many. Raises NotApplied."""
    done: list[dict[str, Any]] = []
    failures: list[str] = []
    for record in records:
        try:
            _apply(record["body"], handlers)
        except Exception as error:
            logger().exception("fact not applied", extra={"message_id": record["messageId"]})
            failures.append(f"{record['messageId']}: {type(error).__name__}")
        else:
            done.append(record)
    if failures:
        _delete(done)
        raise NotApplied("; ".join(failures))
    return len(done)


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
    again = any(int(record["attributes"]["ApproximateReceiveCount"]) > 1 for record, _ in facts)
    failures += _apply_together(facts, apply, again)
    if not failures:
        return len(records)
    for record, why in failures:
        logger().error("fact not applied", extra={"message_id": record["messageId"]}, exc_info=why)
    failed = {record["messageId"] for record, _ in failures}
    _delete([record for record, _ in facts if record["messageId"] not in failed])
    raise NotApplied(
        "; ".join(f"{record['messageId']}: {type(why).__name__}" for record, why in failures)
    )


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


def _apply(body: str, handlers: Handlers) -> None:
    fact = _one_of(handlers.keys(), body)
    handlers[type(fact)](fact)


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


def _delete(records: Sequence[dict[str, Any]]) -> None:
    if not records:
        return
    sqs = aws.client("sqs")
    name = records[0]["eventSourceARN"].rsplit(":", 1)[1]
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    for start in range(0, len(records), 10):
        entries = [
            {"Id": str(i), "ReceiptHandle": record["receiptHandle"]}
            for i, record in enumerate(records[start : start + 10])
        ]
        sqs.delete_message_batch(QueueUrl=url, Entries=entries)
