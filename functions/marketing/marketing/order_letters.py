"""Letters about orders: that it is paid, and that money goes back."""

from shopkit.events import OrderPlaced, OrderRefunded
from shopkit.money import Money

from marketing.amounts import shown
from marketing.readers import Reader
from marketing.words import Shop, Words, one_line

#: Why checkout refunds an order that was paid when the last unit was gone.
SOLD_OUT = "sold_out"


def confirmation(fact: OrderPlaced, reader: Reader, shop: Shop) -> Words:
    def money(amount: int) -> str:
        return shown(Money(amount, fact.currency))

    words = {
        "name": one_line(reader.name),
        "number": fact.number,
        "order_url": reader.private["order_url"],
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
        "address": [one_line(line) for line in reader.private["address"] if one_line(line)],
        "take_back_url": reader.private.get("take_back_url", ""),
    }
    return Words(f"Your order {fact.number} at {one_line(shop.name)}", words)


def refund(fact: OrderRefunded, reader: Reader) -> Words:
    amount = shown(Money(fact.amount, fact.currency))
    words = {
        "name": one_line(reader.name),
        "number": fact.number,
        "order_url": reader.private["order_url"],
        "amount": amount,
        "sold_out": fact.reason == SOLD_OUT,
    }
    if fact.reason == SOLD_OUT:
        return Words(f"We are sorry: your order {fact.number} sold out", words)
    return Words(f"We have refunded {amount} for your order {fact.number}", words)
