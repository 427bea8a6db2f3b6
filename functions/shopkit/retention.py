"""How long what is personal is kept: periods in days, settings of the shop.

| variable | what ends | days |
|---|---|---|
| BARROW_KEEP_UNPAID_ORDERS | whose an order was that nobody paid | 90 |
| BARROW_KEEP_PAID_ORDERS | whose a paid order was | 2557 |
| BARROW_KEEP_MAILS | the list of mails that were sent | 90 |
| BARROW_KEEP_INACTIVE_ACCOUNTS | an account that nobody signed in to | 1095 |
| BARROW_KEEP_NOTICE | that account, after a letter that says so | 30 |
| BARROW_KEEP_EXPORTS | a copy that a person asked for | 7 |
| BARROW_KEEP_ERASURES | the record that somebody was erased | 1095 |
| BARROW_KEEP_EVENTS | what a visit was seen to do | 395 |
| BARROW_KEEP_CONSENTS | whether an address without account wants letters, and whose it was | 1095 |
| BARROW_KEEP_ADDRESS_KEYS | the key of an address, unused, that nothing stands under | 30 |

Why so long, and by what law, stands in docs/privacy.md. Sessions end by periods of their own
(shopkit/sessions.py). With a period of no days, or of more than a century, no function starts:
rather than drop what the law wants kept, or keep what it does not.
"""

import os
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import lru_cache

_SHORTEST, _LONGEST = 1, 36_525
#: The bucket of exports forgets what is older (infra/foundation.yaml).
LONGEST_EXPORT = 7
#: A fact waits for a fortnight at most in a queue or among its dead letters.
SHORTEST_ADDRESS_KEY = 15


@dataclass(frozen=True)
class Periods:
    """In days."""

    unpaid_orders: int = 90
    paid_orders: int = 2557
    mails: int = 90
    inactive_accounts: int = 1095
    notice: int = 30
    exports: int = 7
    erasures: int = 1095
    events: int = 395
    consents: int = 1095
    address_keys: int = 30

    def __post_init__(self) -> None:
        for field in fields(self):
            days = getattr(self, field.name)
            longest = LONGEST_EXPORT if field.name == "exports" else _LONGEST
            shortest = SHORTEST_ADDRESS_KEY if field.name == "address_keys" else _SHORTEST
            if not shortest <= days <= longest:
                raise ValueError(f"{variable(field.name)} is {shortest} to {longest} days")
        if self.notice >= self.inactive_accounts:
            raise ValueError("BARROW_KEEP_NOTICE is shorter than BARROW_KEEP_INACTIVE_ACCOUNTS")

    def of(self, name: str) -> timedelta:
        days: int = getattr(self, name)
        return timedelta(days=days)


def variable(name: str) -> str:
    return f"BARROW_KEEP_{name.upper()}"


@lru_cache(maxsize=1)
def periods() -> Periods:
    """As the environment sets them; raises ValueError for what is no such number of days."""
    given = {field.name: os.environ.get(variable(field.name)) for field in fields(Periods)}
    return Periods(**{name: int(text) for name, text in given.items() if text})


def forget() -> None:
    """Read them anew: for a process that changes its own environment."""
    periods.cache_clear()
