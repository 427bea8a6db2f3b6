"""Telling people that what they wished for is to be had again, or for less.

The fact is a trigger, never the truth: offer and stock are read again, and each wish remembers what
it knew, so facts may come twice, late and in any order. Whoever wishes for something on two lists
is told once, and not the same again within a day. A batch that runs out of time comes again and
passes over the wishes it has looked at.
"""

from datetime import datetime

from shopkit import offers
from shopkit.events import PriceChanged, ProductAvailabilityChanged, WishedForAgain
from shopkit.marshal import Item
from shopkit.offers import Offer
from shopkit.table import Refused, transact

from cart import wishes, wishlists_table
from cart.wishes import News, Wish
from cart.wishlists import level_of

#: How often a wish is looked at anew before the fact is left to come again.
TRIES = 8


class WishKeepsChanging(Exception):
    """Others write this wish faster than it is looked at: the fact comes again."""


def look_again(fact: PriceChanged | ProductAvailabilityChanged, now: datetime) -> None:
    """Every wish for the SKU, or for its product in any choice."""
    known: tuple[Offer | None, str] | None = None
    for index_pk in (f"WISHED#{fact.sku}", f"WISHED_PRODUCT#{fact.product_id}"):
        start: Item | None = None
        while True:
            page = wishlists_table.wished(index_pk, start)
            if page.items and known is None:
                known = offers.read([fact.sku]).get(fact.sku), level_of(fact.sku)
            for item in page.items:
                if known:
                    _look(wishlists_table.wish_of(item), fact.sku, *known, now)
            if page.next_key is None:
                break
            start = page.next_key


def _look(wish: Wish, sku: str, offer: Offer | None, level: str, now: datetime) -> None:
    quiet = False
    for _ in range(TRIES):
        news = wishes.look(wish, sku, offer, level)
        if news.wish == wish:
            return
        writes = [wishlists_table.knowing(wish, news.wish)]
        if news.kind and offer and not quiet:
            writes += wishlists_table.telling(_fact(news, offer, now), now)
        try:
            transact(writes)
        except Refused as refused:
            if "wish_is_as_seen" in refused.failed:
                stands = refused.failed["wish_is_as_seen"]
                if stands is None:
                    return
                wish = wishlists_table.wish_of(stands)
            # they were told the same of it less than a day ago
            quiet = quiet or "it_was_quiet" in refused.failed
        else:
            return
    raise WishKeepsChanging(wish.id)


def _fact(news: News, offer: Offer, now: datetime) -> WishedForAgain:
    return WishedForAgain.of(
        now,
        account_id=news.wish.account_id,
        kind=news.kind,
        sku=offer.sku,
        title=offer.full_title,
        slug=offer.slug,
        amount=news.amount,
        was=news.was,
        currency=news.wish.currency,
    )
