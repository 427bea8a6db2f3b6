"""Contract: what people have agreed to, for marketing and analytics.

    table accounts   pk = ACCOUNT#<id>   sk = CONSENTS   an account's three answers
                     pk = EMAIL#<eml…>   sk = CONSENTS   of an address without account: `marketing`

| pattern | key | units |
|---|---|---|
| what an account's holder agreed to | GetItem, projected, consistent | 1 read |
| whether somebody wants letters | GetItem, projected, consistent | 1 read |

The answers stand in clear: neither an account's id nor an address's subject (people.py) says of
anybody who they are. An answer that nobody has given is null. Nobody is asked by silence: who was
never asked has agreed to nothing (GDPR, Art. 4 No. 11), and has not objected to a sale or sharing
either, which is theirs to say (CCPA, Cal. Civ. Code §1798.120).
"""

from dataclasses import dataclass
from datetime import datetime

from shopkit import table
from shopkit.fields import Fields
from shopkit.settings import settings

#: What others may read of an account's record, and of an address's.
FIELDS = Fields("marketing", "analytics", "do_not_sell")
ADDRESS_FIELDS = Fields("marketing", "expires_at")


@dataclass(frozen=True)
class Consents:
    """`marketing`: letters that nobody asked for. `analytics`: what is looked at may be counted
    with what was bought; None where they have not said, which is no refusal either. `do_not_sell`:
    nothing of theirs is sold or shared.
    """

    marketing: bool = False
    analytics: bool | None = None
    do_not_sell: bool = False


def read(account_id: str) -> Consents:
    item = table.get(settings().table("accounts"), _place("ACCOUNT", account_id), fields=FIELDS)
    if item is None:
        return Consents()
    return Consents(bool(item["marketing"]), item["analytics"], bool(item["do_not_sell"]))


def wants_letters(subject: str, now: datetime) -> bool:
    """Whether letters that nobody asked for may go to `subject`: an account, or an address.

    The one question before each such letter. An address that has an account is written to as the
    account alone: what its owner has said there is what counts.
    """
    if subject.startswith("acc_"):
        return read(subject).marketing
    place = _place("EMAIL", subject)
    item = table.get(settings().table("accounts"), place, fields=ADDRESS_FIELDS)
    # the table's own clean-up comes up to two days late
    return bool(item and item["marketing"] and now.timestamp() < item["expires_at"])


def _place(kind: str, subject: str) -> dict[str, str]:
    return {"pk": f"{kind}#{subject}", "sk": "CONSENTS"}
