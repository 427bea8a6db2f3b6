"""What ends with somebody's rights: their sessions, and the API keys that go beyond what is left.

Both may be done any number of times.
"""

from datetime import datetime

from shopkit import clock
from shopkit.events import StaffRightsChanged
from shopkit.permissions import covers

from accounts import accounts_table
from accounts.staff import keys_table


def heard(fact: StaffRightsChanged) -> None:
    """Once more, for a process that died between the change and its consequences."""
    for account_id in fact.account_ids:
        end(account_id, clock.now())


def end(account_id: str, now: datetime) -> None:
    # here: signing in reads members, whose changes end here
    from accounts.signing_in import sessions
    from accounts.staff import members

    if accounts_table.read(account_id) is not None:
        sessions.end_all(account_id)
    member = members.read(account_id)
    left = member.permissions if member else frozenset[str]()
    for key in keys_table.list_of_maker(account_id):
        if key.revoked_at is None and not covers(left, key.permissions):
            keys_table.revoke(key, now)
