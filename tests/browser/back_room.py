"""What the shop's people do while somebody is in the shop, over the API that they use."""

import itertools
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from barrow.shop_client import ShopClient

_NUMBERS = itertools.count(1)
#: A shelf of their own keeps tests' products off the pages that other tests look at.
BENCH = "test-bench"


@dataclass(frozen=True)
class OnSale:
    """A product of one test's own, so that no other test meets what happens to it."""

    name: str
    slug: str
    sku: str

    @property
    def path(self) -> str:
        return f"/products/{self.slug}/"


@dataclass(frozen=True)
class BackRoom:
    client: ShopClient

    def put_on_sale(
        self, name: str = "Test trug", *, units: int = 50, price: int = 1_250, **fields: Any
    ) -> OnSale:
        """A product with one variant on the tests' own shelf, its page published."""
        self._have_bench()
        number = f"{os.getpid()}-{next(_NUMBERS)}"
        product = OnSale(name, f"test-{number}", f"TEST-{number}")
        stock = {"sku": product.sku, "on_hand": units}
        self.client.post("/api/inventory/admin/stock", stock, staff=True)
        body = {
            "slug": product.slug,
            "name": name,
            "brand": "Testery",
            "description": "Made for a test.",
            "category": BENCH,
            "status": "active",
            # one that the sample has, so that it is there already
            "pictures": [{"key": "forged-hand-trowel-1", "alt": "Three trowels"}],
            "options": [],
            "variants": [
                {
                    "sku": product.sku,
                    "options": {},
                    "prices": {"GBP": price},
                    "tax_class": "standard",
                    "weight_grams": 300,
                }
            ],
        }
        self.client.post("/api/catalog/admin/products", body | fields, staff=True)
        self.settle()
        return product

    def _have_bench(self) -> None:
        shelves = self.client.get("/api/catalog/admin/categories", staff=True).json["data"]
        if BENCH not in {shelf["slug"] for shelf in shelves}:
            bench = {"slug": BENCH, "name": "Test bench", "parent": "home", "position": 99}
            self.client.post("/api/catalog/admin/categories", bench, staff=True)

    def set_price(self, product: OnSale, amount: int) -> None:
        prices = [{"sku": product.sku, "currency": "GBP", "amount": amount}]
        self.client.put("/api/catalog/admin/prices", {"prices": prices}, staff=True)
        self.settle()

    def lose(self, product: OnSale, units: int) -> None:
        """So many units are gone, as a stocktake would find."""
        body = {"delta": -units, "reason": "damaged"}
        path = f"/api/inventory/admin/stock/{product.sku}/adjustments"
        self.client.post(path, body, staff=True)
        self.settle()

    def now(self) -> datetime:
        """By the shop's own clock."""
        return datetime.fromisoformat(self.client.get("/dev/clock").json["now"])

    def let_pass(self, **time: float) -> None:
        """So much later, as timedelta counts it; what falls due meanwhile is done."""
        seconds = timedelta(**time).total_seconds()
        self.client.post("/dev/clock", {"advance_seconds": seconds})
        self.settle()

    def settle(self) -> None:
        """Until every fact has arrived: pages, stock levels, mails, orders."""
        done = self.client.post("/dev/settle").json
        assert done["dead_letters"] == 0

    def stock(self, product: OnSale) -> Any:
        path = f"/api/inventory/admin/stock/{product.sku}"
        return self.client.get(path, staff=True).json

    def orders_of(self, email: str) -> list[Any]:
        return list(self.client.listed("/api/checkout/admin/orders", email=email))

    def orders_numbered(self, number: str) -> list[Any]:
        return list(self.client.listed("/api/checkout/admin/orders", number=number))

    def mails_to(self, email: str) -> list[Any]:
        mails = self.client.get("/dev/mail").json
        listed = mails["data"] if isinstance(mails, dict) else mails
        return [mail for mail in listed if email in str(mail["to"])]

    def postings_of(self, order_id: str) -> list[Any]:
        """The money ledger's entries of one order; a test may have begun before midnight."""
        days = [(self.now() - timedelta(days=back)).date().isoformat() for back in (1, 0)]
        path = "/api/checkout/admin/ledger"
        listed = [posting for day in days for posting in self.client.listed(path, day=day)]
        return [posting for posting in listed if posting["order_id"] == order_id]

    def stock_ledger_agrees(self, product: OnSale) -> bool:
        path = f"/api/inventory/admin/stock/{product.sku}/check"
        return bool(self.client.get(path, staff=True).json["agrees"])
