"""The shop's prices as the log wants them: set before an order, kept until it is placed."""

import threading
from collections.abc import Iterable

from barrow.order_log.articles import CURRENCY
from barrow.order_log.plan import Purchase
from barrow.shop_client import ShopClient

PATH = "/api/catalog/admin/prices"
#: The route takes fifty SKUs, of at most 48 products.
AT_ONCE = 48


class PriceBook:
    """Lets orders be placed side by side as long as they do not need one article at two prices.

    `hold` waits for that, in the order of the log: one thread holds. `set` then sets what is not as
    wanted, and `release` ends the hold when the order is placed; any thread may do both.
    """

    def __init__(self, client: ShopClient) -> None:
        self._client = client
        self._known: dict[str, int] = {}
        self._held: dict[str, int] = {}
        self._held_at: dict[str, int] = {}
        self._free = threading.Condition()
        self.changes = 0

    def hold(self, purchase: Purchase) -> None:
        with self._free:
            self._free.wait_for(lambda: not self._held_otherwise(purchase))
            for line in purchase.lines:
                self._held[line.sku] = self._held.get(line.sku, 0) + 1
                self._held_at[line.sku] = line.price

    def set(self, purchase: Purchase) -> None:
        """Set what is not known to be so of a held purchase. Raises ShopError."""
        wanted = {line.sku: line.price for line in purchase.lines}
        self._set({sku: price for sku, price in wanted.items() if self._known.get(sku) != price})

    def release(self, purchase: Purchase) -> None:
        with self._free:
            for line in purchase.lines:
                self._held[line.sku] -= 1
            self._free.notify_all()

    def insist(self, purchase: Purchase) -> None:
        """Set all prices of a held purchase again, whatever was known. Raises ShopError."""
        self._set({line.sku: line.price for line in purchase.lines})

    def _held_otherwise(self, purchase: Purchase) -> bool:
        return any(
            self._held.get(line.sku) and self._held_at[line.sku] != line.price
            for line in purchase.lines
        )

    def _set(self, prices: dict[str, int]) -> None:
        for some in _parts(prices.items()):
            body = [{"sku": sku, "currency": CURRENCY, "amount": amount} for sku, amount in some]
            answer = self._client.put(PATH, {"prices": body}, staff=True).json
            with self._free:
                self.changes += len(answer["data"])
                self._known.update(some)


def _parts(items: Iterable[tuple[str, int]]) -> list[list[tuple[str, int]]]:
    listed = list(items)
    return [listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE)]
