"""Carts at rest. Shape and reading of a cart are shared with checkout: shopkit/carts.py.

| pattern | key | index | units |
|---|---|---|---|
| a cart with its lines | pk = CART#<id> | – | 1 read a 4 KB, about 12 lines (shopkit.carts.read) |
| open a cart, with its first lines | put sk = CART, sk = LINE#… | – | 2 writes a 1 KB each |
| save an edit | update sk = CART, put or delete the changed LINE#… | – | 2 writes each |
| lines that hold a SKU | gsi1pk = SKU#<sku>, gsi1sk = CART#<id> | gsi1 | ½ read a 4 KB |
| give one line its new price | update sk = CART and sk = LINE#… | – | 4 writes |
| mark a cart ordered | update sk = CART | – | 2 writes, one in the index |
| an account's carts | gsi1pk = ACCOUNT#<id>, gsi1sk = CART#<id> | gsi1 | ½ read a 4 KB |
| a guest's cart becomes an account's | update sk = CART | – | 4 writes |
| move lines into another cart | both headers; put and delete LINE#… | – | 4 writes, 8 a line |
| forget lines | delete sk = LINE#…, a hundred at once | – | 2 writes each |

Every change of lines moves the header's `version` in the same transaction, so an edit that was
decided on an older cart is refused. The header alone expires (TTL): lines with a time of their own
would fall out of a cart that is still in use, so the stream of the header's end removes them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from shopkit import carts, clock, table
from shopkit.carts import OPEN, ORDERED, Cart, CartLine
from shopkit.marshal import Item
from shopkit.table import IS_NEW, Page, Refused, Write

STATE = {"#state": "state"}
_AS_READ = "version = :read AND #state = :open"


def header_key(cart_id: str) -> Item:
    return {"pk": carts.pk(cart_id), "sk": "CART"}


def line_key(cart_id: str, line_id: str) -> Item:
    return {"pk": carts.pk(cart_id), "sk": f"LINE#{line_id}"}


def insert(cart: Cart, now: datetime, beside: Sequence[Write] = ()) -> None:
    """Write a cart that is new, with the lines it has, and what stands `beside` it."""
    owner = {"account_id": cart.account_id} | _listed(cart.account_id, cart.id)
    header = (
        header_key(cart.id)
        | (owner if cart.account_id else {})
        | {
            "id": cart.id,
            "token_hash": cart.token_hash,
            "currency": cart.currency,
            "version": cart.version,
            "state": cart.state,
            "created_at": clock.text(cart.created_at),
            "expires_at": cart.expires_at,
        }
    )
    opened = table.put(carts.cart_table(), header, only_if=IS_NEW, condition="cart_is_new")
    table.transact([opened, *beside, *_line_writes(cart, cart.lines, now)])


def save(before: Cart, after: Cart, now: datetime, beside: Sequence[Write] = ()) -> None:
    """Write what `after` has different, with what stands `beside` it.

    Raises Refused when the cart is not `before` any more ("cart_is_as_read").
    """
    table.transact([*saving(before, after, now), *beside])


def saving(before: Cart, after: Cart, now: datetime) -> list[Write]:
    known = {line.line_id: line for line in before.lines}
    changed = [line for line in after.lines if known.get(line.line_id) != line]
    kept = {line.line_id for line in after.lines}
    gone = [line for line in before.lines if line.line_id not in kept]
    header = table.update(
        carts.cart_table(),
        header_key(before.id),
        "SET version = :version, expires_at = :expires_at",
        {":version": after.version, ":expires_at": after.expires_at, ":read": before.version,
         ":open": OPEN},
        only_if=_AS_READ,
        condition="cart_is_as_read",
        names=STATE,
    )  # fmt: skip
    removals = [table.delete(carts.cart_table(), line_key(before.id, one.line_id)) for one in gone]
    return [header, *_line_writes(after, changed, now), *removals]


def giving(guest: Cart, account_id: str, expires_at: int) -> Write:
    """A guest's cart, as it was read, becomes the account's, and its token opens nothing more."""
    listed = _listed(account_id, guest.id)
    return table.update(
        carts.cart_table(),
        header_key(guest.id),
        "SET account_id = :account, token_hash = :none, gsi1pk = :pk, gsi1sk = :sk, "
        "version = version + :one, expires_at = :expires_at",
        {":account": account_id, ":none": "", ":pk": listed["gsi1pk"], ":sk": listed["gsi1sk"],
         ":one": 1, ":expires_at": expires_at, ":read": guest.version, ":open": OPEN},
        only_if=f"{_AS_READ} AND attribute_not_exists(account_id)",
        condition="source_is_as_read",
        names=STATE,
    )  # fmt: skip


def emptying(source: Cart, moved: Sequence[CartLine]) -> list[Write]:
    """`source`, as it was read, without the lines that moved; none left, it is gone itself."""
    where = (carts.cart_table(), header_key(source.id))
    as_read = {":read": source.version, ":open": OPEN}
    condition = "source_is_as_read"
    if len(moved) == len(source.lines):
        header = table.delete(
            *where, only_if=_AS_READ, condition=condition, values=as_read, names=STATE
        )
    else:
        header = table.update(
            *where, "SET version = version + :one", as_read | {":one": 1},
            only_if=_AS_READ, condition=condition, names=STATE,
        )  # fmt: skip
    lines = [table.delete(carts.cart_table(), line_key(source.id, one.line_id)) for one in moved]
    return [header, *lines]


def list_of_account(account_id: str) -> list[str]:
    """The ids of all carts that are the account's, as the index has them."""
    items = table.query_all(carts.cart_table(), f"ACCOUNT#{account_id}", index="gsi1")
    return [cart_id_of(item) for item in items if item["sk"] == "CART"]


def forget(cart_id: str) -> None:
    """The header; the stream of its end takes the lines."""
    table.write(table.delete(carts.cart_table(), header_key(cart_id)))


def _listed(account_id: str | None, cart_id: str) -> Item:
    return {"gsi1pk": f"ACCOUNT#{account_id}", "gsi1sk": carts.pk(cart_id)}


def _line_writes(cart: Cart, lines: Iterable[CartLine], now: datetime) -> list[Write]:
    return [_line_write(cart, line, f"{clock.text(now)}#{i:02d}") for i, line in enumerate(lines)]


def _line_write(cart: Cart, line: CartLine, added_at: str) -> Write:
    """`added_at` keeps the order in which lines came, also of those that came at once."""
    fields = asdict(line) | {
        "currency": cart.currency,
        "gsi1pk": f"SKU#{line.sku}",
        "gsi1sk": carts.pk(cart.id),
    }
    settings = [f"#{name} = :{name}" for name in fields]
    return table.update(
        carts.cart_table(),
        line_key(cart.id, line.line_id),
        f"SET {', '.join(settings)}, added_at = if_not_exists(added_at, :added_at)",
        {f":{name}": value for name, value in fields.items()} | {":added_at": added_at},
        names={f"#{name}": name for name in fields},
    )


def list_lines_with_sku(sku: str, start: Item | None) -> Page:
    """A page of the lines that hold the SKU, as the index has them."""
    return table.query(carts.cart_table(), f"SKU#{sku}", index="gsi1", limit=100, start=start)


def cart_id_of(item: Item) -> str:
    return str(item["pk"]).removeprefix("CART#")


def line_of(item: Item) -> CartLine:
    names = CartLine.__dataclass_fields__
    return CartLine(**{name: value for name, value in item.items() if name in names})


def give_price(cart_id: str, seen: CartLine, after: CartLine) -> None:
    """Set the price of a line that is still as it was seen; raises Refused for which it is not."""
    version = table.update(
        carts.cart_table(),
        header_key(cart_id),
        "SET version = version + :one",
        {":one": 1, ":open": OPEN},
        only_if="#state = :open",
        condition="cart_is_open",
        names=STATE,
    )
    price = table.update(
        carts.cart_table(),
        line_key(cart_id, seen.line_id),
        "SET unit_amount = :unit_amount, was = :was, sold = :sold",
        {":unit_amount": after.unit_amount, ":was": after.was, ":sold": after.sold,
         ":seen_amount": seen.unit_amount, ":seen_was": seen.was, ":seen_sold": seen.sold},
        only_if="unit_amount = :seen_amount AND was = :seen_was AND sold = :seen_sold",
        condition="line_is_as_seen",
    )  # fmt: skip
    table.transact([version, price])


def mark_ordered(cart_id: str, order_id: str) -> None:
    """The cart takes no more lines; one that is ordered already, or gone, stays as it is."""
    ordered = table.update(
        carts.cart_table(),
        header_key(cart_id),
        "SET #state = :ordered, order_id = :order, version = version + :one",
        {":ordered": ORDERED, ":order": order_id, ":one": 1, ":open": OPEN},
        only_if="#state = :open",
        condition="cart_is_open",
        names=STATE,
    )
    try:
        table.write(ordered)
    except Refused:
        return


def forget_lines(cart_id: str) -> int:
    """Delete every line of a cart that takes no more; answers how many."""
    items = table.query_all(carts.cart_table(), carts.pk(cart_id), begins="LINE#", consistent=True)
    keys = [{"pk": item["pk"], "sk": item["sk"]} for item in items]
    for first in range(0, len(keys), table.MAX_ACTIONS):
        some = keys[first : first + table.MAX_ACTIONS]
        table.transact([table.delete(carts.cart_table(), key) for key in some])
    return len(keys)


def forget_line(cart_id: str, line_id: str) -> None:
    table.write(table.delete(carts.cart_table(), line_key(cart_id, line_id)))


def edited(before: Cart, after: Cart, expires_at: int) -> Cart:
    """`after` as the next version of `before`."""
    return replace(after, version=before.version + 1, expires_at=expires_at)
