"""What staff send to the catalogue in these tests, and how it is sent."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shopkit import aws
from shopkit.events import Fact

from tests.shop import Response, Shop

PRODUCTS = "/catalog/admin/products"
CATEGORIES = "/catalog/admin/categories"


def tea(**changes: Any) -> dict[str, Any]:
    """A product with one variant, on sale."""
    body = {
        "name": "Assam tea",
        "status": "active",
        "variants": [{"sku": "TEA-1", "prices": {"GBP": 450}}],
    }
    return body | changes


def shirts(count: int, prefix: str = "SHIRT", **variant: Any) -> dict[str, Any]:
    """A product on sale with `count` sizes."""
    sizes = [f"size {n}" for n in range(count)]
    variants = [
        {"sku": f"{prefix}-{n}", "options": {"Size": size}, "prices": {"GBP": 1000 + n}} | variant
        for n, size in enumerate(sizes)
    ]
    return {
        "name": "Shirt",
        "status": "active",
        "options": [{"name": "Size", "values": sizes}],
        "variants": variants,
    }


def create(shop: Shop, body: dict[str, Any]) -> dict[str, Any]:
    return _made(shop.post(PRODUCTS, json=body, staff=True))


def create_category(shop: Shop, name: str, parent: str | None = None) -> dict[str, Any]:
    return _made(shop.post(CATEGORIES, json={"name": name, "parent": parent}, staff=True))


def _made(answer: Response) -> dict[str, Any]:
    assert answer.status == 201, answer.text
    made: dict[str, Any] = answer.json
    return made


def edit(shop: Shop, product: dict[str, Any], **changes: Any) -> Response:
    """PATCH under the version that `product` was read with."""
    match = {"If-Match": f'"{product["version"]}"'}
    return shop.patch(f"{PRODUCTS}/{product['id']}", json=changes, headers=match, staff=True)


def move(shop: Shop, category: str, parent: str | None) -> Response:
    return shop.patch(
        f"{CATEGORIES}/{category}", json={"parent": parent}, headers={"If-Match": "*"}, staff=True
    )


def delete(shop: Shop, product: dict[str, Any]) -> Response:
    return shop.delete(f"{PRODUCTS}/{product['id']}", headers={"If-Match": "*"}, staff=True)


def set_prices(shop: Shop, *prices: tuple[str, str, int]) -> Response:
    listed = [{"sku": sku, "currency": cur, "amount": amount} for sku, cur, amount in prices]
    return shop.put("/catalog/admin/prices", json={"prices": listed}, staff=True)


def read(shop: Shop, product: dict[str, Any]) -> dict[str, Any]:
    answer = shop.get(f"{PRODUCTS}/{product['id']}", staff=True)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def names(answer: Response) -> list[str]:
    assert answer.status == 200, answer.text
    return [one["name"] for one in answer.json["data"]]


def facts(shop: Shop, product: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The product's facts of one type, in no order of note, all pages."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        path = f"{PRODUCTS}/{product['id']}/history?limit=100{cursor}"
        page = shop.get(path, staff=True).json
        found += [fact["data"] for fact in page["data"] if fact["type"] == kind]
        if not page["has_more"]:
            return found
        cursor = f"&cursor={page['next_cursor']}"


def deliver(*told: Fact) -> None:
    """Put facts on the catalogue's queue as the bus does."""
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName="barrow-local-catalog")["QueueUrl"]
    for fact in told:
        detail = {"version": fact.version, "data": json.loads(fact.model_dump_json())}
        body = {"detail-type": type(fact).__name__, "source": "barrow", "detail": detail}
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps(body))


def wrong(answer: Response) -> set[tuple[str, str]]:
    assert answer.status == 422, answer.text
    return {(error["pointer"], error["code"]) for error in answer.json["errors"]}


@contextmanager
def counted_calls() -> Iterator[list[str]]:
    """The operations that are asked of DynamoDB inside."""
    calls: list[str] = []

    def note(model: Any, **_: Any) -> None:
        calls.append(model.name)

    events = aws.client("dynamodb").meta.events
    events.register("before-call.dynamodb", note)
    try:
        yield calls
    finally:
        events.unregister("before-call.dynamodb", note)
