"""Consents: what somebody agrees to, when, where, to which text: pure.

Giving and taking back are one act, the same call from the same page (GDPR, Art. 7 (3)).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

NAMES = ("marketing", "analytics", "do_not_sell")


@dataclass(frozen=True)
class Consent:
    """One answer: since when it stands, on which page it was given, to which text."""

    given: bool = False
    at: datetime | None = None
    source: str | None = None
    text_version: str | None = None


@dataclass(frozen=True)
class Record:
    """All answers of an account; `version` 0: none was ever asked for."""

    account_id: str
    version: int = 0
    marketing: Consent = Consent()
    analytics: Consent = Consent()
    do_not_sell: Consent = Consent()


def answered(
    before: Record, answers: Mapping[str, bool], text_version: str, source: str, now: datetime
) -> Record:
    """The record with new answers; one that is the same, to the same text, keeps its day."""
    stand = {
        name: _said(getattr(before, name), given, text_version, source, now)
        for name, given in answers.items()
    }
    return Record(
        before.account_id,
        before.version + 1,
        **{name: stand.get(name, getattr(before, name)) for name in NAMES},
    )


def agreed_elsewhere(before: Record, text_version: str, source: str, at: datetime) -> Record | None:
    """The record with the consent to letters that was given at `at`; None where nothing changes.

    The last word counts: whoever has answered since, has answered.
    """
    stands = before.marketing
    if stands.at is not None and stands.at > at:
        return None
    after = answered(before, {"marketing": True}, text_version, source, at)
    return None if after.marketing == stands else after


def _said(before: Consent, given: bool, text_version: str, source: str, now: datetime) -> Consent:
    is_the_same = before.at is not None and before.given == given
    if is_the_same and before.text_version == text_version:
        return before
    return Consent(given, now, source, text_version)
