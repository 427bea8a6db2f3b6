"""The door to wishlists. Each but the shared one is for who is signed in, and shows their own."""

from shopkit import cursors
from shopkit.errors import NotFound, Stale
from shopkit.http import Api, Call, Reply
from shopkit.models import Listing, ListQuery

from cart import refusals, tokens, wishlists, wishlists_table
from cart.answers import CartView
from cart.requests import MoveWish, NewWish, WishlistName
from cart.wish_answers import (
    MovedView,
    SharedWishlist,
    WishedView,
    WishlistView,
    WishView,
    views_of,
)
from cart.wishes import WishlistFull, WishlistsFull

WISHING = (refusals.NotSold, WishlistFull, NotFound)
ADDING = (
    refusals.NotSold, refusals.QuantityLimit, refusals.CartFull, refusals.AmountLimit, NotFound,
)  # fmt: skip


def register(api: Api) -> None:
    _lists(api)
    _sharing(api)
    _wishes(api)


def _lists(api: Api) -> None:
    @api.get("/wishlists", account=True)
    def list_wishlists(call: Call, query: ListQuery) -> Listing[WishlistView]:
        """One's own, newest first."""
        account_id = call.session.account_id
        scope = f"wishlists {account_id}"
        start = cursors.open_(scope, query.cursor)
        found, next_key = wishlists_table.list_wishlists(account_id, query.limit, start)
        views = [WishlistView.of(one) for one in found]
        return Listing[WishlistView].of(views, cursors.seal(scope, next_key))

    @api.post("/wishlists", status=201, account=True, idempotent=True, errors=(WishlistsFull,))
    def open_wishlist(call: Call, body: WishlistName) -> WishlistView:
        opened = wishlists.open_wishlist(call.session.account_id, body.name, call.now)
        return WishlistView.of(opened)

    @api.get("/wishlists/{wishlist_id}", account=True, errors=(NotFound,))
    def read_wishlist(call: Call, wishlist_id: str) -> WishlistView:
        return WishlistView.of(wishlists.find(call.session.account_id, wishlist_id))

    @api.patch("/wishlists/{wishlist_id}", edits=True, account=True, errors=(NotFound, Stale))
    def rename_wishlist(call: Call, wishlist_id: str, body: WishlistName) -> WishlistView:
        account_id = call.session.account_id
        renamed = wishlists.rename(account_id, wishlist_id, body.name, call.version)
        return WishlistView.of(renamed)

    @api.delete("/wishlists/{wishlist_id}", status=204, edits=True, account=True,
                errors=(NotFound, Stale))  # fmt: skip
    def remove_wishlist(call: Call, wishlist_id: str) -> None:
        """With every wish on it, and its link."""
        wishlists.remove(call.session.account_id, wishlist_id, call.version)


def _sharing(api: Api) -> None:
    @api.post("/wishlists/{wishlist_id}/share", account=True, errors=(NotFound,))
    def share_wishlist(call: Call, wishlist_id: str) -> WishlistView:
        """A link that shows the list to whoever has it; asked again, the same one."""
        return WishlistView.of(wishlists.share(call.session.account_id, wishlist_id))

    @api.delete("/wishlists/{wishlist_id}/share", account=True, errors=(NotFound,))
    def unshare_wishlist(call: Call, wishlist_id: str) -> WishlistView:
        """The link opens nothing from then on."""
        return WishlistView.of(wishlists.unshare(call.session.account_id, wishlist_id))

    @api.get("/shared-wishlist", errors=(NotFound,))
    def read_shared_wishlist(call: Call, query: ListQuery) -> SharedWishlist:
        """The wishlist that X-Wishlist-Token, the end of a shared link, opens; for anybody."""
        wishlist = wishlists.find_shared(call.header("X-Wishlist-Token"))
        scope = f"shared {wishlist.id}"
        start = cursors.open_(scope, query.cursor)
        wishes, next_key = wishlists.list_wishes(wishlist, query.limit, start)
        return SharedWishlist.of(wishlist, wishes, cursors.seal(scope, next_key))


def _wishes(api: Api) -> None:
    @api.get("/wishlists/{wishlist_id}/items", account=True, errors=(NotFound,))
    def list_wishes(call: Call, wishlist_id: str, query: ListQuery) -> Listing[WishView]:
        """What is wished for, at today's prices."""
        wishlist = wishlists.find(call.session.account_id, wishlist_id)
        scope = f"wishes {wishlist.id}"
        start = cursors.open_(scope, query.cursor)
        wishes, next_key = wishlists.list_wishes(wishlist, query.limit, start)
        return Listing[WishView].of(views_of(wishes), cursors.seal(scope, next_key))

    @api.post("/wishlists/{wishlist_id}/items", status=201, account=True, idempotent=True,
              errors=WISHING)  # fmt: skip
    def wish_for(call: Call, wishlist_id: str, body: NewWish) -> WishView:
        """Wish for a SKU, or for its product in any choice; again, it is the same wish."""
        wish = wishlists.wish_for(
            call.session.account_id, wishlist_id, body.sku, any_choice=body.any_choice,
            now=call.now,
        )  # fmt: skip
        return views_of([wish])[0]

    @api.post("/wishes", status=201, account=True, idempotent=True,
              errors=(*WISHING, WishlistsFull))  # fmt: skip
    def wish_somewhere(call: Call, body: NewWish) -> WishedView:
        """On the newest wishlist, which is opened where there is none."""
        wishlist, wish = wishlists.wish_somewhere(
            call.session.account_id, body.sku, any_choice=body.any_choice, now=call.now
        )
        return WishedView(wishlist=WishlistView.of(wishlist), wish=views_of([wish])[0])

    @api.delete("/wishlists/{wishlist_id}/items/{wish_id}", status=204, account=True,
                errors=(NotFound,))  # fmt: skip
    def unwish(call: Call, wishlist_id: str, wish_id: str) -> None:
        wishlists.unwish(call.session.account_id, wishlist_id, wish_id)

    @api.post("/wishlists/{wishlist_id}/items/{wish_id}/move", account=True, idempotent=True,
              errors=ADDING)  # fmt: skip
    def move_to_cart(call: Call, wishlist_id: str, wish_id: str, body: MoveWish) -> MovedView:
        """Into the cart and off the list, in one step."""
        account_id = call.session.account_id
        cart = wishlists.move_to_cart(
            account_id, wishlist_id, wish_id, body.sku, body.quantity, call.now
        )
        left = WishlistView.of(wishlists.find(account_id, wishlist_id))
        moved = MovedView(cart=CartView.of(cart), wishlist=left)
        return Reply(moved, headers=tokens.account_cookies(cart))
