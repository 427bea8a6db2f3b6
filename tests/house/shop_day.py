"""A day on which everything happens that the shop can do: for tests that watch it from outside."""

from typing import Any

from chalice.app import SQSEventConfig
from checkout import ending, orders, orders_table
from shopkit import aws

from tests import factories, picture_files, pictures, visits
from tests.house.peoples_day import live_with_accounts
from tests.integration.checkout.stripe_line import diverted, unreachable
from tests.shop import Response, Shop, apps


def live_a_day(shop: Shop) -> None:
    """Stock, catalogue, carts, orders, refunds, expiry, reconciliation: each kind of thing once.

    What goes wrong on some days goes wrong on this one.
    """
    _stockroom(shop)
    _catalogue(shop)
    _cart(shop)
    _orders(shop)
    _mishaps(shop)
    _books(shop)
    _visit(shop)
    live_with_accounts(shop)
    shop.settle()


def _done(answer: Response) -> Any:
    assert answer.status < 400, answer.text
    return answer.json if answer.text else None


def _stockroom(shop: Shop) -> None:
    offers = [factories.make_offer("TEA-1"), factories.make_offer("POT-1", 1200)]
    factories.sell(shop, *offers, units=50)
    factories.sell(shop, factories.make_offer("CUP-1", 600), units=40, shards=4)
    _done(shop.post("/inventory/admin/stock/batch", staff=True, json={"items": [{"sku": "JAR-1"}]}))
    stock = "/inventory/admin/stock"
    newest = {"If-Match": "*"}
    _done(shop.patch(f"{stock}/CUP-1", staff=True, json={"shards": 2}, headers=newest))
    _done(shop.patch(f"{stock}/TEA-1", staff=True, json={"reorder_point": 5}, headers=newest))
    received = {"delta": 3, "reason": "received"}
    key = {"Idempotency-Key": "delivery-1"}
    for _ in range(2):
        _done(shop.post(f"{stock}/TEA-1/adjustments", staff=True, json=received, headers=key))
    for path in ("?limit=1", "/TEA-1", "/TEA-1/movements", "/TEA-1/check"):
        _done(shop.get(f"{stock}{path}", staff=True))
    shop.settle()


def _catalogue(shop: Shop) -> None:
    admin = "/catalog/admin"
    for slug, parent in (("kitchen", None), ("tea", "kitchen"), ("garden", None), ("empty", None)):
        category = {"name": slug.capitalize(), "slug": slug, "parent": parent}
        _done(shop.post(f"{admin}/categories", staff=True, json=category))
    variant = {"sku": "MUG-1", "prices": {"GBP": 800}}
    body = {"name": "Mug", "category": "tea", "status": "active", "variants": [variant]}
    key = {"Idempotency-Key": "mug"}
    product = _done(shop.post(f"{admin}/products", staff=True, json=body, headers=key))
    place = f"{admin}/products/{product['id']}"
    newest = {"If-Match": "*"}
    _done(shop.patch(place, staff=True, json={"slug": "big-mug", "brand": "B"}, headers=newest))
    _done(shop.put(place, staff=True, json=body | {"slug": "mug-of-tea"}, headers=newest))
    price = {"prices": [{"sku": "MUG-1", "currency": "GBP", "amount": 850}]}
    _done(shop.put(f"{admin}/prices", staff=True, json=price))
    _done(shop.post("/inventory/admin/stock", staff=True, json={"sku": "MUG-1", "on_hand": 9}))
    shop.settle()
    move = {"parent": "garden"}
    _done(shop.patch(f"{admin}/categories/tea", staff=True, json=move, headers=newest))
    shop.settle()
    for path in ("products", f"products/{product['id']}", "categories", "categories/tea",
                 f"products/{product['id']}/history", "products?q=Mug&status=active"):  # fmt: skip
        _done(shop.get(f"{admin}/{path}", staff=True))
    for path in ("products", "products?category=garden", "products?sort=price_asc",
                 "products/big-mug", f"products/{product['id']}", "categories", "categories/garden",
                 "availability?sku=MUG-1&sku=CUP-1"):  # fmt: skip
        _done(shop.get(f"/catalog/{path}"))
    pictures.put(shop, picture_files.file_of(picture_files.scene()), key="mug-1")
    pictures.put(shop, b"not a picture", key="mug-2")
    shop.settle()
    _publish(shop)
    _done(shop.delete(f"{admin}/slugs/big-mug", staff=True))
    _done(shop.delete(place, staff=True, headers=newest))
    draft = _done(shop.post(f"{admin}/products", staff=True, json={"name": "A draft"}))
    _done(shop.delete(f"{admin}/products/{draft['id']}", staff=True, headers=newest))
    _done(shop.delete(f"{admin}/categories/empty", staff=True, headers=newest))
    shop.settle()


def _publish(shop: Shop) -> None:
    place = "/catalog/admin/site/publications"
    body: dict[str, Any] = {}
    while body.get("cursor", "first"):
        body = {"cursor": _done(shop.post(place, staff=True, json=body))["cursor"]}
    _done(shop.get(place, staff=True))


def _cart(shop: Shop) -> None:
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 1))
    keys = {"X-Cart-Token": token, "If-Match": "*"}
    cart = f"/cart/carts/{cart_id}"
    more = {"sku": "POT-1", "quantity": 2}
    key = {"Idempotency-Key": "pots"}
    lines = _done(shop.post(f"{cart}/lines", json=more, headers=keys | key))["lines"]
    first, second = (line["id"] for line in lines)
    _done(shop.patch(f"{cart}/lines/{first}", json={"quantity": 4}, headers=keys))
    _done(shop.delete(f"{cart}/lines/{second}", headers=keys))
    _done(shop.post(f"{cart}/acknowledge", headers=keys))
    _done(shop.get(cart, headers=keys))


def _orders(shop: Shop) -> None:
    bought = factories.order(shop, ("TEA-1", 2), ("CUP-1", 25), key="first")
    factories.pay(shop, bought)
    factories.read_order(shop, bought)
    back = {"lines": [], "amount": 100, "reason": "late"}
    order = f"/checkout/admin/orders/{bought.order_id}"
    _done(shop.post(f"{order}/refunds", staff=True, json=back, headers={"Idempotency-Key": "r1"}))
    _done(shop.get(f"{order}/refunds", staff=True))
    _done(shop.get(f"/inventory/admin/holds/{bought.order_id}", staff=True))
    _done(shop.post(f"{order}/cancel", staff=True))
    shop.settle()
    called_off = factories.order(shop, ("POT-1", 1))
    opens = {"X-Order-Token": called_off.order_token}
    _done(shop.post(f"/checkout/orders/{called_off.order_id}/cancel", headers=opens))
    factories.order(shop, ("POT-1", 2))
    _forget_a_large_order(shop)
    shop.advance(2 * 3600)
    shop.settle()
    # on another day the same guest's key is to stand for longer
    shop.advance(24 * 3600)
    factories.order(shop, ("POT-1", 1))


def _forget_a_large_order(shop: Shop) -> None:
    """More lines than one transaction holds: its units are held in steps, and freed in steps.

    The last line asks for more than one shard of its SKU has, so that its step is planned anew.
    """
    offers = [factories.make_offer(f"PEN-{n}", 300) for n in range(85)]
    factories.sell(shop, *offers, units=3)
    factories.sell(shop, factories.make_offer("INK-1", 200), units=40, shards=4)
    lines = [*((offer.sku, 1) for offer in offers), ("INK-1", 25)]
    factories.order(shop, *lines)


def _mishaps(shop: Shop) -> None:
    _pay_an_order_that_is_over(shop)
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 1))
    with diverted(shop, unreachable("/v1/checkout/sessions")):
        refused = factories.start_checkout(shop, cart_id, token, key="while-stripe-is-away")
    assert refused.status == 503, refused.text
    sqs = aws.client("sqs")
    for app in apps().values():
        for consumer in app.handlers(SQSEventConfig):
            url = sqs.get_queue_url(QueueName=consumer.config.queue)["QueueUrl"]
            sqs.send_message(QueueUrl=url, MessageBody='"which nobody can read"')
    shop.settle()


def _pay_an_order_that_is_over(shop: Shop) -> None:
    """Its units are taken again: its process died after it expired, its session was left open."""
    late = factories.order(shop, ("TEA-1", 1))
    stands = orders_table.read(late.order_id)
    assert stands is not None
    ending.end(stands, orders.EXPIRED, "", shop.now)
    factories.pay(shop, late)
    assert factories.read_order(shop, late)["payment_status"] == "paid"


def _books(shop: Shop) -> None:
    options = shop.get("/checkout/admin/shipping-options", staff=True)
    named = [{k: v for k, v in one.items() if v} for one in options.json["options"]]
    newest = {"If-Match": "*"}
    body = {"options": named}
    _done(shop.put("/checkout/admin/shipping-options", staff=True, json=body, headers=newest))
    _done(shop.post("/checkout/admin/reconcile", staff=True))
    day = shop.now.date()
    for path in ("orders?status=paid", "orders?email=ada@example.com", f"ledger?day={day}"):
        _done(shop.get(f"/checkout/admin/{path}", staff=True))
    number = shop.get("/checkout/admin/orders?status=cancelled&limit=1", staff=True).json["data"]
    _done(shop.get(f"/checkout/admin/orders?number={number[0]['number']}", staff=True))
    _done(shop.get("/marketing/admin/mails?limit=1", staff=True))


def _visit(shop: Shop) -> None:
    body = visits.batch(shop.now, visits.event(shop.now), visits.event(shop.now))
    _done(shop.post("/analytics/events", json=body))
