"""Contract: how an account's holder is written to, for marketing.

    table accounts   pk = ACCOUNT#<id>   sk = ACCOUNT      state, and `private`: sealed, accounts'

| pattern | key | units |
|---|---|---|
| whom to write to | GetItem, projected, consistent; then the person's key | 2 reads, 2 calls |

A fact about somebody with an account names the account alone. The address is read when the letter
is written, so that it goes to the address of that moment, and to nobody once the person is erased.
"""

from dataclasses import dataclass

from shopkit import people, table
from shopkit.fields import Fields
from shopkit.personal import Personal
from shopkit.settings import settings

#: What marketing may read of an account.
FIELDS = Fields("state", "private")


@dataclass(frozen=True)
class Contact:
    """`name` is "" when it is not known, `language` "" when the shop's own is meant.
    `closing`: they asked to be erased, and get what they must have, but no advertising.
    """

    email: Personal[str]
    name: Personal[str]
    language: Personal[str]
    closing: bool = False


def read(account_id: str) -> Contact | None:
    """Where letters to the account go; None when it is gone, or its holder was erased.

    An account that is closing still gets its last letters.
    """
    key = {"pk": f"ACCOUNT#{account_id}", "sk": "ACCOUNT"}
    item = table.get(settings().table("accounts"), key, fields=FIELDS)
    if item is None:
        return None
    try:
        private = people.open_(item["private"], f"account:{account_id}")
    except people.Erased:
        return None
    closing = item["state"] == "closing"
    return Contact(private["email"], private["name"], private["language"], closing)
