"""What the doctor looks at, in its tests: a stage, an account of fakes, a Stripe."""

from collections.abc import Iterable
from typing import Any, cast

from barrow.deploying.account import Account
from barrow.deploying.stage import Stage
from barrow.deploying.stripe_webhook import StripeRefused
from barrow.operating.findings import Finding, Place, Resolved, Verdict
from stripe import AuthenticationError

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import NUMBER, Client

OK, WARNING, PROBLEM = Verdict.OK, Verdict.WARNING, Verdict.PROBLEM
CERTIFICATE = f"arn:aws:acm:us-east-1:{NUMBER}:certificate/1f"
DOMAIN: dict[str, Any] = {"domain": "shop.example.com", "certificate_arn": CERTIFICATE}
EDGE = {"barrow-one-edge": {"DistributionId": "E1", "SiteDomain": "d1.cloudfront.net"}}


def verdicts(found: Iterable[Finding]) -> list[tuple[str, Verdict]]:
    return [(finding.check, finding.verdict) for finding in found]


class StripeFake:
    def __init__(
        self, *, live: bool = False, endpoints: list[dict[str, Any]] | None = None
    ) -> None:
        self._live, self._endpoints = live, endpoints or []

    def is_live(self) -> bool:
        return self._live

    def webhooks(self) -> list[dict[str, Any]]:
        return self._endpoints


class StripeRefuses(StripeFake):
    def is_live(self) -> bool:
        raise StripeRefused(aws_fakes.stage(), AuthenticationError("Invalid API Key"))


def place(
    clients: dict[str, Client],
    stage: Stage | None = None,
    stripe: StripeFake | None = None,
    names: dict[str, Resolved] | None = None,
    **account: Any,
) -> Place:
    return Place(
        cast(Account, aws_fakes.Account(clients, **account)),
        stage or aws_fakes.stage(),
        (names or {}).get,
        lambda _key, _stage: stripe or StripeFake(),
    )
