"""Hands one AWS call to the MiniStack module that answers it, and notes what the call touches."""

import asyncio
import contextvars
import json
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from barrow.cloud.engine import EngineError
from barrow.cloud.engine_transport import Answer, Call
from barrow.cloud.journal_touched import Touched
from barrow.cloud.ministack_engine_parts import MODULES, STATEFUL, load

# DynamoDB operations that leave the definitions of tables as they are.
_ITEM_OPERATIONS = frozenset(
    {
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "DescribeContinuousBackups",
        "DescribeEndpoints",
        "DescribeLimits",
        "DescribeTable",
        "DescribeTimeToLive",
        "ExecuteStatement",
        "BatchExecuteStatement",
        "ExecuteTransaction",
        "GetItem",
        "ListTables",
        "ListTagsOfResource",
        "PutItem",
        "Query",
        "Scan",
        "TransactGetItems",
        "TransactWriteItems",
        "UpdateItem",
    }
)
_MESSAGE_OPERATIONS = frozenset(
    {
        "ChangeMessageVisibility",
        "ChangeMessageVisibilityBatch",
        "DeleteMessage",
        "DeleteMessageBatch",
        "PurgeQueue",
        "ReceiveMessage",
        "SendMessage",
        "SendMessageBatch",
    }
)
_READS = ("Get", "List", "Describe", "Head", "Test", "BatchGet")


def handle(call: Call, touched: Touched) -> Answer:
    """Answer the call. Raises EngineError for a service the local cloud does not have."""
    name = MODULES.get(call.service)
    if name is None:
        raise EngineError(f"the local cloud has no {call.service} ({call.method} {call.path})")
    if name == "dynamodb":
        return _dynamodb(call, touched)
    handler = load(name).handle_request
    if call.headers.get("content-encoding") == "aws-chunked" or "x-amz-trailer" in call.headers:
        _join_chunks(call)
    coroutine = handler(call.method, call.path, call.headers, call.body, call.query)
    answer: Answer = _with_a_loop(coroutine) if name == "cloudformation" else drive(coroutine)
    if answer[0] < 400:
        _note(name, call, touched)
    status, headers, body = answer
    return status, headers, body if isinstance(body, bytes) else str(body).encode()


def redefines_tables(call: Call) -> bool:
    """Tell whether the call may make, drop or change tables, their indexes or time to live."""
    if call.service == "dynamodb":
        return call.action not in _ITEM_OPERATIONS
    return call.service == "cloudformation"


def drive(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine that awaits nothing to its end, without an event loop."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    coroutine.close()
    raise EngineError("MiniStack waited where the engine cannot: an internal has changed")


def _with_a_loop(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine and every task it starts to the end; CloudFormation deploys in such tasks."""

    async def settled() -> Any:
        result = await coroutine
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.gather(*others, return_exceptions=True)
        return result

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(settled())
    return _in_a_thread(lambda: asyncio.run(settled()))


def _in_a_thread(work: Callable[[], Any]) -> Any:
    result: list[Any] = []
    context = contextvars.copy_context()
    thread = threading.Thread(target=lambda: result.append(context.run(work)))
    thread.start()
    thread.join()
    return result[0]


def _dynamodb(call: Call, touched: Touched) -> Answer:
    if call.headers.get("x-amz-target", "").startswith("DynamoDBStreams_"):
        raise EngineError("the local cloud has no GetRecords: read streams with take_stream")
    answer: Answer = drive(
        load("dynamodb").handle_request(call.method, call.path, call.headers, call.body, call.query)
    )
    if redefines_tables(call) and answer[0] < 400:
        touched.service("dynamodb")
    return answer


def _join_chunks(call: Call) -> None:
    """Undo the aws-chunked encoding botocore uses for uploads with a trailing checksum."""
    from ministack.app import _decode_aws_chunked_body

    call.body = _decode_aws_chunked_body(call.body, call.headers)


def _note(name: str, call: Call, touched: Touched) -> None:
    if name == "cloudformation":
        touched.service(*STATEFUL)
    elif name == "sqs" and call.action in _MESSAGE_OPERATIONS:
        touched.queue(json.loads(call.body)["QueueUrl"].rpartition("/")[2])
    elif name == "s3":
        if call.method in ("PUT", "POST", "DELETE"):
            bucket, _, key = call.path.lstrip("/").partition("/")
            touched.bucket(bucket)
            if not key:
                touched.service("s3")
    elif call.action != "PutEvents" and not call.action.startswith(_READS):
        touched.service(*(("ses", "ses_v2") if name == "ses" else (name,)))
