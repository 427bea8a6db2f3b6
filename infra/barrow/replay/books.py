"""Reads the shop's books over HTTP: the money ledger day by day, Stripe's balance, every shelf."""

from collections.abc import Iterator
from datetime import date, timedelta

from barrow.order_log.articles import CURRENCY
from barrow.progress import Watcher
from barrow.replay.reconciliation import Books, Posting, Shelf
from barrow.shop_client import ShopClient

#: The account of the money ledger that Stripe's balance mirrors.
ACCOUNT = "stripe"


def read(client: ShopClient, first: date, last: date, watcher: Watcher) -> Books:
    """The books from day `first` to day `last`. The shop should be settled. Raises ShopError."""
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    watcher.expect("money ledger", len(days))
    postings: list[Posting] = []
    for day in days:
        postings += _postings(client, day)
        watcher.step()
    watcher.expect("stock ledger", 1)
    shelves = [
        Shelf(one["sku"], one["on_hand"], one["units"])
        for one in client.listed("/api/inventory/admin/ledger")
    ]
    balance = client.get("/dev/stripe/balance").json.get(CURRENCY, 0)
    return Books(postings, balance, shelves)


def _postings(client: ShopClient, day: date) -> Iterator[Posting]:
    for one in client.listed("/api/checkout/admin/ledger", day=day.isoformat()):
        if one["currency"] == CURRENCY:
            yield Posting(one["order_id"], one["kind"], one["entries"].get(ACCOUNT, 0))
