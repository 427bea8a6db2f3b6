"""MiniStack as the AWS of the local cloud, inside this process.

A call goes botocore → Transport → MiniStack's handler, all in the caller's thread, under one lock:
each call is atomic, as DynamoDB's are. Nothing listens on a port and nothing works in the
background. Streams are queues the local cloud's pumps empty; the latest mails are kept; time to
live follows the shop's clock. With a `state` file a journal keeps everything across restarts and
crashes, see journal.py.
"""

import gc
import os
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from botocore.awsrequest import AWSPreparedRequest

from barrow.cloud import engine_deploy, engine_mail
from barrow.cloud.engine import Mail, Record
from barrow.cloud.engine_letterbox import Letterbox
from barrow.cloud.engine_longpoll import Receiving
from barrow.cloud.engine_transport import (
    ACCOUNT,
    REGION,
    Answer,
    Call,
    Transport,
    take_apart,
)
from barrow.cloud.journal import Cut, Journal
from barrow.cloud.journal_host import HostRows
from barrow.cloud.journal_touched import Touched
from barrow.cloud.journal_writer import JournalWriter
from barrow.cloud.ministack_engine_calls import handle, redefines_tables
from barrow.cloud.ministack_engine_notifications import tell_at_once
from barrow.cloud.ministack_engine_objects import read_bodies_from
from barrow.cloud.ministack_engine_parts import STATEFUL, Patches, Scope, load, prepare
from barrow.cloud.ministack_engine_restore import restore
from barrow.cloud.ministack_engine_state import State, cut_of
from barrow.cloud.ministack_engine_tables import Tables


def _now() -> datetime:
    return datetime.now(UTC)


class MiniStackEngine:
    """Implements Engine. `now` stamps the mails; pass the shop's clock. Start it once."""

    def __init__(
        self,
        state: Path | None = None,
        now: Callable[[], datetime] = _now,
        interval: float = 1.0,
    ) -> None:
        """`interval` is the longest time in seconds that a crash can lose."""
        prepare()
        self.lock = threading.RLock()
        self._now = now
        self._scope = Scope(self.lock, ACCOUNT, REGION)
        self._receiving = Receiving(self.lock)
        self._transport = Transport(self._answer)
        self._patches = Patches()
        self._touched = Touched(keep=state is not None)
        self._tables = Tables(load("dynamodb"), self._touched)
        self._mails = Letterbox()
        self.host = HostRows(self._touched, self.lock)
        self._state = State(self._touched, self._tables, self._mails, self.host)
        self._journal = Journal(state) if state is not None else None
        self._interval = interval
        self._writer: JournalWriter | None = None

    def start(self) -> None:
        """Raises StateUnusable for a state file that cannot be read; it is left as it is."""
        with self.lock:
            self._transport.start()
            try:
                region = os.environ.get("AWS_REGION") or os.environ["AWS_DEFAULT_REGION"]
                self._scope.region = region
                self._receiving.reopen()
                self._watch()
                self._take_up()
            except BaseException:
                self._leave()
                raise

    def stop(self) -> None:
        with self.lock:
            self._receiving.stop()
        if not self._transport.stop():
            return
        try:
            if self._writer is not None:
                self._writer.stop()
        finally:
            self._leave()

    def checkpoint(self) -> None:
        """Write what changed now, without waiting for the interval."""
        if self._writer is not None:
            self._writer.cut()

    def deploy(self, template: Path, parameters: dict[str, str], stack_name: str) -> None:
        engine_deploy.deploy(template, parameters, stack_name)

    def outputs(self, stack_name: str) -> dict[str, str]:
        return engine_deploy.outputs(stack_name)

    def stream_tables(self) -> list[str]:
        with self._scope:
            return self._tables.stream_names()

    def take_stream(self, table: str, limit: int = 100) -> list[Record]:
        with self._scope:
            records = self._tables.take(table, limit)
        return [_copied(record) for record in records]

    def done_stream(self, table: str, count: int) -> None:
        with self._scope:
            self._tables.done(table, count)

    def queue_depths(self) -> dict[str, tuple[int, int]]:
        now = time.time()
        with self._scope:
            depths = {}
            for queue in load("sqs")._queues.values():
                visible = sum(1 for message in queue["messages"] if message["visible_at"] <= now)
                depths[queue["name"]] = (visible, len(queue["messages"]) - visible)
            return depths

    def mails(self) -> Sequence[Mail]:
        with self.lock:
            return self._mails.all()

    def forget_mails(self, is_theirs: Callable[[str], bool]) -> int:
        with self.lock:
            return self._mails.forget(is_theirs)

    def scrub(self) -> None:
        if self._writer is not None and self._journal is not None:
            self._writer.cut()
            self._journal.scrub()

    def verify_sender(self, identity: str) -> None:
        engine_deploy.verify_sender(identity)

    def sweep_ttl(self, now: datetime) -> int:
        with self._scope:
            return self._tables.sweep(now)

    def clear(self) -> None:
        with self._scope:
            self._forget()
            self._touched.everything(STATEFUL)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def _take_up(self) -> None:
        with self._scope:
            self._forget()
            if self._journal is None:
                return
            self._journal.open()
            restore(self._journal, self._state)
            self._tables.redefined()
        gc.freeze()  # what was restored mostly stays: do not walk it again and again
        self._writer = JournalWriter(self._journal, self._cut, self._written, self._interval)
        self._writer.start()

    def _watch(self) -> None:
        self._tables.watch(self._patches)
        eventbridge = load("eventbridge")
        to_queue = eventbridge._dispatch_to_sqs

        def watched_to_queue(target: object, *arguments: object) -> None:
            self._touched.queue(target.resource)  # type: ignore[attr-defined]
            to_queue(target, *arguments)

        self._patches.put(eventbridge, "_dispatch_to_sqs", watched_to_queue)
        self._patches.put(eventbridge, "_events_log_list", list)  # a log nobody reads
        engine_mail.read_headers_only(load("ses_v2"), self._patches)
        tell_at_once(self._touched, self._patches)
        if self._journal is not None:
            read_bodies_from(self._journal, self._patches)

    def _answer(self, request: AWSPreparedRequest) -> Answer:
        return self.answer(take_apart(request))

    def answer(self, call: Call) -> Answer:
        with self._scope:
            if call.service == "sqs" and call.action == "ReceiveMessage":
                return self._receiving.receive(
                    call, self._queue_wait, lambda asked: handle(asked, self._touched)
                )
            answer = handle(call, self._touched)
            if redefines_tables(call):
                self._tables.redefined()
            if call.service != "dynamodb":
                if answer[0] == 200 and engine_mail.is_send(call):
                    self._mails.append(engine_mail.sent_mail(call, answer[2], self._now()))
                    load("ses")._sent_emails.clear()
                self._receiving.woke()
            return answer

    def _queue_wait(self, name: str) -> int:
        sqs = load("sqs")
        queue = sqs._queues.get(sqs._queue_name_to_url.get(name, ""))
        return int(queue["attributes"]["ReceiveMessageWaitTimeSeconds"]) if queue else 0

    def _cut(self) -> Cut:
        with self._scope:
            taken = self._state.take()
        return cut_of(taken)

    def _written(self) -> None:
        with self._scope:
            self._state.written()

    def _leave(self) -> None:
        self._transport.stop()
        with self._scope:
            self._forget()
            self._patches.undo()
        self._writer = None
        if self._journal is not None:
            self._journal.close()
            gc.unfreeze()

    def _forget(self) -> None:
        for name in STATEFUL:
            load(name).reset()
        self._tables.clear()
        self._mails.clear()
        self.host.clear()
        self._touched.clear()


def _copied(record: Record) -> Record:
    """A record whose images a handler may add to; their values are the tables' own, which nobody
    changes in place.
    """
    parts = record["dynamodb"].items()
    own = {name: dict(part) if isinstance(part, dict) else part for name, part in parts}
    return {**record, "dynamodb": own}
