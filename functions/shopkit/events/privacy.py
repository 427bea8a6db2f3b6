"""What accounts tells of people's data: consents, copies, erasures."""

from datetime import datetime

from shopkit.events.fact import Fact
from shopkit.personal import Personal


class ConsentsChanged(Fact):
    """Somebody agreed to something or took it back; all three answers as they stand now, None
    where one was never given.
    """

    source = "accounts"
    account_id: str
    marketing: bool | None
    analytics: bool | None
    do_not_sell: bool | None
    text_version: str


class ExportAsked(Fact):
    """A person wants a copy of what is held of them; `subject` is whose data (people.py)."""

    source = "accounts"
    export_id: str
    subject: str


class DataExported(Fact):
    """A person's copy is ready; None: for an address without account. `private` holds e-mail, name,
    link and until when the link opens it.
    """

    source = "accounts"
    export_id: str
    account_id: str | None
    private: Personal[str]


class ErasureAsked(Fact):
    """A person is to be erased: whoever can still let go of something of theirs does so now.

    `subjects` are those whose keys will be destroyed: an address; or the account, its address, and
    those that it gave up, in this order.
    Told again each day until checkout has answered with OrdersLetGo.
    """

    source = "accounts"
    erasure_id: str
    account_id: str | None
    subjects: list[str]


class ErasureConfirmed(Fact):
    """A person will be erased within the hour: the last that is told them. `private` holds e-mail,
    name, and how many orders were cancelled and how many are kept without their name.
    """

    source = "accounts"
    erasure_id: str
    private: Personal[str]


class PersonErased(Fact):
    """The person's keys are destroyed: what was sealed for `subjects` before, nobody can read."""

    source = "accounts"
    erasure_id: str
    account_id: str | None
    subjects: list[str]


class AccountLapsing(Fact):
    """Nobody has signed in for so long that the account will be erased at `until`."""

    source = "accounts"
    account_id: str
    until: datetime
