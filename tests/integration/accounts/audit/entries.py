"""The audit log as it is stored, and days that fill it."""

from typing import Any

from barrow.staffing import reading, verifying
from barrow.staffing.verifying import Seen
from shopkit import aws, marshal

from tests.shop import Shop
from tests.shop_on_the_line import ShopOnTheLine
from tests.signed_in import Visitor

TABLE = "barrow-local-accounts"
CAPABILITIES = ("accounts", "analytics", "cart", "catalog", "checkout", "inventory", "marketing")


def open_stock(who: Visitor, *skus: str) -> None:
    for sku in skus:
        made = who.post("/inventory/admin/stock", json={"sku": sku, "on_hand": 1})
        assert made.status == 201, made.text


def trial(shop: Shop, seen: Seen | None = None) -> list[str]:
    with ShopOnTheLine(shop) as client:
        log = reading.read(client)
        acts = reading.acts(client, CAPABILITIES, log)
    return [str(one) for one in verifying.findings(log.entries, log.end, acts, seen)]


def stored() -> list[dict[str, Any]]:
    items = aws.client("dynamodb").scan(TableName=TABLE)["Items"]
    loaded = (marshal.load(item) for item in items)
    entries = [item for item in loaded if item["sk"].startswith("ENTRY#")]
    return sorted(entries, key=lambda item: int(item["number"]))
