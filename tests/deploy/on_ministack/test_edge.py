"""Where a request comes from, by way of the CDN and past it, as the audit log tells it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from barrow.deploying import secrets

from tests.deploy.on_ministack.deployed_shop import DeployedShop
from tests.shop import Response

VIEWER, NETWORK = "127.9.9.9", "127.9.9.0/24"
CLAIMED = "203.0.113.66"
Door = Callable[..., Response]


def write_by(shop: DeployedShop, door: Door, sku: str, shown: str) -> str:
    """The network that the audit log has of a write of staff's by this door."""
    key = secrets.operator_key(shop.account, shop.stage)
    headers = {
        "Authorization": f"Bearer {key}",
        "Content-Type": "application/json",
        "X-Forwarded-For": f"{CLAIMED}, {CLAIMED}",
        "X-Barrow-Edge": shown,
    }
    body = json.dumps({"sku": sku, "on_hand": 1}).encode()

    answer = door("POST", "/api/inventory/admin/stock", body, headers, VIEWER)

    assert answer.status == 201, answer.text
    (told,) = [act for act in acts(shop) if sku in act["asked"]]
    return str(told["network"])


def acts(shop: DeployedShop) -> list[dict[str, Any]]:
    pages = (
        shop.account.client("dynamodb")
        .get_paginator("scan")
        .paginate(TableName=shop.stage.table("inventory"))
    )
    items = [item for page in pages for item in page["Items"]]
    return [json.loads(i["data"]["S"]) for i in items if i["pk"]["S"].startswith("ACTS#")]


def test_the_cdn_says_who_its_viewer_is(shop: DeployedShop) -> None:
    assert write_by(shop, shop.visit, "EDGE-1", "a viewer's own") == NETWORK


@pytest.mark.parametrize(("sku", "shown"), [("EDGE-2", ""), ("EDGE-3", "not the key")])
def test_whoever_goes_past_it_is_where_they_are(shop: DeployedShop, sku: str, shown: str) -> None:
    assert write_by(shop, shop.past_the_edge, sku, shown) == NETWORK


def test_the_key_is_in_no_answer_of_cloudformations_and_in_no_log(shop: DeployedShop) -> None:
    key = secrets.read(shop.account, shop.stage, secrets.EDGE_KEY)
    write_by(shop, shop.visit, "EDGE-4", "")
    cloudformation = shop.account.client("cloudformation")
    logs = shop.account.client("logs").filter_log_events(
        logGroupName=f"/aws/lambda/{shop.stage.function('inventory')}"
    )

    told = str(cloudformation.describe_stacks(StackName=shop.stage.stack("edge")))
    events = str(cloudformation.describe_stack_events(StackName=shop.stage.stack("edge")))

    assert key is not None
    assert "EdgeKey" in told
    assert logs["events"]
    assert key not in told + events + str(logs)
