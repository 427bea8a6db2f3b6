"""Who may use each route of the shop: one row a route, written by hand and held against the apps.

    METHOD path   who   [fresh] [theirs]

who:
- `anyone`: no sign-in is asked for; a session counts for no more than its cookie's Origin;
- `page`: as anyone, and a page of another site may not send it;
- `form`: an HTML form, which only a page of this site may send;
- `customer`: who is signed in, staff too; `fresh` if they confirmed it lately;
- `holder`: who holds what opens the object (a cart's or order's token, an account's session);
- `letter`: who is signed in, or holds the token of a letter;
- a permission: staff whose role or API key has it; `fresh` as above, for sessions.

`theirs`: the path or the body names an object of one person, which is not there for any other.
"""

from dataclasses import dataclass

#: Which built-in roles have a permission; owners have them all.
HELD_BY = {
    "accounts:audit": {"manager"},
    "accounts:keys": set[str](),
    "accounts:privacy": set[str](),
    "accounts:read": {"manager", "support"},
    "accounts:staff": set[str](),
    "accounts:write": {"manager", "support"},
    "catalog:read": {"manager", "merchandiser", "stockroom", "support", "marketer", "analyst"},
    "catalog:write": {"manager", "merchandiser", "marketer"},
    "checkout:figures": {"manager", "stockroom", "support", "analyst"},
    "checkout:read": {"manager", "stockroom", "support"},
    "checkout:refund": {"manager", "support"},
    "checkout:write": {"manager", "support"},
    "inventory:read": {"manager", "merchandiser", "stockroom", "support", "analyst"},
    "inventory:write": {"manager", "stockroom"},
    "marketing:read": {"manager", "support", "marketer", "analyst"},
}

ROLES = (
    "owner", "manager", "merchandiser", "stockroom", "support", "marketer", "analyst",
)  # fmt: skip

_ROWS = """
GET /accounts/health  anyone
GET /accounts/address-rules/{country}  anyone
GET /accounts/session  anyone
GET /accounts/page  anyone
POST /accounts/invitations/read  anyone
GET /accounts/unsubscribe/{token}  anyone
POST /accounts/unsubscribe/{token}  anyone
POST /accounts/sign-out  page
POST /accounts/sign-up  page
POST /accounts/recovery  page
POST /accounts/recovery/stop  page
POST /accounts/email-change/stop  page
POST /accounts/sign-in/code  page
POST /accounts/sign-in/code/{challenge_id}  page
POST /accounts/sign-in/password  page
POST /accounts/sign-in/passkey/options  page
POST /accounts/sign-in/passkey  page
POST /accounts/sign-in/second-factor  page
POST /accounts/sign-in/recovery-code  page
POST /accounts/sign-in/second-factor/lost  page
POST /accounts/sign-in/second-factor/lost/finish  page
POST /accounts/privacy/guests  page
POST /accounts/privacy/guests/{challenge_id}/export  page
POST /accounts/privacy/guests/{challenge_id}/erasure  page
POST /accounts/forms/code  form
POST /accounts/forms/sign-in  form
POST /accounts/forms/second-step  form
POST /accounts/forms/sign-out  form

GET /accounts/me  customer
PATCH /accounts/me  customer
GET /accounts/addresses  customer
POST /accounts/addresses  customer
GET /accounts/addresses/{address_id}  customer theirs
PUT /accounts/addresses/{address_id}  customer theirs
DELETE /accounts/addresses/{address_id}  customer theirs
GET /accounts/consents  customer
PUT /accounts/consents  customer
POST /accounts/reauthentication  customer
POST /accounts/reauthentication/code  customer
POST /accounts/reauthentication/passkey/options  customer
GET /accounts/security  customer
PUT /accounts/security/password  customer fresh
DELETE /accounts/security/password  customer fresh
POST /accounts/security/totp  customer fresh
PUT /accounts/security/totp  customer fresh
DELETE /accounts/security/totp  customer fresh
POST /accounts/security/recovery-codes  customer fresh
DELETE /accounts/security/recovery  customer
POST /accounts/security/passkeys/options  customer fresh
POST /accounts/security/passkeys  customer fresh
PATCH /accounts/security/passkeys/{passkey_id}  customer fresh theirs
DELETE /accounts/security/passkeys/{passkey_id}  customer fresh theirs
GET /accounts/sessions  customer
DELETE /accounts/sessions  customer
DELETE /accounts/sessions/{session_id}  customer theirs
POST /accounts/email-change  customer fresh
POST /accounts/email-change/finish  customer fresh
POST /accounts/email-change/{challenge_id}  customer fresh
DELETE /accounts/email-change  customer
GET /accounts/privacy  customer
POST /accounts/privacy/export  customer fresh
GET /accounts/privacy/export  letter
GET /accounts/privacy/export/files/{number}  letter
POST /accounts/privacy/erasure  customer fresh
POST /accounts/invitations/accept  customer

GET /accounts/admin/acts  accounts:audit
GET /accounts/admin/audit  accounts:audit
GET /accounts/admin/audit/chain  accounts:audit
GET /accounts/admin/customers  accounts:read
GET /accounts/admin/customers/{account_id}  accounts:read
DELETE /accounts/admin/customers/{account_id}/sessions  accounts:write
GET /accounts/admin/api-keys  accounts:keys
POST /accounts/admin/api-keys  accounts:keys fresh
GET /accounts/admin/api-keys/{key_id}  accounts:keys
DELETE /accounts/admin/api-keys/{key_id}  accounts:keys
GET /accounts/admin/staff  accounts:staff
GET /accounts/admin/staff/{account_id}  accounts:staff
PATCH /accounts/admin/staff/{account_id}  accounts:staff fresh
DELETE /accounts/admin/staff/{account_id}  accounts:staff fresh
GET /accounts/admin/permissions  accounts:staff
GET /accounts/admin/roles  accounts:staff
POST /accounts/admin/roles  accounts:staff fresh
GET /accounts/admin/roles/{name}  accounts:staff
PATCH /accounts/admin/roles/{name}  accounts:staff fresh
DELETE /accounts/admin/roles/{name}  accounts:staff fresh
GET /accounts/admin/invitations  accounts:staff
POST /accounts/admin/invitations  accounts:staff fresh
GET /accounts/admin/invitations/{invitation_id}  accounts:staff
DELETE /accounts/admin/invitations/{invitation_id}  accounts:staff
POST /accounts/admin/privacy/exports  accounts:privacy fresh
GET /accounts/admin/privacy/erasures  accounts:privacy
POST /accounts/admin/privacy/erasures  accounts:privacy fresh
GET /accounts/admin/privacy/erasures/{erasure_id}  accounts:privacy

GET /analytics/health  anyone
POST /analytics/events  anyone

GET /cart/health  anyone
POST /cart/carts  anyone
GET /cart/mine  customer
POST /cart/merge  customer
GET /cart/carts/{cart_id}  holder theirs
POST /cart/carts/{cart_id}/lines  holder theirs
PATCH /cart/carts/{cart_id}/lines/{line_id}  holder theirs
DELETE /cart/carts/{cart_id}/lines/{line_id}  holder theirs
POST /cart/carts/{cart_id}/acknowledge  holder theirs
POST /cart/carts/{cart_id}/codes  holder theirs
DELETE /cart/carts/{cart_id}/codes  holder theirs
GET /cart/wishlists  customer
POST /cart/wishlists  customer
GET /cart/wishlists/{wishlist_id}  customer theirs
PATCH /cart/wishlists/{wishlist_id}  customer theirs
DELETE /cart/wishlists/{wishlist_id}  customer theirs
POST /cart/wishlists/{wishlist_id}/share  customer theirs
DELETE /cart/wishlists/{wishlist_id}/share  customer theirs
GET /cart/wishlists/{wishlist_id}/items  customer theirs
POST /cart/wishlists/{wishlist_id}/items  customer theirs
DELETE /cart/wishlists/{wishlist_id}/items/{wish_id}  customer theirs
POST /cart/wishlists/{wishlist_id}/items/{wish_id}/move  customer theirs
POST /cart/wishes  customer
GET /cart/shared-wishlist  holder
GET /cart/page  anyone
POST /cart/forms/lines  form
POST /cart/forms/quantity  form
POST /cart/forms/removal  form
POST /cart/forms/acknowledgement  form
POST /cart/forms/codes  form
POST /cart/forms/what-is-left  form

GET /catalog/health  anyone
GET /catalog/products  anyone
GET /catalog/products/{id_or_slug}  anyone
GET /catalog/categories  anyone
GET /catalog/categories/{slug}  anyone
GET /catalog/availability  anyone
GET /catalog/admin/acts  accounts:audit
PUT /catalog/admin/prices  catalog:write
GET /catalog/admin/products  catalog:read
POST /catalog/admin/products  catalog:write
GET /catalog/admin/products/{product_id}  catalog:read
PUT /catalog/admin/products/{product_id}  catalog:write
PATCH /catalog/admin/products/{product_id}  catalog:write
DELETE /catalog/admin/products/{product_id}  catalog:write
GET /catalog/admin/products/{product_id}/history  catalog:read
DELETE /catalog/admin/slugs/{slug}  catalog:write
GET /catalog/admin/categories  catalog:read
POST /catalog/admin/categories  catalog:write
GET /catalog/admin/categories/{slug}  catalog:read
PUT /catalog/admin/categories/{slug}  catalog:write
PATCH /catalog/admin/categories/{slug}  catalog:write
DELETE /catalog/admin/categories/{slug}  catalog:write
POST /catalog/admin/pictures  catalog:write
GET /catalog/admin/pictures/{key}  catalog:read
GET /catalog/admin/site/publications  catalog:read
POST /catalog/admin/site/publications  catalog:write

GET /checkout/health  anyone
POST /checkout/shipping-options  holder theirs
POST /checkout/checkouts  holder theirs
GET /checkout/orders  customer
GET /checkout/orders/{order_id}  holder theirs
POST /checkout/orders/{order_id}/cancel  holder theirs
GET /checkout/page  anyone
GET /checkout/order-page  anyone
GET /checkout/orders-page  anyone
POST /checkout/forms/delivery  form
POST /checkout/forms/orders  form
POST /checkout/forms/order-link  form
POST /checkout/webhooks/stripe  anyone
GET /checkout/admin/acts  accounts:audit
GET /checkout/admin/orders  checkout:figures
GET /checkout/admin/orders/{order_id}  checkout:figures
GET /checkout/admin/orders/{order_id}/refunds  checkout:figures
POST /checkout/admin/orders/{order_id}/refunds  checkout:refund
POST /checkout/admin/orders/{order_id}/cancel  checkout:write
GET /checkout/admin/ledger  checkout:figures
GET /checkout/admin/shipping-options  checkout:figures
PUT /checkout/admin/shipping-options  checkout:write
POST /checkout/admin/reconcile  checkout:write

GET /inventory/health  anyone
GET /inventory/admin/acts  accounts:audit
GET /inventory/admin/stock  inventory:read
POST /inventory/admin/stock  inventory:write
POST /inventory/admin/stock/batch  inventory:write
GET /inventory/admin/stock/{sku}  inventory:read
PATCH /inventory/admin/stock/{sku}  inventory:write
POST /inventory/admin/stock/{sku}/adjustments  inventory:write
GET /inventory/admin/stock/{sku}/movements  inventory:read
GET /inventory/admin/stock/{sku}/check  inventory:read
GET /inventory/admin/ledger  inventory:read
GET /inventory/admin/holds/{order_id}  inventory:read

GET /marketing/health  anyone
GET /marketing/admin/mails  marketing:read
"""


@dataclass(frozen=True)
class Row:
    method: str
    path: str
    who: str
    fresh: bool
    theirs: bool

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def permission(self) -> str | None:
        return self.who if ":" in self.who else None

    @property
    def writes(self) -> bool:
        return self.method != "GET"


def rows() -> list[Row]:
    found = []
    for line in filter(None, map(str.strip, _ROWS.splitlines())):
        method, path, who, *more = line.split()
        found.append(Row(method, path, who, "fresh" in more, "theirs" in more))
    return found
