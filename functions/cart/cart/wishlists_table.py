"""Wishlists at rest, with everything of an account in its one partition.

| pattern | key | index | units |
|---|---|---|---|
| an account's, newest first | pk = ACCOUNT#<id>, sk begins with WISHLIST# | – | 1 read a 4 KB |
| open one | count in WISHLISTS, put WISHLIST#<id> | – | 4 writes |
| its wishes | pk = ACCOUNT#<id>, sk begins with WISH#<wishlist id># | – | 1 read a 4 KB |
| wish, or no longer | put or delete WISH#…, count in WISHLIST#… | – | 6 writes |
| by its link | pk = SHARED#<sha256 of token>, sk = SHARED | – | 1 read |
| share, or no longer | update WISHLIST#…, put or delete SHARED#… | – | 4 writes |
| who wishes for it | gsi1pk = WISHED#<sku>, WISHED_PRODUCT#<id> | gsi1 | ½ read a 4 KB |
| tell of it | update WISH#…, put TOLD#<sku>#<kind>, the fact | – | 8 writes |

`private` of a wishlist holds its name and its link's token, sealed about wishlist:<id>: names tell
of people. The stream of a wishlist's end removes its wishes.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shopkit import carts, clock, ids, outbox, people, table
from shopkit.events import WishedForAgain
from shopkit.marshal import Item
from shopkit.people import Key
from shopkit.table import IS_NEW, Page, Write

from cart.wishes import MAX_WISHES, MAX_WISHLISTS, Wish, Wishlist

#: Whoever was told of a SKU is not told the same of it again for so long.
QUIET_SECONDS = 24 * 3600


def pk(account_id: str) -> str:
    return f"ACCOUNT#{account_id}"


def key(account_id: str, wishlist_id: str) -> Item:
    return {"pk": pk(account_id), "sk": f"WISHLIST#{wishlist_id}"}


def wish_key(account_id: str, wishlist_id: str, wish_id: str) -> Item:
    return {"pk": pk(account_id), "sk": f"WISH#{wishlist_id}#{wish_id}"}


def shared_key(token: str) -> Item:
    return {"pk": f"SHARED#{ids.fingerprint(token)}", "sk": "SHARED"}


def read(account_id: str, wishlist_id: str) -> Wishlist | None:
    """Raises people.Erased."""
    item = table.get(carts.cart_table(), key(account_id, wishlist_id))
    return of_item(item, people.keys_of([account_id])) if item else None


def list_wishlists(
    account_id: str, limit: int, start: Item | None
) -> tuple[list[Wishlist], Item | None]:
    page = table.query(
        carts.cart_table(), pk(account_id), begins="WISHLIST#", limit=limit, start=start,
        backwards=True, consistent=True,
    )  # fmt: skip
    keys = people.keys_of([account_id]) if page.items else {}
    return [of_item(item, keys) for item in page.items], page.next_key


def opening(wishlist: Wishlist, sealing: Key) -> list[Write]:
    """Conditions "there_is_room" and "wishlist_is_new"."""
    name = carts.cart_table()
    item = key(wishlist.account_id, wishlist.id) | {
        "id": wishlist.id,
        "count": wishlist.count,
        "version": wishlist.version,
        "created_at": clock.text(wishlist.created_at),
        "private": _sealed(wishlist, sealing),
    }
    return [
        table.update(
            name, {"pk": pk(wishlist.account_id), "sk": "WISHLISTS"}, "ADD #count :one",
            {":one": 1, ":most": MAX_WISHLISTS},
            only_if="attribute_not_exists(pk) OR #count < :most", condition="there_is_room",
            names={"#count": "count"},
        ),
        table.put(name, item, only_if=IS_NEW, condition="wishlist_is_new"),
    ]  # fmt: skip


def closing(wishlist: Wishlist) -> list[Write]:
    """Condition "wishlist_is_as_read"."""
    name = carts.cart_table()
    counted = table.update(
        name, {"pk": pk(wishlist.account_id), "sk": "WISHLISTS"}, "ADD #count :less",
        {":less": -1}, names={"#count": "count"},
    )  # fmt: skip
    gone = table.delete(
        name, key(wishlist.account_id, wishlist.id), only_if="version = :read",
        condition="wishlist_is_as_read", values={":read": wishlist.version},
    )  # fmt: skip
    link = [table.delete(name, shared_key(wishlist.token))] if wishlist.token else []
    return [counted, gone, *link]


def editing(before: Wishlist, after: Wishlist, sealing: Key) -> list[Write]:
    """Another name or another link; condition "wishlist_is_as_read"."""
    name = carts.cart_table()
    edited = table.update(
        name, key(before.account_id, before.id),
        "SET #private = :private, version = version + :one, share_hash = :hash",
        {":private": _sealed(after, sealing), ":one": 1, ":read": before.version,
         ":hash": ids.fingerprint(after.token) if after.token else ""},
        only_if="version = :read", condition="wishlist_is_as_read", names={"#private": "private"},
    )  # fmt: skip
    if after.token == before.token:
        return [edited]
    old = [table.delete(name, shared_key(before.token))] if before.token else []
    where = {"account_id": after.account_id, "wishlist_id": after.id}
    new = [table.put(name, shared_key(after.token) | where)] if after.token else []
    return [edited, *old, *new]


def find_shared(token: str) -> tuple[str, str] | None:
    """The account and the wishlist that the link's token opens."""
    item = table.get(carts.cart_table(), shared_key(token))
    return (item["account_id"], item["wishlist_id"]) if item else None


def wishing(wish: Wish) -> list[Write]:
    """Conditions "list_has_room" (told None: there is no such list) and "wish_is_new"."""
    counted = _counting(wish, 1, "attribute_exists(pk) AND #count < :most", {":most": MAX_WISHES})
    put = table.put(carts.cart_table(), _to_item(wish), only_if=IS_NEW, condition="wish_is_new")
    return [counted, put]


def unwishing(wish: Wish) -> list[Write]:
    """Condition "wish_stands"."""
    gone = table.delete(
        carts.cart_table(), wish_key(wish.account_id, wish.wishlist_id, wish.id),
        only_if=table.EXISTS, condition="wish_stands",
    )  # fmt: skip
    return [_counting(wish, -1, table.EXISTS, {}), gone]


def read_wish(account_id: str, wishlist_id: str, wish_id: str) -> Wish | None:
    item = table.get(carts.cart_table(), wish_key(account_id, wishlist_id, wish_id))
    return wish_of(item) if item else None


def list_wishes(
    account_id: str, wishlist_id: str, limit: int, start: Item | None
) -> tuple[list[Wish], Item | None]:
    page = table.query(
        carts.cart_table(), pk(account_id), begins=f"WISH#{wishlist_id}#", limit=limit,
        start=start, consistent=True,
    )  # fmt: skip
    return [wish_of(item) for item in page.items], page.next_key


def wished(index_pk: str, start: Item | None) -> Page:
    """A page of the wishes for a SKU ("WISHED#…") or a product ("WISHED_PRODUCT#…")."""
    return table.query(carts.cart_table(), index_pk, index="gsi1", limit=100, start=start)


def knowing(seen: Wish, after: Wish) -> Write:
    """What the wish knows now; condition "wish_is_as_seen"."""
    return table.update(
        carts.cart_table(), wish_key(seen.account_id, seen.wishlist_id, seen.id),
        "SET levels = :levels, amounts = :amounts",
        {":levels": dict(after.levels), ":amounts": dict(after.amounts),
         ":seen_levels": dict(seen.levels), ":seen_amounts": dict(seen.amounts)},
        only_if="levels = :seen_levels AND amounts = :seen_amounts", condition="wish_is_as_seen",
    )  # fmt: skip


def telling(fact: WishedForAgain, now: datetime) -> list[Write]:
    """The fact, and that it was told; condition "it_was_quiet"."""
    at = int(now.timestamp())
    told = {"pk": pk(fact.account_id), "sk": f"TOLD#{fact.sku}#{fact.kind}", "told_at": at}
    return [
        table.put(
            carts.cart_table(), told | {"expires_at": at + QUIET_SECONDS},
            only_if="attribute_not_exists(pk) OR told_at <= :before", condition="it_was_quiet",
            values={":before": at - QUIET_SECONDS},
        ),
        outbox.told(carts.cart_table(), pk(fact.account_id), fact),
    ]  # fmt: skip


def forget_wishes(gone: Item) -> int:
    """Delete every wish of a wishlist whose key was `gone`; answers how many."""
    name, wishlist_id = carts.cart_table(), gone["sk"].removeprefix("WISHLIST#")
    items = table.query_all(name, gone["pk"], begins=f"WISH#{wishlist_id}#", consistent=True)
    keys = [{"pk": item["pk"], "sk": item["sk"]} for item in items]
    for first in range(0, len(keys), table.MAX_ACTIONS):
        some = keys[first : first + table.MAX_ACTIONS]
        table.transact([table.delete(name, key) for key in some])
    return len(keys)


def of_item(item: Item, keys: Mapping[str, Key]) -> Wishlist:
    private: dict[str, str] = people.open_(item["private"], _about(item["id"]), keys)
    return Wishlist(
        id=item["id"],
        account_id=str(item["pk"]).removeprefix("ACCOUNT#"),
        name=private["name"],
        token=private["token"],
        count=item["count"],
        version=item["version"],
        created_at=clock.parse(item["created_at"]),
    )


def wish_of(item: Item) -> Wish:
    values: dict[str, Any] = {name: item[name] for name in Wish.__dataclass_fields__}
    return Wish(**values | {"created_at": clock.parse(item["created_at"])})


def _to_item(wish: Wish) -> Item:
    index = f"WISHED_PRODUCT#{wish.product_id}" if wish.any_choice else f"WISHED#{wish.sku}"
    return (
        wish_key(wish.account_id, wish.wishlist_id, wish.id)
        | vars(wish)
        | {"created_at": clock.text(wish.created_at)}
        | {"gsi1pk": index, "gsi1sk": f"{pk(wish.account_id)}#{wish.id}"}
    )


def _counting(wish: Wish, by: int, only_if: str, values: dict[str, Any]) -> Write:
    return table.update(
        carts.cart_table(), key(wish.account_id, wish.wishlist_id),
        "SET #count = #count + :by, version = version + :one", {":by": by, ":one": 1} | values,
        only_if=only_if, condition="list_has_room", names={"#count": "count"},
    )  # fmt: skip


def _sealed(wishlist: Wishlist, sealing: Key) -> str:
    private = {"name": wishlist.name, "token": wishlist.token}
    return people.seal(sealing, private, _about(wishlist.id))


def _about(wishlist_id: str) -> str:
    return f"wishlist:{wishlist_id}"
