"""One shopper, from the shelf to the paid order: each action by its name in the table."""

import random
from collections.abc import Iterator
from typing import Any

from bench.goods import Good
from bench.handlers import Sample
from tests.shop import ADDRESS, EMAIL, Response, Shop

VIEW_BY_ID, VIEW_BY_SLUG = "view product by id", "view product by slug"
LIST, VIEW_CART, OPTIONS = "list 20 products", "view cart", "shipping options"
OPEN, ADD, ADD_KEYED = "open cart with 2 lines", "add line", "add line, with a key"
START, START_KEYED = "start checkout, 3 lines", "start checkout, with a key"
WEBHOOK, READ_ORDER = "webhook to paid", "read order"
ORDERED = (
    VIEW_BY_ID, VIEW_BY_SLUG, LIST, OPEN, ADD, ADD_KEYED, VIEW_CART, OPTIONS, START, START_KEYED,
    WEBHOOK, READ_ORDER,
)  # fmt: skip


class Shopper:
    """Walks through `shop`, whose handlers add to `samples`; the same seed, the same walk."""

    def __init__(self, shop: Shop, goods: list[Good], samples: list[Sample], seed: int) -> None:
        self._shop, self._goods, self._samples = shop, goods, samples
        self._random = random.Random(seed)

    def buy(self, key: str | None) -> Iterator[tuple[str, Sample]]:
        """One walk, sample by sample; with `key`, what takes an Idempotency-Key gets it."""
        keyed = {"Idempotency-Key": key} if key else {}
        seen, *wanted = self._random.sample(self._goods, 4)
        self._done(self._shop.get(f"/catalog/products/{seen.id}"))
        yield VIEW_BY_ID, self._samples[-1]
        self._done(self._shop.get(f"/catalog/products/{seen.slug}"))
        yield VIEW_BY_SLUG, self._samples[-1]
        self._done(self._shop.get("/catalog/products?limit=20"))
        yield LIST, self._samples[-1]
        lines = [{"sku": good.sku, "quantity": 1} for good in wanted]
        cart = self._done(self._shop.post("/cart/carts", json={"lines": lines[:2]}))
        yield OPEN, self._samples[-1]
        opens = {"X-Cart-Token": cart["token"]}
        place = f"/cart/carts/{cart['id']}"
        self._done(self._shop.post(f"{place}/lines", json=lines[2], headers=opens | keyed))
        yield (ADD_KEYED if key else ADD), self._samples[-1]
        self._done(self._shop.get(place, headers=opens))
        yield VIEW_CART, self._samples[-1]
        asked = {"cart_id": cart["id"], "address": {"country": ADDRESS["country"]}}
        found = self._shop.post("/checkout/shipping-options", json=asked, headers=opens)
        option = self._done(found)["data"][0]
        yield OPTIONS, self._samples[-1]
        body = {
            "cart_id": cart["id"],
            "email": EMAIL,
            "shipping_address": ADDRESS,
            "shipping_option": option["id"],
            "expected_total": option["total"],
            "consents": {"terms": True},
        }
        begun = self._shop.post("/checkout/checkouts", json=body, headers=opens | keyed)
        order = self._done(begun)
        yield (START_KEYED if key else START), self._samples[-1]
        yield WEBHOOK, self._paid(order["payment"]["url"].rsplit("/", 1)[1])
        shown = self._shop.get(
            f"/checkout/orders/{order['order_id']}", headers={"X-Order-Token": order["token"]}
        )
        assert self._done(shown)["status"] == "paid"
        yield READ_ORDER, self._samples[-1]

    def _paid(self, session_id: str) -> Sample:
        """Pays, and lets Stripe tell of it: several events, one of which makes the order paid."""
        first = len(self._samples)
        outcome = self._shop.pay(session_id)
        assert outcome["status"] == "paid", outcome
        self._shop.stripe.deliver_due(self._shop.now)
        (told,) = [one for one in self._samples[first:] if "checkout.session.completed" in one.body]
        return told

    def _done(self, answer: Response) -> Any:
        assert answer.status < 300, answer.text
        return answer.json
