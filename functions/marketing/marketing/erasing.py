"""When somebody is erased: no mail to them goes out, and nothing tells which ones were theirs.

What their mails held was sealed under a key that is destroyed by now; this ends what waits to be
sent, instead of trying it in vain for hours, and takes their subject out of the list.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from shopkit.marshal import Item
from shopkit.observability import count
from shopkit.table import Refused

from marketing import mails_table
from marketing.mails import ERASED, Mail


def forget(subjects: list[str], erased_at: datetime) -> None:
    """Any number of times. Mails of a later day are of whoever has the address since."""
    for mail in _all(mails_table.on_their_way):
        if mail.reader in subjects and mail.created_at <= erased_at:
            _end(mail)
    for subject in subjects:
        for mail in _all(lambda start: mails_table.of_reader(subject, start)):  # noqa: B023
            if mail.created_at <= erased_at:
                mails_table.forget_reader(mail)


def _all(page: Callable[[Item | None], tuple[list[Mail], Item | None]]) -> Iterator[Mail]:
    start: Item | None = None
    while True:
        found, start = page(start)
        yield from found
        if start is None:
            return


def _end(mail: Mail) -> None:
    try:
        mails_table.end_dropped(mail, ERASED)
    except Refused:
        # sent or given up meanwhile
        pass
    else:
        count("MailsDropped", kind=mail.kind, why=ERASED)
    mails_table.forget_reader(mail)
