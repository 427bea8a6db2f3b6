"""Keeps what each call of a function takes: units, requests to other services, time, log.

DynamoDB's units are reckoned around each call, and the time that this and the emulated AWS take is
not the function's.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from typing import Any

import botocore.session
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from botocore.httpsession import URLLib3Session

from barrow.operating.costs.invocation import Invocation
from barrow.operating.costs.reckoning import Reckoner
from barrow.operating.costs.units import Units


class Meter:
    """Keeps every call of a function while `running`; one thread calls them, one by one."""

    def __init__(self) -> None:
        self.invocations: list[Invocation] = []
        self._current: Invocation | None = None
        self._away = 0.0
        self._reckoner: Reckoner | None = None
        self._log = _Log()

    def taken(self) -> list[Invocation]:
        """What was kept since this was last asked."""
        kept, self.invocations = self.invocations, []
        return kept

    def stripe_called(self) -> None:
        if self._current:
            self._current.count("stripe")

    def metered(
        self, function: str, memory_mb: int, call: Callable[..., Any], *, is_api: bool
    ) -> Callable[..., Any]:
        """`call` as Lambda calls it, with an event and a context."""

        def invoked(event: Any, context: Any) -> Any:
            kept = Invocation(function, memory_mb, is_api, _messages(event))
            self._current, self._away, self._log.text = kept, 0.0, []
            # in Lambda each app has a process, and its name, to itself
            os.environ["POWERTOOLS_SERVICE_NAME"] = function.partition(".")[0]
            started = time.thread_time()
            try:
                answer = call(event, context)
                if is_api:
                    kept.answer_bytes = len(str(answer.get("body") or ""))
                return answer
            finally:
                kept.own = max(0.0, time.thread_time() - started - self._away)
                kept.log_bytes, kept.metrics = _read(self._log.text)
                self._current = None
                self.invocations.append(kept)

        return invoked

    @contextmanager
    def running(self) -> Iterator[None]:
        """Inside the engine's own run: it must have taken `send` over already."""
        client_class: Any = BaseClient
        make, send = client_class._make_api_call, URLLib3Session.send
        self._reckoner = Reckoner(botocore.session.get_session().create_client("dynamodb"))

        def called(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
            return self._counted(make, client, operation, parameters)

        client_class._make_api_call = called
        URLLib3Session.send = self._elsewhere(send)
        try:
            with redirect_stdout(self._log):
                yield
        finally:
            client_class._make_api_call = make
            URLLib3Session.send = send

    def _counted(
        self, make: Callable[..., Any], client: Any, operation: str, parameters: dict[str, Any]
    ) -> Any:
        service = client.meta.service_model.service_name
        # what is called meanwhile is ours, or botocore's own
        current, self._current = self._current, None
        if current is None:
            return make(client, operation, parameters)
        current.count(f"{service}.{operation}")
        if operation == "PutEvents":
            current.facts += len(parameters["Entries"])
        before = self._looked(self._before, service, operation, parameters)
        answer: Mapping[str, Any] = {}
        try:
            answer = make(client, operation, parameters)
            return answer
        except ClientError as refused:
            answer = refused.response
            raise
        finally:
            if before is not None:
                current.units += self._looked(self._units, operation, parameters, answer, before)
            self._current = current

    def _before(self, service: str, operation: str, parameters: dict[str, Any]) -> Any:
        if service != "dynamodb" or self._reckoner is None:
            return None
        return self._reckoner.before(operation, parameters)

    def _units(
        self, operation: str, parameters: dict[str, Any], answer: Mapping[str, Any], before: Any
    ) -> Units:
        if self._reckoner is None or ("Error" in answer and not before):
            return Units()
        return self._reckoner.units(operation, parameters, answer, before)

    def _looked(self, look: Callable[..., Any], *arguments: Any) -> Any:
        started, before = time.thread_time(), self._away
        try:
            return look(*arguments)
        finally:
            # with the time that sending took, which is in it
            self._away = before + time.thread_time() - started

    def _elsewhere(self, send: Callable[..., Any]) -> Callable[..., Any]:
        def sent(*arguments: Any, **options: Any) -> Any:
            started, before = time.thread_time(), self._away
            try:
                return send(*arguments, **options)
            finally:
                self._away = before + time.thread_time() - started

        return sent


class _Log:
    """What functions print."""

    def __init__(self) -> None:
        self.text: list[str] = []

    def write(self, text: str) -> int:
        self.text.append(text)
        return len(text)

    def flush(self) -> None:
        return None


def _messages(event: Any) -> int:
    records = event.get("Records") or [] if isinstance(event, Mapping) else []
    return sum(record.get("eventSource") == "aws:sqs" for record in records)


def _read(written: Sequence[str]) -> tuple[int, set[str]]:
    """Bytes, and the metrics in them: each name with its dimensions is one that is paid for."""
    text = "".join(written)
    metrics = set()
    for line in text.splitlines():
        if '"_aws"' not in line:
            continue
        document = json.loads(line)
        for group in document["_aws"]["CloudWatchMetrics"]:
            for dimensions in group["Dimensions"]:
                named = " ".join(f"{name}={document[name]}" for name in sorted(dimensions))
                metrics |= {f"{metric['Name']} {named}" for metric in group["Metrics"]}
    return len(text.encode()), metrics
