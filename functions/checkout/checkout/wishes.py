"""What a buyer asks for, what was agreed on, and the order that comes of it: pure."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from shopkit import buyers, ids, people
from shopkit.buyers import Buyer
from shopkit.carts import Cart, Opener
from shopkit.errors import Conflict
from shopkit.money import Money
from shopkit.people import Key
from shopkit.pricing import Totals

from checkout import orders, orders_table
from checkout.baskets import Delivery
from checkout.orders import HOLD_FOR, PAY_WITHIN, Order, OrderLine, TaxPart

#: An item takes 400 KB, a fact on the bus 256 KB; OrderPlaced is a good four fifths of its order.
MAX_BYTES = 260_000


@dataclass
class TotalChanged(Conflict):
    code = "total_changed"
    title = "The total is another now"
    totals: dict[str, Any] = field(default_factory=dict)

    @property
    def extra(self) -> dict[str, Any]:
        return {"totals": self.totals}


class OrderTooLarge(Conflict):
    code = "order_too_large"
    title = "This is more than one order can hold"


@dataclass(frozen=True)
class Wish:
    """What the buyer asked for: whose cart, where to, which delivery, for how much.

    Who asks signed in orders for their account. `marketing_text` is the version of the text about
    letters that they ticked (shopkit/consent_texts.py), "" where they did not. `without_script`:
    who comes back from the payment page can only be shown a page that is whole.
    """

    cart_id: str
    opener: Opener
    buyer: Buyer
    shipping_option: str
    expected_total: Money
    marketing_text: str
    key_hash: str | None
    without_script: bool = False

    @property
    def address_subject(self) -> str:
        """Whoever has the e-mail address."""
        return people.address_subject(self.buyer.email)

    @property
    def subject(self) -> str:
        """Whose the order's personal data are."""
        return self.opener.account_id or self.address_subject


def agree(totals: Totals, expected: Money) -> None:
    if Money(totals.total, totals.currency) != expected:
        detail = f"It is {Money(totals.total, totals.currency)}, not {expected}"
        raise TotalChanged(detail, totals_shown(totals))


def totals_shown(totals: Totals) -> dict[str, Any]:
    """The totals as a problem or an answer shows them: Money objects, and why."""

    def money(amount: int) -> dict[str, Any]:
        return {"amount": amount, "currency": totals.currency}

    return {
        "subtotal": money(totals.subtotal),
        "discounts": [],
        "shipping": money(totals.shipping),
        "tax": money(totals.tax),
        "tax_included": totals.tax_included,
        "total": money(totals.total),
        "why": totals.why,
    }


def order_of(wish: Wish, cart: Cart, delivery: Delivery, key: Key, now: datetime) -> Order:
    """The order, its buyer sealed under `key`. Raises OrderTooLarge."""
    totals = delivery.totals
    order_id = ids.new_id("ord", now)
    lines = tuple(
        OrderLine(
            line_id=line.line_id,
            sku=line.sku,
            title=line.title,
            quantity=line.quantity,
            unit_amount=line.unit_amount,
            tax_class=line.tax_class,
            rate=line.rate,
            total=line.total + (0 if totals.tax_included else line.tax),
            tax=line.tax,
            why=line.why,
        )
        for line in totals.lines
    )
    order = Order(
        id=order_id,
        number="",
        status=orders.PENDING,
        payment_status=orders.UNPAID,
        fulfilment_status="unfulfilled",
        cart_id=cart.id,
        currency=totals.currency,
        lines=lines,
        subtotal=totals.subtotal,
        shipping=totals.shipping,
        shipping_id=delivery.option.id,
        shipping_name=delivery.option.name,
        tax=totals.tax,
        tax_included=totals.tax_included,
        total=totals.total,
        taxes=tuple(TaxPart(**asdict(part)) for part in totals.taxes),
        why=totals.why,
        country=wish.buyer.shipping_address.country,
        private=buyers.seal(key, order_id, wish.buyer),
        created_at=now,
        pay_by=now + PAY_WITHIN,
        hold_until=now + HOLD_FOR,
        marketing_text=wish.marketing_text,
    )
    if len(orders_table.written(order)) > MAX_BYTES:
        raise OrderTooLarge("Take some of it out of the cart, and order that apart")
    return order
