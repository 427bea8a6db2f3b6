"""Wishlists of whoever is signed in: kept, shared by a link, moved into the cart.

A guest keeps none: what they like goes into the cart, which lasts thirty days as well, and a list
that nobody can be told about, or find again on another device, is not worth an account less.
"""

from datetime import datetime

from shopkit import ids, offers, people, stock
from shopkit.carts import Cart
from shopkit.errors import FieldError, Invalid, NotFound, Stale, Unavailable
from shopkit.marshal import Item
from shopkit.offers import Offer
from shopkit.settings import settings
from shopkit.table import Refused, transact

from cart import account_carts, wishlists_table
from cart import lines as cart_lines
from cart.refusals import NotSold
from cart.wishes import Wish, Wishlist, WishlistFull, WishlistsFull

#: One of several rivals wins each round.
TRIES = 16
#: What the list is called that a first wish opens.
FIRST_NAME = "Wishlist"


def open_wishlist(account_id: str, name: str, now: datetime) -> Wishlist:
    """Raises WishlistsFull."""
    wishlist = Wishlist(ids.new_id("wsh", now), account_id, name, "", 0, 1, now)
    try:
        transact(wishlists_table.opening(wishlist, people.key_of(account_id)))
    except Refused as refused:
        if "there_is_room" in refused.failed:
            raise WishlistsFull("Remove one first") from refused
        raise
    return wishlist


def find(account_id: str, wishlist_id: str) -> Wishlist:
    """Raises NotFound: for one of somebody else's as for none."""
    wishlist = wishlists_table.read(account_id, wishlist_id)
    if wishlist is None:
        raise NotFound("There is no such wishlist")
    return wishlist


def find_shared(token: str | None) -> Wishlist:
    """The wishlist that a link opens; raises NotFound."""
    found = wishlists_table.find_shared(token) if token else None
    if found is None:
        raise NotFound("There is no such wishlist, or it is no longer shared")
    return find(*found)


def rename(account_id: str, wishlist_id: str, name: str, version: int | None) -> Wishlist:
    """Raises NotFound, Stale."""
    return _edit(account_id, wishlist_id, version, name=name)


def share(account_id: str, wishlist_id: str) -> Wishlist:
    """The wishlist with its link; one that is shared keeps the link it has."""
    wishlist = find(account_id, wishlist_id)
    if wishlist.token:
        return wishlist
    return _edit(account_id, wishlist_id, token=ids.token())


def unshare(account_id: str, wishlist_id: str) -> Wishlist:
    """The link opens nothing from then on, and never again."""
    return _edit(account_id, wishlist_id, token="")


def remove(account_id: str, wishlist_id: str, version: int | None) -> None:
    """Raises NotFound, Stale. The stream of its end takes the wishes."""
    for _ in range(TRIES):
        wishlist = find(account_id, wishlist_id)
        _check(wishlist, version)
        try:
            transact(wishlists_table.closing(wishlist))
        except Refused:
            continue
        return
    raise Unavailable("This wishlist is being edited from many places; try again in a moment")


def wish_for(
    account_id: str, wishlist_id: str, sku: str, *, any_choice: bool, now: datetime
) -> Wish:
    """The wish, new or as it stood; raises NotFound, NotSold, WishlistFull."""
    wishlist = find(account_id, wishlist_id)
    wish = _new_wish(wishlist, sku, any_choice=any_choice, now=now)
    try:
        transact(wishlists_table.wishing(wish))
    except Refused as refused:
        stands = refused.failed.get("wish_is_new")
        if stands:
            return wishlists_table.wish_of(stands)
        if refused.failed.get("list_has_room") is None:
            raise NotFound("There is no such wishlist") from refused
        raise WishlistFull("Remove a wish first") from refused
    return wish


def wish_somewhere(
    account_id: str, sku: str, *, any_choice: bool, now: datetime
) -> tuple[Wishlist, Wish]:
    """Into the newest wishlist, which is opened where there is none; raises as `wish_for`."""
    newest, _ = wishlists_table.list_wishlists(account_id, 1, None)
    if not newest:
        # a refusal leaves no list behind
        _offered(sku, settings().currency)
    wishlist = newest[0] if newest else open_wishlist(account_id, FIRST_NAME, now)
    wish = wish_for(account_id, wishlist.id, sku, any_choice=any_choice, now=now)
    return find(account_id, wishlist.id), wish


def unwish(account_id: str, wishlist_id: str, wish_id: str) -> None:
    """Raises NotFound."""
    wish = _find_wish(account_id, wishlist_id, wish_id)
    try:
        transact(wishlists_table.unwishing(wish))
    except Refused as refused:
        raise NotFound("There is no such wish") from refused


def move_to_cart(  # noqa: PLR0913 — which wish, how many of what
    account_id: str, wishlist_id: str, wish_id: str, sku: str | None, quantity: int, now: datetime
) -> Cart:
    """The account's cart with what was wished for, and the wish gone, both or neither.

    Raises NotFound, Invalid for a SKU of another product, and what adding to a cart raises.
    """
    wish = _find_wish(account_id, wishlist_id, wish_id)
    chosen = cart_lines.Wish(_chosen(wish, sku), quantity)
    gone = wishlists_table.unwishing(wish)
    try:
        return account_carts.open_cart(account_id, wish.currency, [chosen], now, beside=gone)
    except Refused as refused:
        raise NotFound("There is no such wish") from refused


def list_wishes(
    wishlist: Wishlist, limit: int, start: Item | None
) -> tuple[list[Wish], Item | None]:
    return wishlists_table.list_wishes(wishlist.account_id, wishlist.id, limit, start)


def level_of(sku: str) -> str:
    """Whether there is any of it, as the stockroom counts."""
    shards = stock.read_shards([sku]).get(sku, [])
    left = sum(shard.available for shard in shards)
    return stock.level(left, max((shard.low_at for shard in shards), default=0))


def _new_wish(wishlist: Wishlist, sku: str, *, any_choice: bool, now: datetime) -> Wish:
    currency = settings().currency
    offer, price = _offered(sku, currency)
    about = f"product {offer.product_id}" if any_choice else f"sku {sku}"
    return Wish(
        id=ids.derived_id("wis", wishlist.created_at, f"{wishlist.id} {about}"),
        wishlist_id=wishlist.id,
        account_id=wishlist.account_id,
        sku=sku,
        product_id=offer.product_id,
        any_choice=any_choice,
        title=offer.title,
        choice="" if any_choice else offer.choice,
        slug=offer.slug,
        picture=offer.picture,
        currency=currency,
        wished_amount=price,
        levels={sku: level_of(sku)},
        amounts={sku: price},
        created_at=now,
    )


def _offered(sku: str, currency: str) -> tuple[Offer, int]:
    """The offer and what it costs; raises NotSold."""
    offer = offers.read([sku]).get(sku)
    price = offer.price(currency) if offer else None
    if offer is None or price is None:
        raise NotSold(f"Not sold here in {currency}: {sku}", [sku])
    return offer, price


def _find_wish(account_id: str, wishlist_id: str, wish_id: str) -> Wish:
    wish = wishlists_table.read_wish(account_id, wishlist_id, wish_id)
    if wish is None:
        raise NotFound("There is no such wish")
    return wish


def _chosen(wish: Wish, sku: str | None) -> str:
    """Which SKU the shopper means; raises Invalid where it is none of what was wished for."""
    if sku is None or sku == wish.sku:
        return wish.sku
    offer = offers.read([sku]).get(sku)
    if not wish.any_choice or offer is None or offer.product_id != wish.product_id:
        error = FieldError("/sku", "another_product", "This is not what was wished for")
        raise Invalid("This is not what was wished for", [error])
    return sku


def _edit(
    account_id: str,
    wishlist_id: str,
    version: int | None = None,
    *,
    name: str | None = None,
    token: str | None = None,
) -> Wishlist:
    for _ in range(TRIES):
        before = find(account_id, wishlist_id)
        _check(before, version)
        after = Wishlist(
            id=before.id,
            account_id=account_id,
            name=before.name if name is None else name,
            token=before.token if token is None else token,
            count=before.count,
            version=before.version + 1,
            created_at=before.created_at,
        )
        try:
            transact(wishlists_table.editing(before, after, people.key_of(account_id)))
        except Refused:
            continue
        return after
    raise Unavailable("This wishlist is being edited from many places; try again in a moment")


def _check(wishlist: Wishlist, version: int | None) -> None:
    if version is not None and version != wishlist.version:
        raise Stale(f"The wishlist is at version {wishlist.version}")
