"""What cart tells."""

from shopkit.events.fact import Fact


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
