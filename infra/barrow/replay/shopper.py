"""Buys as shoppers do: fills a cart, asks for delivery, checks out, pays on Stripe's page."""

from dataclasses import dataclass
from http import HTTPStatus

from barrow.failures import Failure
from barrow.loading import carriage
from barrow.order_log.articles import CURRENCY
from barrow.order_log.goods import country_of
from barrow.order_log.plan import Purchase
from barrow.replay.journal import Entry, Journal
from barrow.shop_client import Refusal, ShopClient

#: The cart takes so many lines in one call.
LINES_AT_ONCE = 90
#: Stripe's test card that always pays.
CARD = "4242424242424242"
_TRIES = 3


class NotBought(Failure):
    """The shop would not sell what the log says was bought."""


class Lapsed(NotBought):
    """The order can be paid no more: it was made before a replay was broken off."""


@dataclass(frozen=True)
class PricesDiffer(Exception):
    """The shop's total is another than the log's: someone else has priced the articles."""

    total: int


class Shopper:
    """Buys the purchases of a plan, and writes in the journal how far each has come."""

    def __init__(self, client: ShopClient, journal: Journal) -> None:
        self._client = client
        self._journal = journal

    def check_out(self, purchase: Purchase) -> None:
        """Order it, unless that was done. Raises PricesDiffer, NotBought, ShopError."""
        entry = self._journal.of(purchase.key)
        if entry.order:
            return
        if not entry.cart:
            self._fill_cart(purchase)
        for _ in range(_TRIES):
            try:
                self._order(purchase)
            except Refusal as refusal:
                # a crash of the shop may have taken the cart with it, or the order's time is over
                if refusal.code not in {"not_found", "cart_ordered", "checkout_lapsed"}:
                    raise NotBought(f"invoice {purchase.key}: {refusal}") from refusal
                self._fill_cart(purchase)
            else:
                return
        raise NotBought(f"invoice {purchase.key}: its carts are lost again and again")

    def pay(self, purchase: Purchase) -> None:
        """Pay the order; the webhook tells the shop. Raises Lapsed, NotBought, ShopError."""
        entry = self._journal.of(purchase.key)
        path = f"/dev/stripe/{entry.session}/pay"
        try:
            status = self._client.post(path, {"card": CARD}).json["status"]
        except Refusal as refusal:
            if refusal.status != HTTPStatus.NOT_FOUND:
                raise
            status = "unknown"
        if status in {"expired", "unknown"}:
            raise Lapsed(f"invoice {purchase.key}: its payment session is {status}")
        if status not in {"paid", "already_paid"}:
            raise NotBought(f"invoice {purchase.key}: the payment is {status}")
        self._journal.done(purchase.key)

    def _fill_cart(self, purchase: Purchase) -> None:
        lines = [{"sku": line.sku, "quantity": line.units} for line in purchase.lines]
        first, rest = lines[:LINES_AT_ONCE], lines[LINES_AT_ONCE:]
        body = {"currency": CURRENCY, "lines": first}
        try:
            cart = self._client.post("/api/cart/carts", body).json
            token = {"X-Cart-Token": cart["token"]}
            while rest:
                part, rest = rest[:LINES_AT_ONCE], rest[LINES_AT_ONCE:]
                path = f"/api/cart/carts/{cart['id']}/lines"
                self._client.post(path, {"lines": part}, headers=token)
        except Refusal as refusal:
            raise NotBought(f"invoice {purchase.key}: {refusal}") from refusal
        self._journal.cart(purchase.key, cart["id"], cart["token"])

    def _order(self, purchase: Purchase) -> None:
        entry = self._journal.of(purchase.key)
        token = {"X-Cart-Token": entry.cart_token}
        country = country_of(purchase.country) or "GB"
        asked = {"cart_id": entry.cart, "address": {"country": country}}
        options = self._client.post("/api/checkout/shipping-options", asked, headers=token).json
        total = options["data"][0]["total"]
        if total["amount"] != purchase.total:
            raise PricesDiffer(total["amount"])
        body = {
            "cart_id": entry.cart,
            "email": _email(purchase),
            "shipping_address": {
                "name": f"Customer {purchase.customer or 'of ' + purchase.invoice}",
                "line1": "1 Order Log Lane",
                "city": purchase.country or "Unspecified",
                "country": country,
            },
            "shipping_option": carriage.ID,
            "expected_total": total,
            "consents": {"terms": True},
        }
        made = self._client.post(
            "/api/checkout/checkouts",
            body,
            headers=token | {"Idempotency-Key": _key(purchase, entry)},
        ).json
        session = made["payment"]["url"].rpartition("/")[2]
        self._journal.order(purchase.key, made["order_id"], made["token"], session)


def _key(purchase: Purchase, entry: Entry) -> str:
    return f"replay {purchase.key} {entry.tries}"


def _email(purchase: Purchase) -> str:
    if purchase.customer:
        return f"customer-{purchase.customer}@example.com".lower()
    return f"invoice-{purchase.invoice}@guests.example.com".lower()
