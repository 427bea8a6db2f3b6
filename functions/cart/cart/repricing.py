"""What the catalogue changed, in the carts that hold it.

The fact is a trigger, never the truth: the offer is read again, so facts may come twice, late and
in any order. A line is written only as it was seen; one that changed meanwhile is looked at anew.
A batch that runs out of time comes again and passes over what it has done at the price of a read.
A line that is put into a cart while its price changes can miss the change; checkout prices from
the offers and asks the shopper again when the total differs.
"""

from shopkit import offers
from shopkit.events import OfferWithdrawn, PriceChanged
from shopkit.marshal import Item
from shopkit.offers import Offer
from shopkit.table import Refused

from cart import carts_table, lines

#: How often a line is looked at anew before the fact is left to come again.
TRIES = 8


class LineKeepsChanging(Exception):
    """Others write this line faster than it is repriced: the fact comes again."""


def reprice(fact: PriceChanged | OfferWithdrawn) -> None:
    """Bring every line that holds the SKU to what its offer says now."""
    start: Item | None = None
    while True:
        page = carts_table.list_lines_with_sku(fact.sku, start)
        if page.items:
            offer = offers.read([fact.sku]).get(fact.sku)
            for item in page.items:
                _reprice_line(item, offer)
        if page.next_key is None:
            return
        start = page.next_key


def _reprice_line(item: Item, offer: Offer | None) -> None:
    cart_id, currency = carts_table.cart_id_of(item), item["currency"]
    for _ in range(TRIES):
        seen = carts_table.line_of(item)
        after = lines.reprice(seen, currency, offer)
        if after == seen:
            return
        try:
            carts_table.give_price(cart_id, seen, after)
        except Refused as refused:
            if "cart_is_open" in refused.failed:
                if refused.failed["cart_is_open"] is None:
                    # its cart expired a moment ago, and left this line behind
                    carts_table.forget_line(cart_id, seen.line_id)
                return
            stands = refused.failed["line_is_as_seen"]
            if stands is None:
                return
            item, offer = stands, offers.read([seen.sku]).get(seen.sku)
        else:
            return
    raise LineKeepsChanging(item["line_id"])
