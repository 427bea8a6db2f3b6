"""The doctor's checks of Stripe find what is wrong, and nothing where nothing is."""

from typing import Any

import pytest
from barrow.deploying.stripe_webhook import EVENTS
from barrow.operating import (
    checks_stripe,
)
from barrow.operating.findings import Verdict

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import Client
from tests.unit.operator.doctor_place import (
    EDGE,
    OK,
    PROBLEM,
    WARNING,
    StripeFake,
    StripeRefuses,
    place,
    verdicts,
)


def secrets_of(**values: str) -> Client:
    ssm = Client()

    def get(Name: str, **_: Any) -> Any:  # noqa: N803
        name = Name.rpartition("/")[2]
        if name not in values:
            return ssm.missing("ParameterNotFound")
        return {"Parameter": {"Value": values[name]}}

    ssm.set(get_parameter=get)
    return ssm


def endpoint(**other: Any) -> dict[str, Any]:
    url = "https://d1.cloudfront.net/api/checkout/webhooks/stripe"
    return {"url": url, "enabled_events": list(EVENTS), "status": "enabled", **other}


BOTH = secrets_of(STRIPE_SECRET_KEY="sk_test_1", STRIPE_WEBHOOK_SECRET="whsec_1")


@pytest.mark.parametrize(
    ("ssm", "stripe", "edge", "found"),
    [
        (secrets_of(), StripeFake(), EDGE, [("Stripe", PROBLEM)]),
        (BOTH, StripeRefuses(), EDGE, [("Stripe", PROBLEM)]),
        (BOTH, StripeFake(), {}, [("Stripe", OK), ("webhook", WARNING)]),
        (BOTH, StripeFake(), EDGE, [("Stripe", OK), ("webhook", PROBLEM)]),
        (BOTH, StripeFake(endpoints=[endpoint()]), EDGE, [("Stripe", OK), ("webhook", OK)]),
        (
            BOTH,
            StripeFake(endpoints=[endpoint(enabled_events=["*"])]),
            EDGE,
            [("Stripe", OK), ("webhook", OK)],
        ),
        (
            BOTH,
            StripeFake(endpoints=[endpoint(enabled_events=list(EVENTS[1:]))]),
            EDGE,
            [("Stripe", OK), ("webhook", PROBLEM)],
        ),
        (
            BOTH,
            StripeFake(endpoints=[endpoint(status="disabled")]),
            EDGE,
            [("Stripe", OK), ("webhook", PROBLEM)],
        ),
        (
            BOTH,
            StripeFake(endpoints=[endpoint(url="https://elsewhere.example/webhooks")]),
            EDGE,
            [("Stripe", OK), ("webhook", PROBLEM)],
        ),
        (
            secrets_of(STRIPE_SECRET_KEY="sk_test_1"),
            StripeFake(endpoints=[endpoint()]),
            EDGE,
            [("Stripe", OK), ("webhook", PROBLEM)],
        ),
    ],
)
def test_stripes_key_and_webhook_are_looked_at(
    ssm: Client, stripe: StripeFake, edge: dict[str, Any], found: list[tuple[str, Verdict]]
) -> None:
    clients = {"ssm": ssm, "cloudformation": Client(describe_stacks=aws_fakes.stacks(edge))}

    assert verdicts(checks_stripe.stripe(place(clients, stripe=stripe))) == found


@pytest.mark.parametrize(
    ("live", "protected", "verdict"),
    [(True, True, OK), (False, True, WARNING), (False, False, OK)],
)
def test_test_mode_is_warned_of_where_real_orders_are(
    live: bool, protected: bool, verdict: Verdict
) -> None:
    clients = {"ssm": BOTH, "cloudformation": Client(describe_stacks=aws_fakes.stacks(EDGE))}
    stripe = StripeFake(live=live, endpoints=[endpoint()])

    stage = aws_fakes.stage(protected=protected)
    found = list(checks_stripe.stripe(place(clients, stage, stripe)))

    assert verdicts(found)[0] == ("Stripe", verdict)
