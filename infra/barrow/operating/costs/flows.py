"""What people do in a shop, and what each of it takes, driven through the real code.

A page view is a page of a product with its live stock; a cart is opened with two things, gets a
third and is looked at; an order is everything from the choice of delivery to the mails and the
pages that change because of it. Idle is ten minutes of schedules.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from barrow.loading import sample
from barrow.loading.catalogue import Catalogue
from barrow.operating.costs.invocation import GB, Billing, Invocation, total
from barrow.operating.costs.metered_shop import MeteredShop
from barrow.operating.costs.usage import Usage
from barrow.progress import Unwatched, Watcher

#: Until a visitor leaves; styles, scripts and typefaces are fetched by the first page alone.
PAGES_A_VISIT = 5
#: One picture of a product's page, in AVIF at the width of a screen; not measured here.
PICTURE_BYTES = 60_000
UNITS = 1_000_000
#: Minutes in which every schedule of the shop fires at least once, and all together again.
ROUND_MINUTES = 10
MONTH_MINUTES = 30 * 24 * 60
_ASSET = re.compile(r'(?:src|href)="(/assets/[^"]+)"')
_ADDRESS = {
    "name": "Ada Byron",
    "line1": "12 Cross Street",
    "city": "Whitby",
    "postcode": "YO21 1AA",
    "country": "GB",
}


@dataclass
class Flows:
    """Usage of one of each, but `idle` of a month. `calls` are function calls of one of each."""

    orders: int
    pages: Usage = field(default_factory=Usage)
    carts: Usage = field(default_factory=Usage)
    paid: Usage = field(default_factory=Usage)
    idle: Usage = field(default_factory=Usage)
    metrics: set[str] = field(default_factory=set)
    idle_metrics: set[str] = field(default_factory=set)
    stored_gb: float = 0.0


def drive(
    shop: MeteredShop,
    orders: int,
    billing: Billing,
    watcher: Watcher | None = None,
    catalogue: Catalogue | None = None,
) -> Flows:
    """Fill the shop, leave it alone, then let so many people look, choose and buy.

    `catalogue` has three products at least; the sample's when none is given.
    """
    watcher = watcher or Unwatched()
    goods = fill(shop, catalogue or sample.read(), watcher)
    found = Flows(orders)
    shop.meter.taken()
    for _ in range(ROUND_MINUTES):
        shop.clock.advance(60)
        shop.settle()
    minutes = shop.meter.taken()
    found.idle = total(minutes, billing) * (MONTH_MINUTES // ROUND_MINUTES)
    found.idle_metrics = _metrics(minutes)
    watcher.expect("orders", orders)
    kept: dict[str, list[Invocation]] = {"pages": [], "carts": [], "paid": []}
    for turn in range(orders):
        chosen = [goods[(turn * 3 + step) % len(goods)] for step in range(3)]
        slug, sku = chosen[0]
        found.pages += _page(shop, slug) / orders
        shop.ask("GET", f"/api/catalog/availability?sku={sku}")
        kept["pages"] += shop.meter.taken()
        cart = _cart(shop, [sku for _, sku in chosen])
        kept["carts"] += shop.meter.taken()
        _order(shop, cart)
        kept["paid"] += shop.meter.taken()
        watcher.step()
    found.pages += total(kept["pages"], billing) / orders
    found.carts = total(kept["carts"], billing) / orders
    found.paid = total(kept["paid"], billing) / orders
    found.metrics = _metrics([one for many in kept.values() for one in many])
    found.stored_gb = shop.stored_bytes() / GB
    return found


def _metrics(invocations: Sequence[Invocation]) -> set[str]:
    return set().union(*(one.metrics for one in invocations))


def fill(shop: MeteredShop, catalogue: Catalogue, watcher: Watcher) -> list[tuple[str, str]]:
    """Put it on sale; answers slug and a SKU of each product."""
    for category in catalogue.categories:
        shop.as_staff("POST", "/api/catalog/admin/categories", category)
    stock = [{"sku": one["sku"], "on_hand": UNITS} for one in catalogue.stock]
    for at in range(0, len(stock), 25):
        items = {"items": stock[at : at + 25]}
        shop.as_staff("POST", "/api/inventory/admin/stock/batch", items)
    watcher.expect("products", len(catalogue.products))
    goods = []
    for product in catalogue.products:
        made = shop.as_staff("POST", "/api/catalog/admin/products", product)
        goods.append((str(made["slug"]), str(made["variants"][0]["sku"])))
        watcher.step()
    shop.settle()
    part: dict[str, Any] = {"cursor": None}
    body: dict[str, Any] = {}
    while True:
        part = shop.as_staff("POST", "/api/catalog/admin/site/publications", body)
        if part["cursor"] is None:
            return goods
        body = {"cursor": part["cursor"]}


def _page(shop: MeteredShop, slug: str) -> Usage:
    """A page at the edge, which has it for a minute at most: as if it never had."""
    page = shop.page(f"/products/{slug}/")
    # unpacked to see what it links, packed to see what it weighs
    text = shop.page(f"/products/{slug}/", packed=False).body.decode()
    assets = sorted(set(_ASSET.findall(text)))
    asset_bytes = sum(len(shop.page(asset).body) for asset in assets)
    first = 1 / PAGES_A_VISIT
    return Usage(
        cdn_requests=2 + len(assets) * first,
        cdn_gb=(len(page.body) + PICTURE_BYTES + asset_bytes * first) / GB,
        cdn_functions=2,
        site_reads=1,
    )


def _cart(shop: MeteredShop, skus: Sequence[str]) -> dict[str, Any]:
    lines = [{"sku": sku, "quantity": 1} for sku in skus]
    cart: dict[str, Any] = shop.ask("POST", "/api/cart/carts", {"lines": lines[:2]})
    place, opens = f"/api/cart/carts/{cart['id']}", cart["token"]
    shop.ask("POST", f"{place}/lines", lines[2], x_cart_token=opens)
    shop.ask("GET", place, x_cart_token=opens)
    return cart


def _order(shop: MeteredShop, cart: dict[str, Any]) -> None:
    opens = {"x_cart_token": cart["token"]}
    asked = {"cart_id": cart["id"], "address": {"country": "GB"}}
    (option, *_) = shop.ask("POST", "/api/checkout/shipping-options", asked, **opens)["data"]
    body = {
        "cart_id": cart["id"],
        "email": "ada@example.com",
        "shipping_address": _ADDRESS,
        "shipping_option": option["id"],
        "expected_total": option["total"],
        "consents": {"terms": True},
    }
    key = {"idempotency_key": cart["id"]}
    order = shop.ask("POST", "/api/checkout/checkouts", body, **opens, **key)
    shop.pay(order["payment"]["url"].rsplit("/", 1)[1])
    shop.settle()
    place = f"/api/checkout/orders/{order['order_id']}"
    shown = shop.ask("GET", place, x_order_token=order["token"])
    if shown["status"] != "paid":
        raise RuntimeError(f"an order is {shown['status']} that was to be paid")
