"""Least privilege, held to what the shop really does: all of it is allowed, and little else."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.moto_engine import MotoEngine

from tests.house.aws_calls import Use, Watch, allowed, handlers_of, policy_of, watching
from tests.house.shop_day import live_a_day
from tests.shop import apps, open_shop
from tests.storefront import publishing

FUNCTIONS = Path(__file__).parent.parent.parent / "functions"
CAPABILITIES = sorted(apps())

#: Made by Lambda itself with the function's role: its poller of queues and streams, and its logs.
LAMBDAS = {
    "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator",
    "dynamodb:ListStreams", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents",
    "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes",
    "sqs:ReceiveMessage",
}  # fmt: skip
#: What a good day has no need of, and why it is allowed all the same.
RARE = {
    "ssm:GetParameter": "a secret for which no variable is set",
    "sqs:GetQueueUrl": "a batch of which some messages failed",
    "dynamodb:GetItem": "an Idempotency-Key whose record two calls wrote at once",
    "dynamodb:DeleteItem": "an Idempotency-Key whose call ended in a 5xx",
    "dynamodb:ConditionCheckItem": "an order that is paid after it expired",
    "events:PutEvents": "a capability that has had no fact to tell",
}


@pytest.fixture(scope="module")
def day() -> Iterator[Watch]:
    watch = Watch()
    with (
        publishing(),
        handlers_of(watch),
        open_shop(MotoEngine()) as shop,
        watching(shop, watch),
    ):
        live_a_day(shop)
        yield watch


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_everything_that_a_capability_does_is_allowed_to_it(day: Watch, capability: str) -> None:
    policy = policy_of(FUNCTIONS, capability)

    refused = [use for use in day.uses[capability] if not allowed(policy, use)]

    assert day.uses[capability]
    assert refused == []


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_nothing_is_allowed_that_is_never_done(day: Watch, capability: str) -> None:
    used = day.uses[capability]

    idle = [
        (statement["Sid"], action)
        for statement in policy_of(FUNCTIONS, capability)["Statement"]
        for action in statement["Action"]
        if action not in LAMBDAS
        and action not in RARE
        and not any(allowed({"Statement": [statement | {"Action": [action]}]}, use) for use in used)
    ]

    assert idle == []


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_every_resource_is_named_and_every_action_is_one(capability: str) -> None:
    for statement in policy_of(FUNCTIONS, capability)["Statement"]:
        assert statement["Effect"] == "Allow"
        assert [action for action in statement["Action"] if "*" in action] == []
        for resource in statement["Resource"]:
            service, name = resource.split(":")[2], resource.split(":", 5)[5]
            assert "barrow" in name or service == "ses", resource


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_capability_writes_to_its_own_table_alone_but_for_held_stock(capability: str) -> None:
    writes = {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
    own = f"arn:aws:dynamodb:*:*:table/barrow-*-{capability}"

    foreign = [
        (resource, statement.get("Condition"))
        for statement in policy_of(FUNCTIONS, capability)["Statement"]
        if writes & set(statement["Action"])
        for resource in statement["Resource"]
        if resource != own
    ]

    stock = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["STOCK#*", "HOLD#*"]}}
    held = [("arn:aws:dynamodb:*:*:table/barrow-*-inventory", stock)]
    assert foreign == (held if capability == "checkout" else [])


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_capability_may_read_the_secrets_that_it_asks_for_and_no_other(capability: str) -> None:
    statements = policy_of(FUNCTIONS, capability)["Statement"]

    granted = {
        resource.rsplit("/", 1)[1]
        for statement in statements
        if "ssm:GetParameter" in statement["Action"]
        for resource in statement["Resource"]
    }

    assert granted == asked_secrets(capability)


def asked_secrets(capability: str) -> set[str]:
    """Named in the room, and by the kit's staff keys and cursors where the app has use of them."""
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in [
            FUNCTIONS / capability / "app.py",
            *(FUNCTIONS / capability / capability).rglob("*.py"),
        ]
    }
    named = {
        node.args[0].value
        for text in texts.values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "secret"
        and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    door = texts[FUNCTIONS / capability / "app.py"]
    if "permission=" in door:
        named.add("STAFF_KEYS")
    if any("cursors" in text for text in texts.values()):
        named.add("CURSOR_KEY")
    return {str(name) for name in named}


def test_a_policy_refuses_another_table_another_item_and_another_action() -> None:
    cart: Any = {
        "Statement": [
            {
                "Action": ["dynamodb:BatchGetItem"],
                "Resource": ["arn:aws:dynamodb:*:*:table/barrow-*-catalog"],
                "Condition": {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["SKU#*"]}},
            }
        ]
    }
    catalog = "arn:aws:dynamodb:eu-west-2:1:table/barrow-local-catalog"
    read = "dynamodb:BatchGetItem"

    assert allowed(cart, Use(read, catalog, "SKU#TEA-1"))
    assert not allowed(cart, Use(read, catalog, "PRODUCT#1"))
    assert not allowed(cart, Use(read, catalog.replace("catalog", "checkout"), "SKU#TEA-1"))
    assert not allowed(cart, Use("dynamodb:PutItem", catalog, "SKU#TEA-1"))
