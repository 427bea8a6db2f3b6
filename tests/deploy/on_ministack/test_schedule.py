"""A schedule of EventBridge invokes its function, once a minute."""

import json
from typing import Any

from tests import factories
from tests.deploy.on_ministack.deployed_shop import DeployedShop
from tests.shop import Bought

LONG_AGO = "2026-03-02T09:00:00.000000Z"
#: rate(1 minute), and MiniStack looks every ten seconds.
FIRES_WITHIN = 120


def test_release_expired_ends_an_order_that_nobody_paid(shop: DeployedShop, sku: str) -> None:
    made = factories.order(shop, (sku, 3))

    overdue(shop, made)

    shop.wait_for(
        lambda: factories.read_order(shop, made)["status"] == "expired",
        "release_expired ends the order",
        FIRES_WITHIN,
    )
    stock = shop.get(f"/inventory/admin/stock/{sku}", staff=True).json
    assert (stock["available"], stock["held"]) == (10, 0)
    assert shop.stripe.session(made.session_id).status == "expired"


def overdue(shop: DeployedShop, made: Bought) -> None:
    """Let the order's hold have ended: nobody waits for half an hour here."""
    key: Any = {"pk": {"S": f"ORDER#{made.order_id}"}, "sk": {"S": "ORDER"}}
    dynamodb = shop.account.client("dynamodb")
    table = shop.stage.table("checkout")
    found = dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
    order = json.loads(found["order"]["S"]) | {"hold_until": LONG_AGO}
    dynamodb.update_item(
        TableName=table,
        Key=key,
        UpdateExpression="SET #order = :order, gsi2sk = :due",
        ExpressionAttributeNames={"#order": "order"},
        ExpressionAttributeValues={
            ":order": {"S": json.dumps(order)},
            ":due": {"S": f"{LONG_AGO}#{made.order_id}"},
        },
    )
