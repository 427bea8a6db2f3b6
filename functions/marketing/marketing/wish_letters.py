"""The letter about a thing on somebody's list that can be had again, or for less."""

from shopkit.events import WishedForAgain
from shopkit.money import Money

from marketing.amounts import shown
from marketing.readers import Reader
from marketing.words import Shop, Words, one_line

CHEAPER = "cheaper"


def wished_for_again(fact: WishedForAgain, reader: Reader, shop: Shop) -> Words:
    title = one_line(fact.title)
    amount = shown(Money(fact.amount, fact.currency))
    words = {
        "name": one_line(reader.name),
        "title": title,
        "amount": amount,
        "was": shown(Money(fact.was, fact.currency)) if fact.was is not None else "",
        "cheaper": fact.kind == CHEAPER,
        "product_url": f"{shop.url}/products/{fact.slug}/",
    }
    if fact.kind == CHEAPER:
        return Words(f"{title} is {amount} now", words)
    return Words(f"{title} is back", words)
