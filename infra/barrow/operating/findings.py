"""What an examination of a stage finds: fine, worth a look, or wrong; and what to do about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from barrow.deploying.account import Account
from barrow.deploying.stage import Stage


class Verdict(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """`do` is empty where there is nothing to do."""

    check: str
    verdict: Verdict
    says: str
    do: str = ""


@dataclass(frozen=True)
class Resolved:
    """What a name server answers: every name on the way (CNAMEs), and the addresses at its end."""

    names: frozenset[str]
    addresses: frozenset[str]


class StripeAccount(Protocol):
    """What is asked of Stripe. Raises stripe_webhook.StripeRefused."""

    def is_live(self) -> bool: ...

    def webhooks(self) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Place:
    """What is examined. `resolve` answers None for a name that nobody knows."""

    account: Account
    stage: Stage
    resolve: Callable[[str], Resolved | None]
    stripe: Callable[[str, Stage], StripeAccount]


Check = Callable[[Place], Iterable[Finding]]


def ok(check: str, says: str) -> Finding:
    return Finding(check, Verdict.OK, says)


def warning(check: str, says: str, do: str) -> Finding:
    return Finding(check, Verdict.WARNING, says, do)


def problem(check: str, says: str, do: str) -> Finding:
    return Finding(check, Verdict.PROBLEM, says, do)
