"""Writes moto's answers to item operations as JSON at once.

moto walks every value of an answer along the service model, ten name look-ups each; that is nine
tenths of a batch get. Items need none of it: they are attribute values already.
"""

from typing import Any

from moto.dynamodb.models.utilities import dynamo_json_dump
from moto.dynamodb.responses import DynamoHandler

_ITEM_OPERATIONS = frozenset(
    {
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "TransactGetItems",
        "TransactWriteItems",
        "UpdateItem",
    }
)


def answering_at_once(serialized: Any) -> Any:
    """Replace DynamoHandler.serialized; errors and other operations go the old way."""

    def answer(handler: DynamoHandler, action_result: Any) -> Any:
        result = action_result.result
        if handler._get_action() not in _ITEM_OPERATIONS or not isinstance(result, dict):
            return serialized(handler, action_result)
        body = dynamo_json_dump({key: value for key, value in result.items() if value is not None})
        headers = {"Content-Type": "application/x-amz-json-1.0", **handler.response_headers}
        return 200, headers, body

    return answer
