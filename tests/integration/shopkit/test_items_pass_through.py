"""Items pass through botocore as they are: typed on the way out, typed on the way in."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import botocore.session
import pytest
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from shopkit import aws, marshal, table
from shopkit.table import IS_NEW, Refused

from tests.integration.shopkit.corner import TABLE, make_table
from tests.shop import open_shop

BYTES = bytes(range(256))
KEY = {"pk": "A", "sk": "1"}
ITEM = KEY | {"packed": BYTES, "parts": [{"n": -7, "packed": b""}, None, True, "é"]}
NEXT = {"pk": "A", "sk": "2"}


@pytest.fixture(params=[MotoEngine, MiniStackEngine])
def engine(request: pytest.FixtureRequest) -> Iterator[None]:
    with open_shop(request.param()):
        make_table()
        yield


@contextmanager
def bodies() -> Iterator[list[dict[str, Any]]]:
    """What leaves for DynamoDB inside, as JSON."""
    sent: list[dict[str, Any]] = []

    def leaving(params: dict[str, Any], **_: Any) -> None:
        sent.append(json.loads(params["body"]))

    events = aws.client("dynamodb").meta.events
    events.register("before-call.dynamodb", leaving)
    try:
        yield sent
    finally:
        events.unregister("before-call.dynamodb", leaving)


@pytest.mark.usefixtures("engine")
def test_what_is_written_arrives_as_it_was_typed() -> None:
    with bodies() as sent:
        table.write(table.put(TABLE, ITEM))
        table.write(table.update(TABLE, KEY, "SET packed = :packed", {":packed": b"\xff"}))

    assert sent[0]["Item"] == marshal.dump(ITEM)
    assert sent[0]["Item"]["parts"]["L"][0] == {"M": {"n": {"N": "-7"}, "packed": {"B": ""}}}
    assert sent[1]["Key"] == {"pk": {"S": "A"}, "sk": {"S": "1"}}
    assert sent[1]["ExpressionAttributeValues"] == {":packed": {"B": "/w=="}}


@pytest.mark.usefixtures("engine")
def test_what_is_read_comes_as_it_is_on_the_wire() -> None:
    table.write(table.put(TABLE, ITEM))

    found = aws.client("dynamodb").get_item(TableName=TABLE, Key=marshal.dump(KEY))["Item"]

    # a client that unpacks items gives bytes here
    assert found == marshal.dump(ITEM)


@pytest.mark.usefixtures("engine")
def test_any_other_client_reads_the_same_bytes() -> None:
    table.write(table.put(TABLE, ITEM))

    usual = botocore.session.get_session().create_client("dynamodb")
    found = usual.get_item(TableName=TABLE, Key={"pk": {"S": "A"}, "sk": {"S": "1"}})["Item"]

    assert found["packed"] == {"B": BYTES}
    assert found["parts"]["L"][0] == {"M": {"n": {"N": "-7"}, "packed": {"B": b""}}}


def got() -> Any:
    return table.get(TABLE, KEY)


def got_among_many() -> Any:
    return table.get_many({TABLE: [KEY]})[TABLE][0]


def queried() -> Any:
    page = table.query(TABLE, "A", limit=1)
    assert page.next_key == KEY
    assert table.query(TABLE, "A", start=page.next_key).items == [NEXT]
    return page.items[0]


def updated() -> Any:
    return table.write(table.update(TABLE, KEY, "SET packed = :b", {":b": BYTES}))


def refused_alone() -> Any:
    with pytest.raises(Refused) as refused:
        table.write(table.put(TABLE, KEY, only_if=IS_NEW, condition="is_new"))
    return refused.value.failed["is_new"]


def refused_among_others() -> Any:
    with pytest.raises(Refused) as refused:
        table.transact(
            [
                table.put(TABLE, {"pk": "B", "sk": "1"}),
                table.put(TABLE, KEY, only_if=IS_NEW, condition="is_new"),
            ]
        )
    return refused.value.failed["is_new"]


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    "read", [got, got_among_many, queried, updated, refused_alone, refused_among_others]
)
def test_an_item_comes_back_as_it_was_written_on_every_way(read: Callable[[], Any]) -> None:
    table.transact([table.put(TABLE, ITEM), table.put(TABLE, NEXT)])

    assert read() == ITEM
