"""Customers as staff look them up: by address or id, one by one; there is no list of all."""

from datetime import datetime

from shopkit import people
from shopkit.errors import NotFound

from accounts import accounts_table
from accounts.signing_in import sessions
from accounts.staff import acquaintance, members_table
from accounts.staff.answers import CustomerView


def with_address(email: str, now: datetime) -> list[CustomerView]:
    account_id = accounts_table.of_address(people.address_subject(email))
    return [read(account_id, now)] if account_id else []


def read(account_id: str, now: datetime) -> CustomerView:
    """Raises NotFound."""
    found = acquaintance.of([account_id]).get(account_id)
    if found is None:
        raise NotFound("There is no such customer")
    open_sessions = len(sessions.of_account(account_id, now))
    is_staff = members_table.read(account_id) is not None
    return CustomerView.of(*found, open_sessions, staff=is_staff)


def end_sessions(account_id: str) -> None:
    """Raises NotFound."""
    if accounts_table.read(account_id) is None:
        raise NotFound("There is no such customer")
    sessions.end_all(account_id)
