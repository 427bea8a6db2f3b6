"""What accounts itself holds of a person, taken away: each step finds what an earlier try left."""

from datetime import datetime

from shopkit import table
from shopkit.fields import Fields
from shopkit.marshal import Item

from accounts import accounts_table
from accounts.privacy import exporting
from accounts.profile import address_consents_table
from accounts.signing_in import sessions
from accounts.staff import members

KEYS = Fields("pk", "sk")


def leave_staff(account_id: str, now: datetime) -> None:
    """A member of staff is none from now on; raises members.LastOwner for whom the shop needs."""
    if members.read(account_id) is not None:
        members.leave(account_id, now)


def end_sessions(account_id: str | None) -> None:
    if account_id is not None:
        sessions.end_all(account_id)


def forget(account_id: str | None, subjects: tuple[str, ...]) -> None:
    """Their copies, what their addresses agreed to, and all of the account: its address is free,
    and it goes last itself, since nobody can sign in to it while it stands there as closing.
    """
    for subject in subjects:
        exporting.forget(subject)
        address_consents_table.forget(subject)
    if account_id is None:
        return
    account = accounts_table.read(account_id)
    for former in account.former if account else ():
        _take_away(accounts_table.former_key(former.subject, account_id))
    for subject in subjects:
        _free_address(subject, account_id)
    items = table.query_all(
        accounts_table.accounts_table(), accounts_table.account_pk(account_id), fields=KEYS
    )
    for item in sorted(items, key=lambda one: bool(one["sk"] == "ACCOUNT")):
        _take_away({"pk": item["pk"], "sk": item["sk"]})


def _free_address(subject: str, account_id: str) -> None:
    gone = table.delete(
        accounts_table.accounts_table(),
        accounts_table.email_key(subject),
        only_if="attribute_not_exists(pk) OR account_id = :mine",
        condition="is_of_this_account",
        values={":mine": account_id},
    )
    try:
        table.write(gone)
    except table.Refused:
        # somebody else's by now: an address that was changed meanwhile
        return


def _take_away(key: Item) -> None:
    table.write(table.delete(accounts_table.accounts_table(), key))
