"""An order and the rules of its life: pure.

    pending_payment ──paid──▶ paid ▶ processing ▶ shipped ▶ delivered
        │   ▲                   └──cancelled (refunded)
        │   └── reopened, when a payment comes late and the units can be had again
        ├──▶ expired            nobody paid in time
        └──▶ cancelled          the buyer or the shop called it off

Amounts are minor units of the order's currency. `refundable` is what was paid and is not refunded
yet; a refund takes from it before any money moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shopkit import people
from shopkit.errors import Conflict
from shopkit.money import half_up
from shopkit.personal import Personal

PENDING, PAID, EXPIRED, CANCELLED = "pending_payment", "paid", "expired", "cancelled"
PROCESSING, SHIPPED, DELIVERED = "processing", "shipped", "delivered"

UNPAID, PARTIALLY_REFUNDED, REFUNDED, DISPUTED = (
    "unpaid",
    "partially_refunded",
    "refunded",
    "disputed",
)

#: Stripe takes an expiry 30 minutes to 24 hours away; two more for a slow call and skewed clocks.
PAY_WITHIN = timedelta(minutes=32)
#: The hold outlives the session, so that nobody pays for what is already let go.
HOLD_FOR = timedelta(minutes=36)


class NotInThisState(Conflict):
    code = "not_in_this_state"
    title = "The order's state does not admit this"


class NothingToRefund(Conflict):
    code = "nothing_to_refund"
    title = "More than what is left to refund"


@dataclass(frozen=True)
class OrderLine:
    """`total` is what the buyer pays, tax included; `returned` units and `refunded` went back."""

    line_id: str
    sku: str
    title: str
    quantity: int
    unit_amount: int
    tax_class: str
    rate: int
    total: int
    tax: int
    why: tuple[str, ...] = ()
    returned: int = 0
    refunded: int = 0


@dataclass(frozen=True)
class TaxPart:
    tax_class: str
    rate: int
    net: int
    tax: int


@dataclass(frozen=True)
class Order:
    id: str
    number: str
    status: str
    payment_status: str
    fulfilment_status: str
    cart_id: str
    currency: str
    lines: tuple[OrderLine, ...]
    subtotal: int
    shipping: int
    shipping_id: str
    shipping_name: str
    tax: int
    tax_included: bool
    total: int
    taxes: tuple[TaxPart, ...]
    #: where it goes, which its tax is reckoned by
    country: str
    #: whom it is for, sealed (shopkit/buyers.py); empty once they were erased
    private: Personal[str]
    created_at: datetime
    pay_by: datetime
    hold_until: datetime
    why: dict[str, str] = field(default_factory=dict)
    #: the version of the text about letters that the buyer ticked at `created_at`; "": they did not
    marketing_text: str = ""
    session_id: str | None = None
    payment_url: str | None = None
    payment_intent: str | None = None
    paid_at: datetime | None = None
    refundable: int = 0
    #: ended, and units of its hold may not be free yet: what is large is freed in several steps
    unfreed: bool = False
    version: int = 1

    @property
    def subject(self) -> str:
        """Whose data `private` holds: an account, or whoever has an address; "" for nobody."""
        return people.subject_of(self.private) if self.private else ""

    @property
    def account_id(self) -> str | None:
        """Who ordered it signed in; None for a guest's."""
        return self.subject if self.subject.startswith("acc_") else None


@dataclass(frozen=True)
class LineRefund:
    """`quantity` units of a line go back for `amount` minor units."""

    line_id: str
    sku: str
    quantity: int
    amount: int


def units_by_sku(order: Order) -> dict[str, int]:
    units: dict[str, int] = {}
    for line in order.lines:
        units[line.sku] = units.get(line.sku, 0) + line.quantity
    return units


def refund_of_units(line: OrderLine, quantity: int) -> int:
    """What `quantity` more units of a line are worth; all of them together are exactly its total.

    The worth of the first n units is the total's n-th part rounded half up, so the pennies that do
    not divide fall where the units fall. Raises NothingToRefund for more units than are left.
    """
    if quantity > line.quantity - line.returned:
        left = line.quantity - line.returned
        raise NothingToRefund(f"{left} of {line.sku} are left to send back")
    before = half_up(line.total * line.returned, line.quantity)
    after = half_up(line.total * (line.returned + quantity), line.quantity)
    return max(0, min(after - before, line.total - line.refunded))


def with_refund(order: Order, lines: Sequence[LineRefund], amount: int) -> Order:
    """The order once `amount` is set aside for a refund. Raises NothingToRefund."""
    if amount < 1 or amount > order.refundable:
        raise NothingToRefund(f"{order.refundable} {order.currency} are left to refund")
    return _moved(order, lines, amount, 1)


def without_refund(
    order: Order, lines: Sequence[LineRefund], amount: int, *, units_are_back: bool
) -> Order:
    """The order once a refund has failed: as before, but for units on the shelf again."""
    if units_are_back:
        lines = [replace(part, quantity=0) for part in lines]
    return _moved(order, lines, amount, -1)


def as_paid(order: Order) -> Order:
    """A cancelled order whose money could not go back: it is the buyer's again, or to be tried."""
    return replace(order, status=PAID)


def _moved(order: Order, parts: Sequence[LineRefund], amount: int, sign: int) -> Order:
    by_line = {part.line_id: part for part in parts}
    changed = []
    for line in order.lines:
        part = by_line.get(line.line_id)
        changed.append(
            line
            if part is None
            else replace(
                line,
                returned=line.returned + sign * part.quantity,
                refunded=line.refunded + sign * part.amount,
            )
        )
    return replace(order, lines=tuple(changed), refundable=order.refundable - sign * amount)


def payment_status(order: Order) -> str:
    """What `refundable` says of a paid order; a dispute stays one until it is decided."""
    if order.payment_status in {DISPUTED, UNPAID}:
        return order.payment_status
    if order.refundable == 0:
        return REFUNDED
    return PAID if order.refundable == order.total else PARTIALLY_REFUNDED
