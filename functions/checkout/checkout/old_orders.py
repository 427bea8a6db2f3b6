"""Orders from before personal data were sealed: brought into today's shape as they are read.

They name the buyer in clear: `email` and both addresses stand in the order itself. Read, they are
sealed under the key of whoever has the address, so that the rest of the shop knows one shape; the
next write of the order keeps it so.
"""

from typing import Any

from shopkit import buyers, clock, people
from shopkit.buyers import Address, Buyer

_IN_CLEAR = ("email", "shipping_address", "billing_address")


def sealed(values: dict[str, Any], order_id: str) -> dict[str, Any]:
    """The fields of an order as they are today."""
    email, shipping, billing = (values[name] for name in _IN_CLEAR)
    buyer = Buyer(email, Address(**shipping), Address(**billing))
    # not when it was ordered: what is sealed here and kept later is to stand from now on
    key = people.key_for(people.address_subject(email), clock.now())
    kept = {name: value for name, value in values.items() if name not in _IN_CLEAR}
    return kept | {
        "country": buyer.shipping_address.country,
        "private": buyers.seal(key, order_id, buyer),
    }
