"""The facts of the shop: what happened, in the past tense, one frozen class each.

A fact's class name is its type on the bus, `source` the capability that tells it, `version` its
shape: a consumer reads version n and n-1, so a field is added with a default and never renamed.
Rules, publisher, consumers and docs/events.md all derive from these classes.
"""

from datetime import datetime
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

from shopkit import ids
from shopkit.personal import Personal


class Fact(BaseModel):
    """`id` is unique over all facts and sorts by time; `at` is when it happened, aware, UTC."""

    # an input that does not fit is logged by its field: it may hold a person's data
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    source: ClassVar[str]
    version: ClassVar[int] = 1
    types: ClassVar[dict[str, type["Fact"]]] = {}

    id: str
    at: datetime

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        Fact.types[cls.__name__] = cls

    @classmethod
    def of(cls, now: datetime, **data: object) -> Self:
        return cls.model_validate({"id": ids.new_id("evt", now), "at": now} | data)


class Line(BaseModel):
    """Units of one SKU, with what one costs in minor units after the line's discounts."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    line_id: str
    sku: str
    title: str
    quantity: int
    unit_amount: int
    total: int


# ── accounts ─────────────────────────────────────────────────────────────────────────────────
class SignInCodeIssued(Fact):
    """Somebody is to have a code by mail. `purpose` is the letter: sign_in, sign_up, has_account (a
    sign-up with an address that has an account), no_account (a sign-in with one that has none),
    recovery, confirm_old, confirm_new, reauthenticate, privacy (who bought without an account asks
    for their data). `private` holds e-mail, code, minutes that it is good for, link and language.
    """

    source = "accounts"
    challenge_id: str
    purpose: str
    private: Personal[str]


class AccountOpened(Fact):
    """Somebody showed that an address is theirs, and has an account now."""

    source = "accounts"
    account_id: str


class EmailChanged(Fact):
    """An account's confirmed address is another."""

    source = "accounts"
    account_id: str


class SecurityChanged(Fact):
    """How an account is signed in to has changed, or is about to: its owner is told, by the address
    in `private`, which may be the former one. `private` holds e-mail, name, language, the browser
    that did it, a link that stops it and until when ("" where there is none).
    """

    source = "accounts"
    account_id: str
    what: str
    private: Personal[str]


class ConsentsChanged(Fact):
    """Somebody agreed to something or took it back; all three answers as they stand now."""

    source = "accounts"
    account_id: str
    marketing: bool
    analytics: bool
    do_not_sell: bool
    text_version: str


class ExportAsked(Fact):
    """A person wants a copy of what is held of them; `subject` is whose data (people.py)."""

    source = "accounts"
    export_id: str
    subject: str


class DataExported(Fact):
    """A person's copy is ready; None: for an address without account. `private` holds e-mail, name,
    link and until when the link opens it.
    """

    source = "accounts"
    export_id: str
    account_id: str | None
    private: Personal[str]


class ErasureAsked(Fact):
    """A person is to be erased: whoever can still let go of something of theirs does so now.

    `subjects` are those whose keys will be destroyed: the account and its addresses, or an address.
    Told again each day until checkout has answered with OrdersLetGo.
    """

    source = "accounts"
    erasure_id: str
    account_id: str | None
    subjects: list[str]


class ErasureConfirmed(Fact):
    """A person will be erased within the hour: the last that is told them. `private` holds e-mail,
    name, and how many orders were cancelled and how many are kept without their name.
    """

    source = "accounts"
    erasure_id: str
    private: Personal[str]


class PersonErased(Fact):
    """The person's keys are destroyed: what was sealed for `subjects` before, nobody can read."""

    source = "accounts"
    erasure_id: str
    account_id: str | None
    subjects: list[str]


class AccountLapsing(Fact):
    """Nobody has signed in for so long that the account will be erased at `until`."""

    source = "accounts"
    account_id: str
    until: datetime


# ── catalog ──────────────────────────────────────────────────────────────────────────────────
class ProductChanged(Fact):
    """A product was created, edited or archived; `status` is draft, active or archived."""

    source = "catalog"
    product_id: str
    slug: str
    status: str
    product_version: int


class PriceChanged(Fact):
    """One SKU's price in one currency is another; None: it was not, or is no longer, sold in it."""

    source = "catalog"
    sku: str
    product_id: str
    currency: str
    amount: int | None
    previous: int | None


class OfferWithdrawn(Fact):
    """A SKU can no longer be bought: its product was archived or drafted, or it was removed."""

    source = "catalog"
    sku: str
    product_id: str


class CategoryMoved(Fact):
    """A category stands elsewhere in the tree; what is in it must be listed under other ancestors.

    `leaf` and `after` say how far that has come: the leaf category in work, and the listing's sort
    key that was done last. Both empty: not begun.
    """

    source = "catalog"
    category: str
    parent: str | None
    leaf: str = ""
    after: str = ""


class CategoryChanged(Fact):
    """A category was created, edited, moved or removed: every menu that names it is another."""

    source = "catalog"
    category: str


class ProductAvailabilityChanged(Fact):
    """What the catalogue shows of a SKU's stock is another: in_stock, low_stock, out_of_stock."""

    source = "catalog"
    product_id: str
    sku: str
    level: str


class SlugReleased(Fact):
    """Nothing redirects from this slug any more: another product may take it."""

    source = "catalog"
    slug: str


class SitePartPublished(Fact):
    """A publication of the whole site has come to `stage`, where `after` was done last.

    `run` names the publication; an older one ends when a newer has begun. `anew`: files are written
    though they do not differ.
    """

    source = "catalog"
    run: str
    stage: str
    after: str = ""
    anew: bool = False


class PictureReady(Fact):
    """A picture can be shown from now on, and stays as it is: `key` is what products name it by."""

    source = "catalog"
    key: str


class PictureRefused(Fact):
    """An upload is no picture that can be shown; `reason` is a code, `detail` a sentence."""

    source = "catalog"
    key: str
    reason: str
    detail: str


# ── cart ─────────────────────────────────────────────────────────────────────────────────────
class WishedForAgain(Fact):
    """What somebody wished for is to be had again, or for less: `kind` is back_in_stock or cheaper.

    Amounts of one unit in minor units of `currency`; `was` is what it cost when it was wished for,
    or when its wisher was told last, and None where that is not known.
    """

    source = "cart"
    account_id: str
    kind: str
    sku: str
    title: str
    slug: str
    amount: int
    was: int | None
    currency: str


# ── inventory ────────────────────────────────────────────────────────────────────────────────
class StockLevelChanged(Fact):
    """A SKU's availability is another: in_stock, low_stock, out_of_stock."""

    source = "inventory"
    sku: str
    level: str
    available: int


class StockRanLow(Fact):
    """What can be sold of a SKU fell to its reorder point or below."""

    source = "inventory"
    sku: str
    available: int
    reorder_point: int
    supplier: str = ""


class StockAdjusted(Fact):
    """Somebody counted, received or wrote off units; `delta` on hand, with the reason given."""

    source = "inventory"
    sku: str
    delta: int
    reason: str
    on_hand: int


# ── checkout ─────────────────────────────────────────────────────────────────────────────────
class CheckoutStarted(Fact):
    source = "checkout"
    order_id: str
    number: str
    cart_id: str
    total: int
    currency: str


class OrderPlaced(Fact):
    """The order is paid and its units are sold. Amounts in minor units of `currency`.

    `private` is whom it is for, sealed as shopkit/buyers.py says; empty for somebody erased.
    Version 1 had `email`, `name`, `address`, and the link that opens the order, in clear instead.
    """

    source = "checkout"
    version = 2
    order_id: str
    number: str
    cart_id: str
    private: Personal[str] = ""
    email: Personal[str] = ""
    name: Personal[str] = ""
    order_url: str = ""
    currency: str
    lines: list[Line]
    subtotal: int
    shipping: int
    shipping_name: str
    tax: int
    tax_included: bool
    total: int
    address: Personal[list[str]] = Field(default_factory=list)


class OrderExpired(Fact):
    """Nobody paid in time, and the units are free again."""

    source = "checkout"
    order_id: str
    number: str
    cart_id: str


class OrderCancelled(Fact):
    source = "checkout"
    order_id: str
    number: str
    reason: str


class OrderRefunded(Fact):
    """Money went back. `restock` are the units that go back on the shelf.

    `private`, and what version 1 had instead, as in OrderPlaced.
    """

    source = "checkout"
    version = 2
    order_id: str
    number: str
    refund_id: str
    private: Personal[str] = ""
    email: Personal[str] = ""
    name: Personal[str] = ""
    order_url: str = ""
    amount: int
    currency: str
    reason: str
    restock: list[Line] = Field(default_factory=list)


class RefundFailed(Fact):
    """A bank or Stripe refused a refund: the money is still the shop's to return."""

    source = "checkout"
    order_id: str
    number: str
    refund_id: str
    amount: int
    currency: str


class PaymentDisputed(Fact):
    source = "checkout"
    order_id: str
    number: str
    amount: int
    currency: str


class OrdersLetGo(Fact):
    """Orders of a person who is to be erased: `cancelled` now, with any money on its way back, and
    `kept`, since they are on their way or done.
    """

    source = "checkout"
    erasure_id: str
    cancelled: int
    kept: int


# ── marketing ────────────────────────────────────────────────────────────────────────────────
class MailSent(Fact):
    """A mail was handed to SES: what it was about, never to whom or what it said."""

    source = "marketing"
    mail_id: str
    kind: str
    about: str


# ── the shop's people ────────────────────────────────────────────────────────────────────────
class ChangedField(BaseModel):
    """One field that a staff write changed: its values as JSON, cut where they are long."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    field: str
    before: str
    after: str


class StaffActed(Fact):
    """One of the shop's people wrote something; told by the kit, whichever capability serves it.

    `staff` is an account's id (`by` is member), an API key's (key), or the beginning of the
    operator's key's fingerprint (operator). `before` and `asked` are JSON, without personal data;
    `changes_left_out` counts changes beyond those listed. `network` is where it came from.
    """

    source = "shopkit"
    capability: str
    staff: str
    by: str
    permission: str
    route: str
    target: str
    before: str = ""
    asked: str = ""
    changes: list[ChangedField] = Field(default_factory=list)
    changes_left_out: int = 0
    network: Personal[str] = ""
    request_id: str = ""


class StaffRightsChanged(Fact):
    """What these accounts may do as staff is less or other than before: their sessions end."""

    source = "accounts"
    account_ids: list[str]


class StaffInvited(Fact):
    """Somebody is asked to join the shop's people; `private` under the address's key."""

    source = "accounts"
    invitation_id: str
    private: Personal[str]
