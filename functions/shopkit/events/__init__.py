"""The facts of the shop: what happened, in the past tense, one frozen class each.

A fact's class name is its type on the bus, `source` the capability that tells it, `version` its
shape: a consumer reads version n and n-1, so a field is added with a default and never renamed.
Rules, publisher, consumers and docs/events.md all derive from these classes. A module for each
capability that tells some; accounts has three. All are asked for here, since a queue's consumer
knows a fact by its name alone, and only once its class is there.
"""

from shopkit.events.accounts import AccountOpened, EmailChanged, SecurityChanged, SignInCodeIssued
from shopkit.events.cart import WishedForAgain
from shopkit.events.catalog import (
    CategoryChanged,
    CategoryMoved,
    OfferWithdrawn,
    PictureReady,
    PictureRefused,
    PriceChanged,
    ProductAvailabilityChanged,
    ProductChanged,
    SitePartPublished,
    SlugReleased,
)
from shopkit.events.checkout import (
    CheckoutStarted,
    MarketingAgreed,
    OrderCancelled,
    OrderExpired,
    OrderPlaced,
    OrderRefunded,
    OrdersLetGo,
    PaymentDisputed,
    RefundFailed,
)
from shopkit.events.fact import Fact, Line
from shopkit.events.inventory import StockAdjusted, StockLevelChanged, StockRanLow
from shopkit.events.marketing import MailSent
from shopkit.events.privacy import (
    AccountLapsing,
    ConsentsChanged,
    DataExported,
    ErasureAsked,
    ErasureConfirmed,
    ExportAsked,
    PersonErased,
)
from shopkit.events.staff import ChangedField, StaffActed, StaffInvited, StaffRightsChanged

__all__ = [
    "AccountLapsing",
    "AccountOpened",
    "CategoryChanged",
    "CategoryMoved",
    "ChangedField",
    "CheckoutStarted",
    "ConsentsChanged",
    "DataExported",
    "EmailChanged",
    "ErasureAsked",
    "ErasureConfirmed",
    "ExportAsked",
    "Fact",
    "Line",
    "MailSent",
    "MarketingAgreed",
    "OfferWithdrawn",
    "OrderCancelled",
    "OrderExpired",
    "OrderPlaced",
    "OrderRefunded",
    "OrdersLetGo",
    "PaymentDisputed",
    "PersonErased",
    "PictureReady",
    "PictureRefused",
    "PriceChanged",
    "ProductAvailabilityChanged",
    "ProductChanged",
    "RefundFailed",
    "SecurityChanged",
    "SignInCodeIssued",
    "SitePartPublished",
    "SlugReleased",
    "StaffActed",
    "StaffInvited",
    "StaffRightsChanged",
    "StockAdjusted",
    "StockLevelChanged",
    "StockRanLow",
    "WishedForAgain",
]
