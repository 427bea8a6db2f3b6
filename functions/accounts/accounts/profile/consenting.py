"""Answering what one is asked to agree to: read, decide, write if it is still as it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shopkit.consent_texts import CURRENT
from shopkit.errors import Conflict, NotSignedIn, Stale, Unavailable
from shopkit.table import Refused

from accounts.profile import consents, consents_table
from accounts.profile.consents import Record

TRIES = 8


@dataclass
class ConsentTextChanged(Conflict):
    """Somebody answers a text that is not asked any more: they must see the new one."""

    code = "consent_text_changed"
    title = "The text has changed; read it again"
    text_version: str = field(default=CURRENT)

    @property
    def extra(self) -> dict[str, Any]:
        return {"text_version": self.text_version}


def answer(  # noqa: PLR0913 — who answers what, to which text, where and when
    account_id: str,
    answers: Mapping[str, bool],
    *,
    text_version: str,
    source: str,
    version: int | None,
    now: datetime,
) -> Record:
    """The record with new `answers`, by name; what is not answered stands as it was.

    Raises ConsentTextChanged, Stale by `version`, NotSignedIn for an account that is closing.
    """
    if text_version != CURRENT:
        raise ConsentTextChanged()
    for _ in range(TRIES):
        before = consents_table.read(account_id)
        if version is not None and version != before.version:
            raise Stale(f"The consents are at version {before.version}")
        after = consents.answered(before, answers, text_version, source, now)
        try:
            consents_table.save(before, after, text_version, now)
        except Refused as refused:
            if "account_is_open" in refused.failed:
                raise NotSignedIn("This account is being closed") from refused
            continue
        return after
    raise Unavailable("These consents are being edited from many places; try again in a moment")
