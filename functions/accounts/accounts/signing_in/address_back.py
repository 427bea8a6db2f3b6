"""Taking a change of address back, by the link in the letter to the former address.

While it waits, the change is called off. Within `recovery_days` after it was made, the former
address is the account's again. Either way everybody is signed out, and what a thief would have
added since a day before it was asked for is gone; what is older stays (email_change.py says why).
An account that is being erased keeps the address that its erasure frees.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from shopkit import clock
from shopkit.errors import NotFound
from shopkit.table import Refused, Write

from accounts import accounts_table
from accounts.signing_in import passkeys_table, security_table, sessions, stopping, telling
from accounts.signing_in.email_change import CHANGED, conflict, former_or_new
from accounts.signing_in.entering import require_open, told_to
from accounts.signing_in.security_table import Security

#: What was added so long before a change was asked for is taken for the thief's, if it is stopped.
SUSPECT = timedelta(days=1)


def stop(account_id: str, token: str, now: datetime) -> None:
    """End a change that waits, or take one back; raises NotFound, AddressTaken, AccountClosing."""
    holder = security_table.holder(account_id)
    if holder is None:
        raise NotFound("There is nothing to stop any more")
    require_open(holder)
    passkeys = passkeys_table.list_passkeys(account_id)

    def decide(security: Security) -> tuple[Security, list[Write], None]:
        change = security.address_change
        is_over = change is None or (
            change["state"] == CHANGED and clock.text(now) >= change["until"]
        )
        if change is None or is_over or not stopping.is_right(change["stop"], token):
            raise NotFound("There is nothing to stop any more")
        after, ended = sessions.without_all(security)
        since = clock.text(clock.parse(change["asked_at"]) - SUSPECT)
        after = replace(_without_added(after, since), address_change=None)
        removed = [
            passkeys_table.removed(account_id, passkey.id)
            for passkey in passkeys
            if clock.text(passkey.created_at) >= since
        ]
        writes = [*ended, *removed]
        person = told_to(holder)
        if change["state"] == CHANGED:
            former = accounts_table.opened(holder.account, holder.keys)
            person = person | {"email": former_or_new(holder, change)}
            _, back = accounts_table.readdressed(
                holder.account,
                replace(former, email=person["email"]),
                holder.key,
                change["subject"],
                now,
                taken_back=True,
            )
            writes += [*back, telling.email_changed(account_id, now)]
        told = telling.security_changed(holder.key, "email_change_stopped", person, now)
        return after, [*writes, told], None

    try:
        security_table.change(account_id, decide)
    except Refused as refused:
        raise conflict(refused) from refused


def _without_added(security: Security, since: str) -> Security:
    after = security
    if security.password_at is not None and security.password_at >= since:
        after = replace(after, password=None, password_at=None)
    if security.totp_at is not None and security.totp_at >= since:
        after = replace(after, totp=None, totp_at=None, recovery_codes=())
    return after
