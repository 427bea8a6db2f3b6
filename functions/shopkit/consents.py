"""Contract: what an account's holder has agreed to, for marketing and analytics.

    table accounts   pk = ACCOUNT#<id>   sk = CONSENTS      the three answers, and accounts' record

| pattern | key | units |
|---|---|---|
| what somebody agreed to | GetItem, projected, consistent | 1 read |

The answers stand in clear: without the person's key an account's id says of nobody who they are.
Nobody is asked by silence: who was never asked has agreed to nothing (GDPR, Art. 4 No. 11), and has
not objected to a sale or sharing either, which is theirs to say (CCPA, Cal. Civ. Code §1798.120).
"""

from dataclasses import dataclass

from shopkit import table
from shopkit.fields import Fields
from shopkit.settings import settings

#: What others may read of the record.
FIELDS = Fields("marketing", "analytics", "do_not_sell")


@dataclass(frozen=True)
class Consents:
    """`marketing`: letters that nobody asked for. `analytics`: what is looked at may be counted
    with what was bought. `do_not_sell`: nothing of theirs is sold or shared. `asked`: they have
    answered; where not, no answer is a refusal either.
    """

    marketing: bool = False
    analytics: bool = False
    do_not_sell: bool = False
    asked: bool = False


def read(account_id: str) -> Consents:
    key = {"pk": f"ACCOUNT#{account_id}", "sk": "CONSENTS"}
    item = table.get(settings().table("accounts"), key, fields=FIELDS)
    if item is None:
        return Consents()
    return Consents(item["marketing"], item["analytics"], item["do_not_sell"], asked=True)
