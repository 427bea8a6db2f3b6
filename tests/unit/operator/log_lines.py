"""Lines of an order log, as short as a test needs them."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

from barrow.order_log.classes import Account
from barrow.order_log.lines import LogLine
from barrow.order_log.planning import Plan, plan

_numbers = count(2)


def line(
    invoice: str = "536365",
    code: str = "85123A",
    quantity: int = 6,
    price: str = "2.55",
    *,
    at: str = "2010-12-01T08:26",
    description: str = "WHITE HANGING HEART T-LIGHT HOLDER",
    customer: str = "17850",
    country: str = "United Kingdom",
) -> LogLine:
    return LogLine(
        number=next(_numbers),
        invoice=invoice,
        code=code,
        description=description,
        quantity=quantity,
        at=datetime.fromisoformat(at).replace(tzinfo=UTC),
        price=Decimal(price),
        customer=customer,
        country=country,
    )


def planned(*lines: LogLine, limit: int | None = None) -> Plan:
    """The plan of the lines, every one of which is accounted for."""
    made = plan(lines, limit)
    assert made.account.unaccounted == 0
    return made


def met(account: Account) -> dict[str, tuple[int, int, int]]:
    """(lines, units, pence) of each set-aside class, by name."""
    return {
        class_.name: (found.lines, found.units, found.amount)
        for class_, found in account.set_aside.items()
    }


def noticed(account: Account) -> dict[str, int]:
    return {class_.name: found.lines for class_, found in account.noticed.items()}
