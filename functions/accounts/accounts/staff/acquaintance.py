"""Who the accounts behind ids are: names and addresses for lists that staff see, in one call."""

from collections.abc import Iterable

from shopkit import people, table

from accounts import accounts_table
from accounts.accounts_table import Account, Person


def of(account_ids: Iterable[str]) -> dict[str, tuple[Account, Person | None]]:
    """Those that exist; the person is None once it was erased."""
    wanted = list(dict.fromkeys(account_ids))
    if not wanted:
        return {}
    own, keys = accounts_table.accounts_table(), people.table_name()
    found = table.get_many(
        {
            own: [accounts_table.account_key(account_id) for account_id in wanted],
            keys: people.read_request(wanted),
        },
        fields={keys: people.FIELDS},
    )
    opened = people.of_items(found[keys])
    known = (accounts_table.of_item(item) for item in found[own])
    return {account.id: (account, _person(account, opened)) for account in known}


def _person(account: Account, keys: dict[str, people.Key]) -> Person | None:
    try:
        return accounts_table.opened(account, keys)
    except people.Erased:
        return None
