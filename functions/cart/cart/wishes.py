"""What somebody wishes for, and when it is worth telling them: pure.

A wish is for one SKU, or, with `any_choice`, for a product in whatever choice; `sku` then is the
one that it was wished for by. It remembers, of each SKU that it is about, whether that was to be
had and what it cost, so that each change is news once, whatever facts come how often and in what
order. What it cost is what it cost when it was wished for, or when its wisher was told last: a
price that rises and falls again is no news. What cannot be had is no news at any price.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shopkit.errors import Conflict
from shopkit.offers import Offer
from shopkit.personal import Personal
from shopkit.stock import OUT_OF_STOCK

MAX_WISHLISTS, MAX_WISHES = 20, 200
BACK_IN_STOCK, CHEAPER = "back_in_stock", "cheaper"


@dataclass
class WishlistsFull(Conflict):
    code = "wishlists_full"
    title = "There are as many wishlists as there can be"
    max_wishlists: int = field(default=MAX_WISHLISTS)

    @property
    def extra(self) -> dict[str, Any]:
        return {"max_wishlists": self.max_wishlists}


@dataclass
class WishlistFull(Conflict):
    code = "wishlist_full"
    title = "The wishlist has as many wishes as it can have"
    max_wishes: int = field(default=MAX_WISHES)

    @property
    def extra(self) -> dict[str, Any]:
        return {"max_wishes": self.max_wishes}


@dataclass(frozen=True)
class Wishlist:
    """`token` opens it to whoever has the link, "" while it is not shared; `count` its wishes."""

    id: str
    account_id: str
    name: Personal[str]
    token: str
    count: int
    version: int
    created_at: datetime


@dataclass(frozen=True)
class Wish:
    """`wished_amount` is what one of `sku` cost on the day of the wish; `levels` and `amounts`, by
    SKU, are what was known of each when its wisher was told last.
    """

    id: str
    wishlist_id: str
    account_id: str
    sku: str
    product_id: str
    any_choice: bool
    title: str
    choice: str
    slug: str
    picture: str | None
    currency: str
    wished_amount: int
    levels: Mapping[str, str]
    amounts: Mapping[str, int]
    created_at: datetime


@dataclass(frozen=True)
class News:
    """The wish as it knows the SKU now; `kind` is None where that is nothing to tell."""

    wish: Wish
    kind: str | None = None
    amount: int = 0
    was: int | None = None


def look(wish: Wish, sku: str, offer: Offer | None, level: str) -> News:
    """What there is to tell of a SKU that is offered so, and of which there is so much."""
    price = offer.price(wish.currency) if offer else None
    before, was = wish.levels.get(sku), wish.amounts.get(sku)
    after = replace(wish, levels=dict(wish.levels) | {sku: level})
    if price is None:
        return News(after)
    if was is None:
        after = replace(after, amounts=dict(wish.amounts) | {sku: price})
    if level == OUT_OF_STOCK:
        return News(after)
    told = replace(after, amounts=dict(wish.amounts) | {sku: price})
    if before == OUT_OF_STOCK:
        return News(told, BACK_IN_STOCK, price, was)
    if was is not None and price < was:
        return News(told, CHEAPER, price, was)
    return News(after)
