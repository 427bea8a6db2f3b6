"""A shop with something of each kind in it, for tests that send it anything and see each write."""

from collections.abc import Callable
from typing import Any

from barrow.cloud.http_messages import read_request, send
from shopkit import sessions

from tests import factories
from tests.shop import Shop
from tests.signed_in import Visitor, sign_in

#: What a refusal may write: records of answers, and the counters that guessing runs into.
NO_WRITES = ("IDEMPOTENCY#", "LIMIT#")


class Furnished:
    """A shop with stock, a product, a cart, two orders and somebody signed in, and every write to
    its tables seen.
    """

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        tea = factories.make_offer("TEA-1")
        factories.sell(shop, tea, factories.make_offer("POT-1", 1200), units=1_000)
        self.cart_id, self.token = factories.fill_cart(shop, ("TEA-1", 2))
        self.line_id = self._cart()["lines"][0]["id"]
        self.open_order = factories.order(shop, ("TEA-1", 1))
        self.paid_order = factories.order(shop, ("POT-1", 2))
        factories.pay(shop, self.paid_order)
        self._visitors: list[Visitor] = []
        self.forget_writes()

    def _cart(self) -> Any:
        return self.shop.get(
            f"/cart/carts/{self.cart_id}", headers={"X-Cart-Token": self.token}
        ).json

    def wsgi(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        request = read_request(environ)
        return send(self.shop.visit(request), request.method, start_response)

    def real(self, name: str) -> str | None:
        """The id of something that is there, for a path's or a body's field of this name."""
        known = {
            "cart_id": self.cart_id,
            "line_id": self.line_id,
            "order_id": self.paid_order.order_id,
            "sku": "TEA-1",
        }
        return known.get(name)

    @property
    def session(self) -> dict[str, str]:
        """The headers of somebody who is signed in: another one, where the last signed out."""
        last = self._visitors[-1] if self._visitors else None
        if last is None or sessions.read(last.token, self.shop.now) is None:
            last = sign_in(self.shop, f"visitor-{len(self._visitors)}@example.com")
            self._visitors.append(last)
            self.forget_writes()
        return last.headers

    @property
    def keys_that_open(self) -> dict[str, str]:
        """The headers of who is signed in, may see the cart and edit any version of anything."""
        return self.session | {
            "X-Cart-Token": self.token,
            "X-Order-Token": self.paid_order.order_token,
            "If-Match": "*",
        }

    def forget_writes(self) -> list[str]:
        """Keys of what was written since it was last asked, but for what a refusal may write."""
        written = []
        for table in self.shop.engine.stream_tables():
            while records := self.shop.engine.take_stream(table, 1_000):
                self.shop.engine.done_stream(table, len(records))
                written += [record["dynamodb"]["Keys"]["pk"]["S"] for record in records]
        return [pk for pk in written if not pk.startswith(NO_WRITES)]
