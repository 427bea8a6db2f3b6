"""The key of an address that is written to, with what keeps it standing beside the letter."""

from datetime import datetime

from shopkit import people
from shopkit.people import Key
from shopkit.table import Write


def kept(found: Key | None, subject: str, now: datetime) -> tuple[Key, Write]:
    """One action, whether there was a key or not: its making, its new day, or that it is there.

    Refused as one of people.OVERTAKEN.
    """
    key, keep = people.standing(found, subject, now)
    if keep:
        return key, keep[0]
    return key, people.still_under(subject, key.id)
