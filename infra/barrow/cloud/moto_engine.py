"""moto as an AWS engine for tests: cured, in this process, behind the same interface.

It forgets everything on `stop`. `with MotoEngine() as engine:` is the fixture; clients made by the
code under test at any time reach the engine that runs.
"""

import json
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from botocore.awsrequest import AWSPreparedRequest
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.core.models import botocore_stubber
from moto.dynamodb.models import dynamodb_backends
from moto.sqs.models import sqs_backends

from barrow.cloud import engine_deploy, engine_mail
from barrow.cloud.engine import EngineError, Mail, Record
from barrow.cloud.engine_longpoll import Receiving
from barrow.cloud.engine_transport import ACCOUNT, REGION, Answer, Call, Transport, take_apart
from barrow.cloud.engine_ttl import ExpiryHeap, expiry_of
from barrow.cloud.moto_cure import cured
from barrow.cloud.moto_notifications import apply_notifications

_SERVICE = {"type": "Service", "principalId": "dynamodb.amazonaws.com"}


def _now() -> datetime:
    return datetime.now(UTC)


class MotoEngine:
    """Implements Engine. `now` stamps the mails."""

    def __init__(self, now: Callable[[], datetime] = _now) -> None:
        self.lock = threading.RLock()
        self._now = now
        self._receiving = Receiving(self.lock)
        self._transport = Transport(self._answer)
        self._cure = ExitStack()
        self._expiry = ExpiryHeap()
        self._places: dict[tuple[str, str, str], tuple[Any, Any]] = {}
        self._mails: list[Mail] = []
        self._region = REGION

    def start(self) -> None:
        self._transport.start()
        self._region = os.environ.get("AWS_REGION") or os.environ["AWS_DEFAULT_REGION"]
        self._cure.enter_context(cured(self.lock, changed=self._changed))
        self._receiving.reopen()
        self._forget()

    def stop(self) -> None:
        with self.lock:
            self._receiving.stop()
        if not self._transport.stop():
            return
        with self.lock:
            self._cure.close()
            self._forget()

    def deploy(self, template: Path, parameters: dict[str, str], stack_name: str) -> None:
        engine_deploy.deploy(template, parameters, stack_name)
        apply_notifications(template, stack_name)

    def outputs(self, stack_name: str) -> dict[str, str]:
        return engine_deploy.outputs(stack_name)

    def stream_tables(self) -> list[str]:
        with self.lock:
            tables = self._dynamodb.tables.values()
            return sorted(table.name for table in tables if table.stream_shard is not None)

    def take_stream(self, table: str, limit: int = 100) -> list[Record]:
        with self.lock:
            shard = self._dynamodb.get_table(table).stream_shard
            entries = shard.items[:limit] if shard is not None else []
            records: list[Record] = json.loads(json.dumps([entry.record for entry in entries]))
            return records

    def done_stream(self, table: str, count: int) -> None:
        with self.lock:
            shard = self._dynamodb.get_table(table).stream_shard
            if shard is not None:
                count = min(count, len(shard.items))
                del shard.items[:count]
                shard.starting_sequence_number += count

    def queue_depths(self) -> dict[str, tuple[int, int]]:
        with self.lock:
            depths = {}
            for queue in sqs_backends[ACCOUNT][self._region].queues.values():
                visible = queue.approximate_number_of_messages
                held = (
                    queue.approximate_number_of_messages_not_visible
                    + queue.approximate_number_of_messages_delayed
                )
                depths[queue.name] = (visible, held)
            return depths

    def mails(self) -> Sequence[Mail]:
        with self.lock:
            return tuple(self._mails)

    def forget_mails(self, is_theirs: Callable[[str], bool]) -> int:
        with self.lock:
            before = len(self._mails)
            self._mails = [one for one in self._mails if not any(map(is_theirs, one.recipients))]
            return before - len(self._mails)

    def scrub(self) -> None:
        """It keeps nothing."""

    def verify_sender(self, identity: str) -> None:
        engine_deploy.verify_sender(identity)

    def sweep_ttl(self, now: datetime) -> int:
        swept = 0
        with self.lock:
            for place in self._expiry.take_expired(int(now.timestamp())):
                table = self._dynamodb.get_table(place[0])
                table.delete_item(*self._places[place])
                if table.stream_shard is not None:
                    table.stream_shard.items[-1].record["userIdentity"] = _SERVICE
                swept += 1
        return swept

    def clear(self) -> None:
        with self.lock:
            self._forget()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    @property
    def _dynamodb(self) -> Any:
        return dynamodb_backends[ACCOUNT][self._region]

    def _answer(self, request: AWSPreparedRequest) -> Answer:
        call = take_apart(request)
        with self.lock:
            if call.action == "ReceiveMessage" and call.service == "sqs":
                return self._receiving.receive(
                    call, self._queue_wait, lambda asked: self._moto(request, asked)
                )
            answer = self._moto(request, call)
            if call.service != "dynamodb":
                if answer[0] == 200 and engine_mail.is_send(call):
                    self._mails.append(engine_mail.sent_mail(call, answer[2], self._now()))
                self._receiving.woke()
            return answer

    def _moto(self, request: AWSPreparedRequest, call: Call) -> Answer:
        request.body = call.body
        answer = botocore_stubber.process_request(request)
        if answer is None:
            raise EngineError(f"moto does not answer {call.service} ({request.url})")
        status, headers, body = answer
        return status, headers, body.encode() if isinstance(body, str) else body

    def _queue_wait(self, name: str) -> int:
        queue: Any = sqs_backends[ACCOUNT][self._region].queues.get(name)
        return int(queue.receive_message_wait_time_seconds) if queue else 0

    def _changed(self, table: Any, hash_key: Any, range_key: Any, item: Any) -> None:
        if table.ttl.get("TimeToLiveStatus") != "ENABLED":
            return
        place = (table.name, repr(hash_key), repr(range_key))
        attributes = item.to_json()["Attributes"] if item is not None else {}
        expires_at = expiry_of(attributes, table.ttl["AttributeName"])
        self._expiry.put(place, expires_at)
        if expires_at is None:
            self._places.pop(place, None)
        else:
            self._places[place] = (hash_key, range_key)

    def _forget(self) -> None:
        BackendDict.reset()
        reset_model_data()
        self._expiry.clear()
        self._places.clear()
        self._mails.clear()
