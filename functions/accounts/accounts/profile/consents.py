"""Consents: what somebody agrees to, when, where, to which text: pure.

Giving and taking back are one act, the same call from the same page (GDPR, Art. 7 (3)).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

NAMES = ("marketing", "analytics", "do_not_sell")


@dataclass(frozen=True)
class Consent:
    """One answer: since when it stands, on which page it was given, to which text.

    `again_at`: when the same was said last, by who has said it more than once.
    """

    given: bool = False
    at: datetime | None = None
    source: str | None = None
    text_version: str | None = None
    again_at: datetime | None = None

    @property
    def said_at(self) -> datetime | None:
        """When it was last said; None where it was never asked for."""
        return self.again_at or self.at


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
    """The record with answers that are given now."""
    stand = {name: getattr(before, name) for name in NAMES}
    for name, given in answers.items():
        stand[name] = followed_by(stand[name], Consent(given, now, source, text_version))
    return Record(before.account_id, before.version + 1, **stand)


def heard(before: Record, said: Consent) -> Record | None:
    """The record with what was said of letters outside the account; None where that changes
    nothing.
    """
    stands = standing(before.marketing, said)
    if stands == before.marketing:
        return None
    return replace(before, version=before.version + 1, marketing=stands)


def standing(one: Consent, other: Consent) -> Consent:
    """Which of two answers stands: the last word, by when it was said and not by when it is heard
    of. Of two at once it is the refusal.
    """
    if other.said_at is None:
        return one
    if one.said_at is not None and (one.said_at, not one.given) > (other.said_at, not other.given):
        return one
    return followed_by(one, other)


def followed_by(before: Consent, said: Consent) -> Consent:
    """What stands once `said` was said: the same, to the same text, keeps its day."""
    if before.at is None or not _is_worded_alike(before, said):
        return said
    return before if before.said_at == said.said_at else replace(before, again_at=said.said_at)


def is_same(before: Consent, after: Consent) -> bool:
    """Whether nothing changed but, at most, when it was said last."""
    return before.at == after.at and _is_worded_alike(before, after)


def _is_worded_alike(one: Consent, other: Consent) -> bool:
    return (one.given, one.text_version) == (other.given, other.text_version)
