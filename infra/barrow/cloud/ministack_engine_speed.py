"""Cuts what MiniStack spends most on in DynamoDB calls, without changing an answer.

Measured on a transaction of 22 actions: half the time went into copy.deepcopy of plain JSON and a
fifth into reading the same expressions again. What else slows transactions down is in
ministack_engine_transactions.py.
"""

import copy
import marshal
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from barrow.cloud import request_ids
from barrow.cloud.ministack_engine_parts import Patches, load

_NUMBERS = 65_536
_EXPRESSIONS = 4096  # distinct expressions kept; a shop has some hundreds
_OF_ITEMS = {
    "BatchGetItem": "_batch_get_item",
    "DeleteItem": "_delete_item",
    "GetItem": "_get_item",
    "PutItem": "_put_item",
    "Query": "_query",
    "TransactWriteItems": "_transact_write_items",
    "UpdateItem": "_update_item",
}


def copy_json(value: Any) -> Any:
    """A deep copy: of plain dicts, lists, texts and numbers by `marshal`, in C; else as usual."""
    try:
        return marshal.loads(marshal.dumps(value))  # noqa: S302 — written the moment before
    except ValueError:
        return copy.deepcopy(value)


def speed_up(dynamodb: Any, patches: Patches) -> None:
    """Replace the costly parts of MiniStack's DynamoDB module."""
    read_tokens = lru_cache(_EXPRESSIONS)(lambda expression: tuple(tokenize(expression)))
    tokenize = patches.put(dynamodb, "_tokenize", lambda expression: list(read_tokens(expression)))
    syntax_error = dynamodb._condition_syntax_error
    patches.put(dynamodb, "_condition_syntax_error", lru_cache(_EXPRESSIONS)(syntax_error))
    _weigh_quickly(dynamodb, patches)
    _dispatch_quickly(dynamodb, patches)
    for service in (dynamodb, load("sqs"), load("eventbridge"), load("ses_v2")):
        patches.put(service, "new_uuid", request_ids.new)


def _dispatch_quickly(dynamodb: Any, patches: Patches) -> None:
    """Every call makes a table of all operations, and a checksum that nobody here looks at."""

    async def handle_request(
        method: str, path: str, headers: Any, body: Any, query: Any
    ) -> tuple[int, dict[str, str], Any]:
        name = _OF_ITEMS.get(headers.get("x-amz-target", "").rpartition(".")[2], "")
        try:
            data = dynamodb.json.loads(body) if name and body else None
        except ValueError:
            data = None
        answer: tuple[int, dict[str, str], Any] = (
            await usually(method, path, headers, body, query)
            if data is None
            else getattr(dynamodb, name)(data)
        )
        return answer

    usually = patches.put(dynamodb, "handle_request", handle_request)


def _weigh_quickly(dynamodb: Any, patches: Patches) -> None:
    """Every write weighs whole items several times over, and looks at the same few numbers."""
    for name in ("_number_error", "_ddb_canonicalize_number", "_number_size_bytes"):
        patches.put(dynamodb, name, _of_texts(getattr(dynamodb, name)))
    number_size = dynamodb._number_size_bytes
    any_size = dynamodb._attribute_value_size

    def size(value: Any) -> int:
        if type(value) is dict and len(value) == 1:
            for kind, inner in value.items():
                if kind == "S" and type(inner) is str:
                    return len(inner) if inner.isascii() else len(inner.encode())
                if kind == "N":
                    return int(number_size(inner))
                if kind == "M" and type(inner) is dict:
                    names = sum(1 + len(name.encode()) for name in inner)
                    return 3 + names + sum(map(size, inner.values()))
                if kind == "L" and type(inner) is list:
                    return 3 + sum(1 + size(one) for one in inner if isinstance(one, dict))
        return int(any_size(value))

    patches.put(dynamodb, "_attribute_value_size", size)


def _of_texts(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    remembered = lru_cache(_NUMBERS)(function)
    return lambda value: remembered(value) if type(value) is str else function(value)
