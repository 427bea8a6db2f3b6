"""The requests of the matrix: those that would succeed, and those that change nothing if let in."""

from typing import Any

from accounts.signing_in import passkeys_table
from shopkit import ids, people, table, unsubscribing

from tests import factories
from tests.proofs.matrix_rows import Row
from tests.proofs.matrix_stage import Sent, Stage
from tests.shop import ADDRESS
from tests.signed_in import Visitor, sign_in

FRIDAY = "2026-06-01"

#: Bodies that a route takes, so that nothing but who asks stands in the way.
_BODIES: dict[str, Any] = {
    "PATCH /accounts/me": {"name": "Mallory"},
    "POST /accounts/addresses": ADDRESS,
    "PUT /accounts/addresses/{address_id}": ADDRESS | {"city": "York"},
    "POST /accounts/email-change": {"email": "mallory@example.com"},
    "PUT /accounts/security/password": {"password": "a long enough word of mine"},
    "PATCH /accounts/security/passkeys/{passkey_id}": {"name": "Mine"},
    "POST /accounts/privacy/erasure": {"confirm": True},
    "POST /accounts/admin/api-keys": {"name": "x", "permissions": ["catalog:read"], "days": 1},
    "PATCH /accounts/admin/staff/{account_id}": {"roles": ["owner"]},
    "POST /accounts/admin/roles": {"name": "x", "title": "X", "permissions": ["catalog:read"]},
    "PATCH /accounts/admin/roles/{name}": {"title": "X"},
    "POST /accounts/admin/invitations": {"email": "m@example.com", "roles": ["owner"]},
    "POST /accounts/admin/privacy/exports": {"email": "ada@example.com", "reason": "letter"},
    "POST /accounts/admin/privacy/erasures": {"email": "ada@example.com", "reason": "letter"},
    "POST /cart/carts/{cart_id}/lines": {"lines": [{"sku": "TEA-1", "quantity": 1}]},
    "PATCH /cart/carts/{cart_id}/lines/{line_id}": {"quantity": 3},
    "POST /cart/carts/{cart_id}/codes": {"code": "SPRING"},
    "DELETE /cart/carts/{cart_id}/codes": {"code": "SPRING"},
    "POST /cart/merge": {},
    "POST /cart/wishlists": {"name": "Birthday"},
    "PATCH /cart/wishlists/{wishlist_id}": {"name": "Mine"},
    "POST /cart/wishlists/{wishlist_id}/items": {"sku": "POT-1"},
    "POST /cart/wishlists/{wishlist_id}/items/{wish_id}/move": {},
    "POST /cart/wishes": {"sku": "POT-1"},
    "POST /catalog/admin/products": {"name": "X"},
    "PUT /catalog/admin/products/{product_id}": {"name": "X"},
    "PATCH /catalog/admin/products/{product_id}": {"name": "X"},
    "PUT /catalog/admin/prices": {"prices": [{"sku": "ASSAM", "currency": "GBP", "amount": 1}]},
    "POST /catalog/admin/categories": {"name": "X"},
    "PUT /catalog/admin/categories/{slug}": {"name": "X"},
    "PATCH /catalog/admin/categories/{slug}": {"name": "X"},
    "POST /catalog/admin/pictures": {"key": "x", "filename": "x.png", "bytes": 99},
    "POST /catalog/admin/site/publications": {},
    "POST /checkout/admin/orders/{order_id}/refunds": {"amount": 1, "reason": "x"},
    "POST /inventory/admin/stock": {"sku": "NEW-1", "on_hand": 1},
    "POST /inventory/admin/stock/batch": {"items": [{"sku": "NEW-2", "on_hand": 1}]},
    "PATCH /inventory/admin/stock/{sku}": {"reorder_point": 9},
    "POST /inventory/admin/stock/{sku}/adjustments": {"delta": -1, "reason": "damaged"},
}
_QUERIES = {
    "GET /accounts/admin/customers": "?email=ada@example.com",
    "GET /checkout/admin/ledger": f"?day={FRIDAY}",
    "GET /catalog/availability": "?sku=TEA-1",
}


def whole(stage: Stage, row: Row, a: Visitor | None = None) -> Sent:
    """What would succeed: real ids, of A's own where the row is about somebody's object."""
    named: dict[str, str] = {
        "account_id": stage.spare_member if "/staff/" in row.path else stage.a.account_id,
        "invitation_id": stage.invitation,
        "key_id": stage.spare_key,
        "name": "shelves",
        "token": unsubscribing.token_of(stage.a.account_id),
        "sku": "TEA-1",
        "slug": "leaves",
        "id_or_slug": "tea",
        "country": "GB",
        "product_id": stage.product_id,
        "order_id": stage.guest_order.order_id,
        "number": "1",
    }
    body = _BODIES.get(row.name, {} if row.method == "POST" else None)
    if row.name == "PUT /checkout/admin/shipping-options":
        body = {
            "options": stage.shop.get("/checkout/admin/shipping-options", staff=True).json[
                "options"
            ]
        }
    if row.theirs:
        made, more = _theirs(stage, row, a or stage.a)
        named |= made
        body = more or body
    path = row.path
    for name in _named(row.path):
        path = path.replace(f"{{{name}}}", named.get(name, "none"))
    query = _QUERIES.get(row.name, "")
    if row.path.endswith("/admin/acts"):
        query = f"?day={FRIDAY}"
    return Sent(path + query, body)


def harmless(row: Row) -> Sent:
    """What is past the door and then goes no further: nothing of that id, and no body."""
    path = row.path
    for name in _named(row.path):
        path = path.replace(f"{{{name}}}", "none")
    return Sent(path, headers={"If-Match": ""})


def _named(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _theirs(stage: Stage, row: Row, who: Visitor) -> tuple[dict[str, str], Any]:
    """New things of `who`, for one row: their ids, and a body that names them."""
    wanted = set(_named(row.path))
    made: dict[str, str] = {}
    body: Any = None
    if "cart_id" in wanted or row.path in {"/checkout/shipping-options", "/checkout/checkouts"}:
        cart = stage.cart_of(who)
        made = {"cart_id": cart["id"], "line_id": cart["lines"][0]["id"]}
        if row.path == "/checkout/shipping-options":
            body = {"cart_id": cart["id"], "address": {"country": "GB"}}
        elif row.path == "/checkout/checkouts":
            body = factories.checkout_body(who, cart["id"], cart["token"])
    elif "order_id" in wanted:
        made = {"order_id": _ordered(stage, who)}
    elif "address_id" in wanted:
        made = {"address_id": _made(who, "/accounts/addresses", ADDRESS)}
    elif "session_id" in wanted:
        sign_in(stage.shop, "ada@example.com")
        listed = who.get("/accounts/sessions").json["data"]
        made = {"session_id": next(one["id"] for one in listed if not one["current"])}
    elif "passkey_id" in wanted:
        made = {"passkey_id": _passkey(stage, who)}
    elif "wishlist_id" in wanted:
        wishlist = _made(who, "/cart/wishlists", {"name": "Birthday"})
        items = f"/cart/wishlists/{wishlist}/items"
        made = {"wishlist_id": wishlist, "wish_id": _made(who, items, {"sku": "TEA-1"})}
    return made, body


def _made(who: Visitor, path: str, body: Any) -> str:
    answer = who.post(path, json=body)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def _passkey(stage: Stage, who: Visitor) -> str:
    """As it is kept; that it signs in, tests of signing in show."""
    made = ids.new_id("psk", stage.shop.now)
    key = people.key_for(who.account_id, stage.shop.now)
    passkey = passkeys_table.Passkey(
        id=made,
        account_id=who.account_id,
        credential_id=made,
        public_key=b"COSE",
        sign_count=0,
        name=passkeys_table.sealed_name(key, made, "Phone"),
        transports=(),
        synced=False,
        created_at=stage.shop.now,
    )
    table.write(passkeys_table.added(passkey))
    return made


def _ordered(stage: Stage, who: Visitor) -> str:
    """An order of somebody who was signed in."""
    cart = stage.cart_of(who)
    body = factories.checkout_body(who, cart["id"], cart["token"])
    made = who.post("/checkout/checkouts", json=body, headers={"X-Cart-Token": cart["token"]})
    assert made.status == 201, made.text
    return str(made.json["order_id"])
