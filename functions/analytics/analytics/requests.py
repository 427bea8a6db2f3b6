"""What browsers tell of a visit: a few kinds of events, each with its own few fields.

Nothing here says who it is. `visit` is drawn by the browser for one window and forgotten with it,
an address and a browser's name are never stored, and a path comes without its query, which may hold
what opens an order.
"""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints
from shopkit.models import Amount, Currency, Line, Quantity, Request, Sku

#: As many as a page sends at once, and one batch of a browser that was offline.
MAX_EVENTS = 50
MAX_BYTES = 64_000

RandomId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Path = Annotated[str, StringConstraints(pattern=r"^/[A-Za-z0-9._~%!$&'()*+,;=:@/-]{0,299}$")]
ProductId = Annotated[str, StringConstraints(pattern=r"^prd_[0-9A-Z]{26}$")]
OrderId = Annotated[str, StringConstraints(pattern=r"^ord_[0-9A-Z]{26}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{1,20}$")]
Query = Annotated[Line, StringConstraints(max_length=100)]

#: An e-mail address, a telephone number: what people put into a search box by mistake.
_PERSONAL = re.compile(r"@|(?:\d[ ()+-]*){9}")


class Value(Request):
    amount: Amount
    currency: Currency


class Seen(Request):
    """`id` is the event's own, so that what comes twice is stored once."""

    id: RandomId
    at: AwareDatetime
    path: Path
    visit: RandomId


class PageView(Seen):
    type: Literal["page_view"]


class ProductView(Seen):
    type: Literal["product_view"]
    product_id: ProductId
    sku: Sku | None = None


class Search(Seen):
    """`results`: how many there were."""

    type: Literal["search"]
    query: Query
    results: Annotated[int, Field(ge=0, le=1_000_000)]


class AddToCart(Seen):
    type: Literal["add_to_cart"]
    sku: Sku
    quantity: Quantity
    product_id: ProductId | None = None
    value: Value | None = None


class CheckoutStep(Seen):
    type: Literal["checkout_step"]
    step: Literal["cart", "details", "delivery", "payment"]


class Purchase(Seen):
    type: Literal["purchase"]
    order_id: OrderId
    value: Value


Event = PageView | ProductView | Search | AddToCart | CheckoutStep | Purchase


class Consent(Request):
    """When the visitor said yes, and to which text."""

    at: AwareDatetime
    text_version: Version


class Batch(Request):
    events: Annotated[
        list[Annotated[Event, Field(discriminator="type")]],
        Field(min_length=1, max_length=MAX_EVENTS),
    ]
    consent: Consent

    def times(self) -> list[tuple[str, datetime]]:
        """Every time of the batch by its JSON pointer."""
        of_events = [(f"/events/{n}/at", event.at) for n, event in enumerate(self.events)]
        return [*of_events, ("/consent/at", self.consent.at)]


def without_people(query: str) -> str:
    """What was searched for, or nothing when it may be somebody's address or number."""
    return "" if _PERSONAL.search(query) else query
