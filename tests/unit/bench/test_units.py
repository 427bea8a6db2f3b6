"""Units by hand: each case is reckoned in its own lines, from the developer guide's rules."""

from typing import Any

import pytest
from barrow.operating.costs.units import (
    Index,
    Units,
    index_units,
    item_size,
    number_size,
    of_call,
    read_units,
    write_units,
)

BY_STATUS = Index("gsi1", ("gsi1pk", "gsi1sk"))
KEY = {"pk": {"S": "A"}, "sk": {"S": "B"}}  # 2 + 1 + 2 + 1 = 6 bytes


def item(size: int, **more: str) -> dict[str, Any]:
    """An item of `size` bytes, with attributes of text among them."""
    made: dict[str, Any] = KEY | {name: {"S": value} for name, value in more.items()}
    return made | {"x": {"S": "x" * (size - item_size(made) - 1)}}


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 1),
        ("7", 2),
        ("42", 2),
        ("100", 2),  # 1|00: the pair of zeroes is trimmed
        ("1299", 3),
        ("1230", 3),  # 12|30
        ("12300", 3),  # 1|23|00
        ("-1299", 4),
        ("1772442000", 5),  # 17|72|44|20|00
    ],
)
def test_a_number_takes_a_byte_for_two_digits_and_one_more(text: str, size: int) -> None:
    assert number_size(text) == size


def test_an_item_is_as_large_as_its_names_and_values() -> None:
    stored = {
        "pk": {"S": "ORDER#1"},  # 2 + 7
        "café": {"S": "thé"},  # 5 + 4: bytes, not letters
        "n": {"N": "1299"},  # 1 + 3
        "ok": {"BOOL": True},  # 2 + 1
        "no": {"NULL": True},  # 2 + 1
        "raw": {"B": b"12345"},  # 3 + 5
        "list": {"L": [{"S": "ab"}, {"N": "7"}]},  # 4 + 3 + (1 + 2) + (1 + 2)
        "map": {"M": {"sku": {"S": "T"}}},  # 3 + 3 + (1 + 3 + 1)
        "none": {"L": []},  # 4 + 3
    }

    assert item_size(stored) == 9 + 9 + 4 + 3 + 3 + 8 + 13 + 11 + 7


def test_a_type_that_the_shop_does_not_store_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="SS"):
        item_size({"tags": {"SS": ["a"]}})


@pytest.mark.parametrize(
    ("size", "consistent", "units"),
    [
        (0, True, 1),
        (0, False, 0.5),
        (4096, True, 1),
        (4097, True, 2),
        (4097, False, 1),
        (8193, False, 1.5),
    ],
)
def test_a_read_is_charged_in_steps_of_4_kb(size: int, consistent: bool, units: float) -> None:
    assert read_units(size, consistent=consistent) == units


@pytest.mark.parametrize(
    ("before", "after", "units"),
    [
        (None, item(1024), 1),
        (None, item(1025), 2),
        (item(3000), item(500), 3),
        (item(500), item(3000), 3),
        (item(2049), None, 3),
        (None, None, 1),
    ],
)
def test_a_write_is_charged_by_the_larger_of_before_and_after(
    before: dict[str, Any] | None, after: dict[str, Any] | None, units: int
) -> None:
    assert write_units(before, after) == units


def indexed(size: int, status: str, **more: str) -> dict[str, Any]:
    return item(size, gsi1pk=status, gsi1sk="1", **more)


@pytest.mark.parametrize(
    ("before", "after", "units"),
    [
        pytest.param(None, item(900), 0, id="in no index"),
        pytest.param(item(900), item(901), 0, id="in no index before or after"),
        pytest.param(None, indexed(1500, "pending"), 2, id="put"),
        pytest.param(indexed(1500, "pending"), None, 2, id="deleted"),
        pytest.param(indexed(1500, "pending"), indexed(500, "pending"), 2, id="rewritten"),
        pytest.param(indexed(500, "pending"), indexed(500, "pending"), 0, id="unchanged"),
        pytest.param(indexed(1500, "pending"), indexed(500, "paid"), 3, id="moved"),
        pytest.param(indexed(1500, "pending"), item(1400), 2, id="left the index"),
        pytest.param(item(1400), indexed(1500, "pending"), 2, id="entered the index"),
    ],
)
def test_an_index_is_written_when_its_entry_changes(
    before: dict[str, Any] | None, after: dict[str, Any] | None, units: int
) -> None:
    assert index_units(BY_STATUS, before, after) == units


def test_an_item_without_the_whole_index_key_is_not_in_the_index() -> None:
    half = item(500, gsi1pk="paid")

    assert index_units(BY_STATUS, None, half) == 0


def test_a_get_is_charged_by_what_it_finds() -> None:
    found = {"Item": item(5000)}

    assert of_call("GetItem", {"ConsistentRead": True}, found) == Units(read=2)
    assert of_call("GetItem", {}, found) == Units(read=1)
    assert of_call("GetItem", {"ConsistentRead": True}, {}) == Units(read=1)


def test_a_query_adds_up_before_it_rounds() -> None:
    three = {"Items": [item(1500), item(1500), item(1500)]}  # 4,500 bytes: two steps

    assert of_call("Query", {"ConsistentRead": True}, three) == Units(read=2)
    assert of_call("Query", {}, three) == Units(read=1)
    assert of_call("Query", {}, {"Items": []}) == Units(read=0.5)


def test_a_batch_rounds_each_item_and_charges_for_keys_that_find_nothing() -> None:
    request = {
        "RequestItems": {
            "catalog": {"Keys": [KEY, KEY, KEY], "ConsistentRead": True},
            "stock": {"Keys": [KEY]},
        }
    }
    answer = {"Responses": {"catalog": [item(1500), item(4500)], "stock": []}}

    # 1 + 2 + 1 for the one that is not there, and half a unit for the missing stock
    assert of_call("BatchGetItem", request, answer) == Units(read=4.5)


@pytest.mark.parametrize("operation", ["PutItem", "UpdateItem", "DeleteItem"])
def test_a_single_write_is_charged_once_and_its_indexes_on_top(operation: str) -> None:
    change = (indexed(1500, "pending"), indexed(1500, "paid"))

    units = of_call(operation, {"TableName": "orders"}, {}, [change], {"orders": [BY_STATUS]})

    assert units == Units(written=2, indexed=4)


def test_each_item_of_a_transaction_is_charged_twice_but_its_indexes_once() -> None:
    request = {
        "TransactItems": [
            {"Put": {"TableName": "orders"}},
            {"Update": {"TableName": "stock"}},
            {"ConditionCheck": {"TableName": "orders"}},
        ]
    }
    there = item(300)
    changes = [(None, indexed(1500, "pending")), (item(200), item(201)), (there, there)]

    units = of_call("TransactWriteItems", request, {}, changes, {"orders": [BY_STATUS]})

    assert units == Units(written=2 * 2 + 2 * 1 + 2 * 1, indexed=2)


def test_every_action_of_a_transaction_needs_its_change() -> None:
    request = {"TransactItems": [{"Put": {"TableName": "orders"}}]}

    with pytest.raises(ValueError, match="zip"):
        of_call("TransactWriteItems", request, {}, [])


def test_an_operation_without_a_rule_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="Scan"):
        of_call("Scan", {}, {})


def test_units_add_up() -> None:
    assert Units(1, 2, 3) + Units(0.5, 1, 0) == Units(1.5, 3, 3)
