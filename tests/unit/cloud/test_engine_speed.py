"""What is cut short in MiniStack answers as MiniStack does."""

from decimal import Decimal
from typing import Any

import pytest
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.ministack_engine_parts import load
from barrow.cloud.ministack_engine_speed import copy_json

VALUES: list[dict[str, Any]] = [
    {"S": ""},
    {"S": "plain"},
    {"S": "näïve ☂"},
    {"N": "0"},
    {"N": "-12.50"},
    {"N": "1E+20"},
    {"BOOL": False},
    {"NULL": True},
    {"B": "AAH/"},
    {"SS": ["a", "bé"]},
    {"NS": ["1", "200"]},
    {"L": []},
    {"L": [{"S": "a"}, {"N": "7"}, {"L": [{"S": "deep"}]}]},
    {"M": {}},
    {"M": {"ключ": {"S": "v"}, "b": {"M": {"c": {"N": "100"}}}}},
    {},
    {"S": "two", "N": "2"},
]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_weighs_what_ministack_says(value: dict[str, Any]) -> None:
    dynamodb = load("dynamodb")
    plainly = dynamodb._attribute_value_size(value)

    with MiniStackEngine():
        quickly = dynamodb._attribute_value_size(value)
        patched = dynamodb._attribute_value_size

    assert quickly == plainly
    assert dynamodb._attribute_value_size is not patched


@pytest.mark.parametrize("text", ["7", "-0.50", "1e400", "many", "", "007"])
def test_a_number_is_read_as_ministack_reads_it(text: str) -> None:
    dynamodb = load("dynamodb")
    names = ("_number_error", "_ddb_canonicalize_number", "_number_size_bytes")
    plainly = [getattr(dynamodb, name)(text) for name in names]

    with MiniStackEngine():
        twice = [[getattr(dynamodb, name)(text) for name in names] for _ in range(2)]

    assert twice == [plainly, plainly]


@pytest.mark.parametrize(
    "value", [{"a": [1, {"b": ["c"]}]}, {"a": [Decimal("1.5")]}, [], None, "text"]
)
def test_a_copy_is_equal_and_shares_nothing_that_can_change(value: Any) -> None:
    copied = copy_json(value)

    assert copied == value
    if isinstance(value, dict):
        copied["a"].append("later")
        assert value["a"] != copied["a"]
