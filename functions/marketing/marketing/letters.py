"""What a letter says: from a fact to the words and amounts that its template lays out.

Every text that a person typed is brought to one line here, once: a name with a line break could
otherwise begin a header, or a line of the plain text that the shop never wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shopkit.events import Fact, OrderPlaced, OrderRefunded
from shopkit.money import Money

from marketing.amounts import shown

CONFIRMATION, REFUND = "order_confirmation", "refund"

#: Why checkout refunds an order that was paid when the last unit was gone.
SOLD_OUT = "sold_out"


@dataclass(frozen=True)
class Letter:
    """`kind` names the templates, `about` the order or refund; `words` fill the templates."""

    kind: str
    about: str
    to: str
    subject: str
    words: Mapping[str, object]


def one_line(text: str) -> str:
    """The text with every run of white space and unprintable characters as one space."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def about(fact: Fact) -> tuple[str, str]:
    """(kind, what it is about) of the letter that the fact calls for."""
    match fact:
        case OrderPlaced():
            return CONFIRMATION, fact.order_id
        case OrderRefunded():
            return REFUND, fact.refund_id
    raise TypeError(f"no letter is written about {type(fact).__name__}")


def write(fact: Fact, shop_name: str) -> Letter:
    """The letter about the fact, signed by the shop."""
    match fact:
        case OrderPlaced():
            return _confirmation(fact, one_line(shop_name))
        case OrderRefunded():
            return _refund(fact, one_line(shop_name))
    raise TypeError(f"no letter is written about {type(fact).__name__}")


def _confirmation(fact: OrderPlaced, shop_name: str) -> Letter:
    def money(amount: int) -> str:
        return shown(Money(amount, fact.currency))

    words = {
        "shop_name": shop_name,
        "name": one_line(fact.name),
        "number": fact.number,
        "order_url": fact.order_url,
        "lines": [
            {
                "title": one_line(line.title),
                "quantity": line.quantity,
                "each": money(line.unit_amount),
                "total": money(line.total),
            }
            for line in fact.lines
        ],
        "subtotal": money(fact.subtotal),
        "shipping": money(fact.shipping) if fact.shipping else "Free",
        "shipping_name": one_line(fact.shipping_name),
        "tax": money(fact.tax),
        "tax_included": fact.tax_included,
        "total": money(fact.total),
        "address": [one_line(line) for line in fact.address if one_line(line)],
    }
    subject = f"Your order {fact.number} at {shop_name}"
    return Letter(CONFIRMATION, fact.order_id, fact.email, subject, words)


def _refund(fact: OrderRefunded, shop_name: str) -> Letter:
    amount = shown(Money(fact.amount, fact.currency))
    words = {
        "shop_name": shop_name,
        "name": one_line(fact.name),
        "number": fact.number,
        "order_url": fact.order_url,
        "amount": amount,
        "sold_out": fact.reason == SOLD_OUT,
    }
    if fact.reason == SOLD_OUT:
        subject = f"We are sorry: your order {fact.number} sold out"
    else:
        subject = f"We have refunded {amount} for your order {fact.number}"
    return Letter(REFUND, fact.refund_id, fact.email, subject, words)
