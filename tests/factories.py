"""What tests sell and buy, through the doors or straight into the tables."""

from typing import Any

from shopkit import offers, stock, table
from shopkit.offers import Offer

from tests.shop import ADDRESS, EMAIL, Bought, Door, Response, Shop


def make_offer(sku: str = "TEA-1", price: int = 450, **changes: Any) -> Offer:
    fields: dict[str, Any] = {
        "sku": sku,
        "variant_id": f"var_{sku}",
        "product_id": "prd_1",
        "slug": "tea",
        "title": f"Tea {sku}",
        "choice": "",
        "picture": None,
        "prices": {"GBP": price, "EUR": price + 70},
        "tax_class": "standard",
        "weight_grams": 100,
        "max_quantity": 1_000,
        "active": True,
    }
    return Offer(**(fields | changes))


def sell(shop: Shop, *offers_: Offer, units: int = 100, shards: int = 1) -> None:
    """Publish offers and take `units` of each into stock."""
    for offer in offers_:
        table.write(table.put("barrow-local-catalog", offers.to_item(offer)))
        body = {"sku": offer.sku, "on_hand": units, "shards": shards}
        answer = shop.post("/inventory/admin/stock", json=body, staff=True)
        assert answer.status == 201, answer.text


def fill_cart(shop: Door, *lines: tuple[str, int], currency: str = "GBP") -> tuple[str, str]:
    """A new cart with lines of (SKU, quantity); answers its id and token."""
    body = {
        "currency": currency,
        "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines],
    }
    answer = shop.post("/cart/carts", json=body)
    assert answer.status == 201, answer.text
    return answer.json["id"], answer.json["token"]


def checkout_body(
    shop: Door, cart_id: str, token: str, *, country: str = "GB", **changes: Any
) -> dict[str, Any]:
    """A checkout that agrees with what the shop says it comes to."""
    address = ADDRESS | {"country": country}
    options = shop.post(
        "/checkout/shipping-options",
        json={"cart_id": cart_id, "address": {"country": country}},
        headers={"X-Cart-Token": token},
    )
    assert options.status == 200, options.text
    chosen = options.json["data"][0]
    body = {
        "cart_id": cart_id,
        "email": EMAIL,
        "shipping_address": address,
        "shipping_option": chosen["id"],
        "expected_total": chosen["total"],
        "consents": {"terms": True},
    }
    return body | changes


def start_checkout(
    shop: Door, cart_id: str, token: str, *, key: str | None = None, **changes: Any
) -> Response:
    body = checkout_body(shop, cart_id, token, **changes)
    headers = {"X-Cart-Token": token} | ({"Idempotency-Key": key} if key else {})
    return shop.post("/checkout/checkouts", json=body, headers=headers)


def order(shop: Door, *lines: tuple[str, int], key: str | None = None) -> Bought:
    """An unpaid order of (SKU, quantity) lines."""
    cart_id, token = fill_cart(shop, *lines)
    answer = start_checkout(shop, cart_id, token, key=key)
    assert answer.status == 201, answer.text
    return bought(cart_id, token, answer)


def bought(cart_id: str, token: str, answer: Response) -> Bought:
    made = answer.json
    return Bought(
        cart_id=cart_id,
        token=token,
        order_id=made["order_id"],
        number=made["number"],
        order_token=made["token"],
        session_id=made["payment"]["url"].rsplit("/", 1)[1],
        total=0,
        answer=made,
    )


def pay(shop: Shop, made: Bought, card: str = "4242424242424242") -> None:
    """Pay an order and let everything that follows happen."""
    outcome = shop.pay(made.session_id, card)
    assert outcome["status"] == "paid", outcome
    shop.settle()


def read_order(shop: Door, made: Bought) -> dict[str, Any]:
    answer = shop.get(
        f"/checkout/orders/{made.order_id}", headers={"X-Order-Token": made.order_token}
    )
    assert answer.status == 200, answer.text
    whole: dict[str, Any] = answer.json
    return whole


def counts(sku: str) -> tuple[int, int]:
    """(available, held) of a SKU over all its shards."""
    shards = stock.read_shards([sku]).get(sku, [])
    return sum(s.available for s in shards), sum(s.held for s in shards)
