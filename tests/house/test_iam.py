"""The judge of the policies, held to what IAM's and DynamoDB's guides say of requests."""

from typing import Any

import pytest

from tests.house import dynamodb_uses
from tests.house.iam import Use, allowed

PLACE = "eu-west-2:123456789012"
STOCK = f"arn:aws:dynamodb:{PLACE}:table/barrow-one-inventory"


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    grant = {"Effect": "Allow", "Action": ["dynamodb:BatchGetItem"], "Resource": [STOCK]}
    return {"Statement": [grant | statement for statement in statements]}


def read(**changes: Any) -> Use:
    fields: dict[str, Any] = {
        "action": "dynamodb:BatchGetItem",
        "resource": STOCK,
        "leading": frozenset({"STOCK#TEA-1"}),
        "attributes": frozenset({"pk", "sk", "held"}),
        "select": "SPECIFIC_ATTRIBUTES",
    }
    return Use(**(fields | changes))


@pytest.mark.parametrize(
    ("pattern", "resource"),
    [
        (STOCK, STOCK),
        ("*", "*"),
        ("*", STOCK),
        ("arn:aws:dynamodb:*:*:table/barrow-*-inventory", STOCK),
        ("arn:aws:s3:::barrow-*/uploads/*", "arn:aws:s3:::barrow-one-media/uploads/a/b"),
        ("arn:aws:logs:*:*:log-group:/x:*", "arn:aws:logs:eu-west-2:1:log-group:/x:log-stream:s"),
    ],
)
def test_a_resource_is_reached_by_its_pattern(pattern: str, resource: str) -> None:
    assert allowed(policy({"Resource": [pattern]}), read(resource=resource))


@pytest.mark.parametrize(
    "pattern",
    [
        "arn:aws:dynamodb:*:*:table/barrow-*-catalog",
        "arn:aws:dynamodb:*:table/barrow-one-inventory",
        "arn:aws:dynamodb:eu-west-1:*:table/barrow-one-inventory",
        "arn:aws:dynamodb:*:*:table/barrow-one-inventor",
        "arn:aws:dynamodb:*:*:table/barrow-one-inventory/index/gsi1",
    ],
)
def test_a_wildcard_reaches_no_further_than_its_part_of_the_arn(pattern: str) -> None:
    assert not allowed(policy({"Resource": [pattern]}), read())


def test_what_no_statement_allows_is_refused_and_so_is_what_one_denies() -> None:
    denied = {"Effect": "Deny"}

    assert allowed(policy({}), read())
    assert not allowed(policy(), read())
    assert not allowed(policy({}), read(action="dynamodb:GetItem"))
    assert not allowed(policy({}, denied), read())


@pytest.mark.parametrize(
    ("operator", "leading", "passes"),
    [
        ("ForAllValues:StringLike", {"STOCK#A", "STOCK#B"}, True),
        ("ForAllValues:StringLike", {"STOCK#A", "HOLD#1"}, False),
        ("ForAllValues:StringLike", set(), True),
        ("ForAnyValue:StringLike", {"STOCK#A", "HOLD#1"}, True),
        ("ForAnyValue:StringLike", {"HOLD#1"}, False),
        ("ForAnyValue:StringLike", set(), False),
        ("StringLike", {"STOCK#A"}, True),
        ("StringLike", set(), False),
        ("StringLikeIfExists", set(), True),
        ("StringLikeIfExists", {"HOLD#1"}, False),
        ("ForAllValues:StringEquals", {"STOCK#A"}, False),
    ],
)
def test_a_condition_over_several_values_is_met_as_its_operator_says(
    operator: str, leading: set[str], passes: bool
) -> None:
    guarded = policy({"Condition": {operator: {"dynamodb:LeadingKeys": ["STOCK#*"]}}})

    assert allowed(guarded, read(leading=frozenset(leading))) is passes


@pytest.mark.parametrize(("wanted", "passes"), [("false", True), ("true", False)])
def test_null_asks_whether_the_key_is_missing(wanted: str, passes: bool) -> None:
    guarded = policy({"Condition": {"Null": {"dynamodb:LeadingKeys": wanted}}})

    assert allowed(guarded, read()) is passes
    assert allowed(guarded, read(leading=frozenset())) is not passes


def test_every_key_of_every_operator_has_to_hold() -> None:
    guarded = policy(
        {
            "Condition": {
                "ForAllValues:StringEquals": {"dynamodb:Attributes": ["pk", "sk", "held"]},
                "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"},
            }
        }
    )

    assert allowed(guarded, read())
    assert not allowed(guarded, read(attributes=frozenset({"pk", "sk", "cost"})))
    assert not allowed(guarded, read(select="ALL_ATTRIBUTES"))


def test_a_key_that_no_request_has_is_an_error_and_no_vacuous_truth() -> None:
    misspelt = policy({"Condition": {"ForAllValues:StringLike": {"dynamodb:LeadingKey": ["A"]}}})

    with pytest.raises(AssertionError, match="LeadingKey"):
        allowed(misspelt, read())


def test_attributes_of_a_write_are_its_keys_and_the_heads_of_every_path_it_names() -> None:
    request = {
        "TableName": "t",
        "Key": {"pk": {"S": "A"}, "sk": {"S": "B"}},
        "UpdateExpression": "SET #state = :next, taken = if_not_exists(taken, :none), lines[0].n"
        " = :n REMOVE address.#line",
        "ConditionExpression": "attribute_exists(version) AND size(lines) BETWEEN :a AND :b",
        "ExpressionAttributeNames": {"#state": "state", "#line": "line"},
    }

    (use,) = dynamodb_uses.uses("UpdateItem", request, PLACE)

    assert use.attributes == {"pk", "sk", "state", "taken", "lines", "address", "version"}
    assert (use.leading, use.returns, use.within) == (frozenset({"A"}), "NONE", "")


def test_each_part_of_a_transaction_is_asked_for_within_it() -> None:
    key = {"pk": {"S": "A"}, "sk": {"S": "B"}}
    parts = [
        {"Put": {"TableName": "t", "Item": key | {"n": {"N": "1"}}}},
        {
            "ConditionCheck": {
                "TableName": "u",
                "Key": key,
                "ConditionExpression": "n = :n",
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            }
        },
    ]

    put, check = dynamodb_uses.uses("TransactWriteItems", {"TransactItems": parts}, PLACE)

    table = f"arn:aws:dynamodb:{PLACE}:table"
    assert (put.action, put.resource) == ("dynamodb:PutItem", f"{table}/t")
    assert (check.action, check.resource) == ("dynamodb:ConditionCheckItem", f"{table}/u")
    assert (put.returns, check.returns) == ("NONE", "ALL_OLD")
    for use in (put, check):
        assert (use.leading, use.attributes) == (frozenset({"A"}), frozenset({"pk", "sk", "n"}))
        assert use.within == "TransactWriteItems"


def test_a_read_of_several_items_is_one_use_a_table_with_every_key() -> None:
    keys = [{"pk": {"S": "A"}, "sk": {"S": "1"}}, {"pk": {"S": "B"}, "sk": {"S": "1"}}]
    projected = {
        "Keys": keys,
        "ProjectionExpression": "#f0, b",
        "ExpressionAttributeNames": {"#f0": "a"},
    }
    request = {"RequestItems": {"t": projected, "u": {"Keys": keys[:1]}}}

    some, whole = dynamodb_uses.uses("BatchGetItem", request, PLACE)

    assert (some.leading, some.select) == (frozenset({"A", "B"}), "SPECIFIC_ATTRIBUTES")
    assert some.attributes == {"pk", "sk", "a", "b"}
    assert (whole.leading, whole.select) == (frozenset({"A"}), "ALL_ATTRIBUTES")


def test_a_query_of_an_index_names_its_keys_too() -> None:
    request = {
        "TableName": "t",
        "IndexName": "gsi1",
        "KeyConditionExpression": "#pk = :pk AND begins_with(#sk, :sk)",
        "ExpressionAttributeNames": {"#pk": "gsi1pk", "#sk": "gsi1sk"},
        "ExpressionAttributeValues": {":pk": {"S": "SKU#A"}, ":sk": {"S": "B"}},
    }

    (use,) = dynamodb_uses.uses("Query", request, PLACE)

    assert use.resource == f"arn:aws:dynamodb:{PLACE}:table/t/index/gsi1"
    assert (use.leading, use.select) == (frozenset({"SKU#A"}), "ALL_ATTRIBUTES")
    assert use.attributes == {"pk", "sk", "gsi1pk", "gsi1sk"}
