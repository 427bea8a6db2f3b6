"""Idempotency-Key, by Powertools' idempotency over the capability's own table.

    pk = IDEMPOTENCY#<sha256 of route and key>   sk = IDEMPOTENCY      status, body hash, answer,
    expires_at

The answer is sealed: kept_answers.py says under what, and how an item holds a large one.

The same key and body: the first answer again, marked. The same key with another body, or while the
first is still being answered: refused. An answer of 5xx is not kept. A function that died leaves a
record in progress, which the next try takes over once the time that it had is past. What is charged
must be safe without this too: a record is written before and after, never with, the work.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from shopkit import clock, kept_answers
from shopkit.errors import IdempotencyKeyReused, InFlight
from shopkit.marshal import Item
from shopkit.table import Refused, delete, get, put, update, write

KEPT_SECONDS = 24 * 3600
#: Chalice's default time-out of a function: what a record in progress outlives.
DEFAULT_REMAINING_MS = 60_000


class Remembered:
    """The first answer of a request: what `once` gives back when it is asked again."""

    def __init__(
        self, status: int, headers: dict[str, str | list[str]], body: str, replayed: bool
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.replayed = replayed


def once(  # noqa: PLR0913
    table: str,
    route: str,
    key: str,
    payload: bytes,
    remaining_ms: int | None,
    answer: Callable[[], Remembered],
) -> Remembered:
    """`answer()` the first time, what it answered then every other time for 24 hours.

    Raises IdempotencyKeyReused for another payload, InFlight while the first is at work.
    """
    # imported here: it brings boto3 with it, which a cold start of a read must not pay for
    from aws_lambda_powertools.utilities.idempotency import (
        IdempotencyConfig,
        idempotent_function,
    )
    from aws_lambda_powertools.utilities.idempotency.exceptions import (
        IdempotencyAlreadyInProgressError,
        IdempotencyPersistenceLayerError,
        IdempotencyValidationError,
    )

    config = IdempotencyConfig(
        event_key_jmespath="key",
        payload_validation_jmespath="payload",
        raise_on_no_idempotency_key=True,
        expires_after_seconds=KEPT_SECONDS,
        response_hook=lambda stored, _record: {**stored, "replayed": True},
        lambda_context=_Remaining(remaining_ms),  # type: ignore[arg-type]  # all it is asked for
    )

    @idempotent_function(  # type: ignore[untyped-decorator]
        data_keyword_argument="request",
        persistence_store=_store(table, kept_answers.secret_of(route, key)),
        config=config,
    )
    def first(*, request: dict[str, str]) -> dict[str, Any]:  # noqa: ARG001
        given = answer()
        return {"status": given.status, "headers": given.headers, "body": given.body}

    request = {"key": f"{route}\n{key}", "payload": hashlib.sha256(payload).hexdigest()}
    try:
        stored = first(request=request)
    except IdempotencyValidationError as error:
        raise IdempotencyKeyReused("Take a new key for another request") from error
    except IdempotencyAlreadyInProgressError as error:
        raise InFlight("Wait for its answer, then send it again") from error
    except IdempotencyPersistenceLayerError as error:
        raise (error.__cause__ or error) from None
    return Remembered(
        stored["status"], stored["headers"], stored["body"], stored.get("replayed", False)
    )


class _Remaining:
    """What Powertools asks a Lambda context for."""

    def __init__(self, milliseconds: int | None) -> None:
        self._milliseconds = DEFAULT_REMAINING_MS if milliseconds is None else milliseconds

    def get_remaining_time_in_millis(self) -> int:
        return self._milliseconds


def _store(table: str, secret: bytes) -> Any:
    """`secret` is what the answer is sealed under."""
    from aws_lambda_powertools.utilities.idempotency.exceptions import (
        IdempotencyItemAlreadyExistsError,
        IdempotencyItemNotFoundError,
    )
    from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer
    from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord

    class OwnTable(BasePersistenceLayer):
        """Powertools' own layer keeps every record in one partition; here each has its own."""

        def _key(self, key: str) -> Item:
            digest = key.rsplit("#", 1)[1]
            return {"pk": f"IDEMPOTENCY#{digest}", "sk": "IDEMPOTENCY"}

        def _record(self, item: Item) -> DataRecord:
            return DataRecord(
                idempotency_key=item["pk"],
                status=item["status"],
                expiry_timestamp=item["expires_at"] + _machine_ahead(),
                in_progress_expiry_timestamp=item.get("in_progress_until"),
                response_data=kept_answers.open_(item.get("answer", ""), secret, item["pk"]),
                payload_hash=item["payload"],
            )

        def _get_record(self, idempotency_key: str) -> DataRecord:
            item = get(table, self._key(idempotency_key))
            if item is None:
                raise IdempotencyItemNotFoundError(idempotency_key)
            return self._record(item)

        def _put_record(self, data_record: DataRecord) -> None:
            item = self._key(data_record.idempotency_key) | {
                "status": data_record.status,
                "payload": data_record.payload_hash,
                "expires_at": _by_shop_clock(data_record.expiry_timestamp),
                "in_progress_until": data_record.in_progress_expiry_timestamp,
            }
            key_is_free = (
                "attribute_not_exists(pk) OR expires_at < :now"
                " OR (#status = :in_progress AND in_progress_until < :now_ms)"
            )
            # a record in progress is told apart by the machine's time, as Powertools stamps it
            machine = clock._machine_time()
            values = {
                ":now": _seconds(clock.now()),
                ":in_progress": "INPROGRESS",
                ":now_ms": int(machine.timestamp() * 1000),
            }
            try:
                write(
                    put(
                        table,
                        item,
                        only_if=key_is_free,
                        condition="key_is_free",
                        values=values,
                        names={"#status": "status"},
                    )
                )
            except Refused as refused:
                stands = refused.failed["key_is_free"]
                record = self._record(stands) if stands else None
                if record is not None:
                    self._validate_payload(data_record, record)
                raise IdempotencyItemAlreadyExistsError(old_data_record=record) from refused

        def _update_record(self, data_record: DataRecord) -> None:
            key = self._key(data_record.idempotency_key)
            write(
                update(
                    table,
                    key,
                    "SET #status = :status, answer = :answer, expires_at = :expires",
                    {
                        ":status": data_record.status,
                        ":answer": kept_answers.seal(data_record.response_data, secret, key["pk"]),
                        ":expires": _by_shop_clock(data_record.expiry_timestamp),
                    },
                    names={"#status": "status"},
                )
            )

        def _delete_record(self, data_record: DataRecord) -> None:
            write(delete(table, self._key(data_record.idempotency_key)))

    return OwnTable()  # type: ignore[no-untyped-call]


def _machine_ahead() -> int:
    """Records expire by the shop's clock; Powertools stamps and judges them by the machine's."""
    return _seconds(clock._machine_time()) - _seconds(clock.now())


def _by_shop_clock(machine_expiry: int | None) -> int:
    return (machine_expiry or 0) - _machine_ahead()


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
