"""What people are shown of wishlists: their own, and what a link shows to others."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from shopkit import offers, stock
from shopkit.models import Answer, MoneyOut
from shopkit.offers import Offer
from shopkit.personal import Personal
from shopkit.settings import settings

from cart.answers import CartView
from cart.wishes import Wish, Wishlist

Availability = Literal["in_stock", "low_stock", "out_of_stock"]


class WishlistView(Answer):
    """`shared_url` opens the list to whoever has it, null while it is not shared."""

    object: Literal["wishlist"] = "wishlist"
    id: str
    name: Personal[str]
    items: int
    shared_url: str | None
    version: int
    created_at: datetime

    @classmethod
    def of(cls, wishlist: Wishlist) -> "WishlistView":
        url = f"{settings().site_url}/wishlist/#{wishlist.token}" if wishlist.token else None
        return cls(
            id=wishlist.id,
            name=wishlist.name,
            items=wishlist.count,
            shared_url=url,
            version=wishlist.version,
            created_at=wishlist.created_at,
        )


class SharedWish(Answer):
    """`price` is today's, null when it is not sold any more."""

    object: Literal["wish"] = "wish"
    sku: str
    any_choice: bool
    title: str
    choice: str
    slug: str
    picture: str | None
    price: MoneyOut | None
    sold: bool
    availability: Availability


class WishView(SharedWish):
    """`wished_at_price`: what it cost on the day of the wish."""

    id: str
    wished_at_price: MoneyOut
    created_at: datetime


class WishedView(Answer):
    object: Literal["wished"] = "wished"
    wishlist: WishlistView
    wish: WishView


class MovedView(Answer):
    object: Literal["moved_to_cart"] = "moved_to_cart"
    cart: CartView
    wishlist: WishlistView


class SharedWishlist(Answer):
    """What the link shows: the list's name, and nothing else of whoever made it."""

    object: Literal["shared_wishlist"] = "shared_wishlist"
    name: Personal[str]
    data: list[SharedWish]
    has_more: bool
    next_cursor: str | None

    @classmethod
    def of(cls, wishlist: Wishlist, wishes: Sequence[Wish], cursor: str | None) -> "SharedWishlist":
        return cls(
            name=wishlist.name,
            data=[SharedWish.model_validate(values) for values in _shown(wishes)],
            has_more=cursor is not None,
            next_cursor=cursor,
        )


def views_of(wishes: Sequence[Wish]) -> list[WishView]:
    """As they are sold and stocked now: two calls for all of them."""
    return [
        WishView.model_validate(
            values
            | {
                "id": wish.id,
                "wished_at_price": _money(wish.wished_amount, wish.currency),
                "created_at": wish.created_at,
            }
        )
        for wish, values in zip(wishes, _shown(wishes), strict=True)
    ]


def _shown(wishes: Sequence[Wish]) -> list[dict[str, object]]:
    skus = [wish.sku for wish in wishes]
    found = offers.read(skus)
    levels = {sku: _level(shards) for sku, shards in stock.read_shards(skus).items()}
    return [_values(wish, found.get(wish.sku), levels) for wish in wishes]


def _values(wish: Wish, offer: Offer | None, levels: Mapping[str, str]) -> dict[str, object]:
    """A name or picture that changed since is shown as it is now."""
    price = offer.price(wish.currency) if offer else None
    now = offer if offer and offer.product_id == wish.product_id else None
    return {
        "sku": wish.sku,
        "any_choice": wish.any_choice,
        "title": now.title if now else wish.title,
        "choice": "" if wish.any_choice else now.choice if now else wish.choice,
        "slug": now.slug if now else wish.slug,
        "picture": now.picture if now else wish.picture,
        "price": _money(price, wish.currency),
        "sold": price is not None,
        "availability": levels.get(wish.sku, stock.OUT_OF_STOCK),
    }


def _level(shards: Sequence[stock.Shard]) -> str:
    left = sum(shard.available for shard in shards)
    return stock.level(left, max(shard.low_at for shard in shards))


def _money(amount: int | None, currency: str) -> MoneyOut | None:
    return None if amount is None else MoneyOut(amount=amount, currency=currency)
