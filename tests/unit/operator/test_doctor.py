"""Each check of the doctor finds what is wrong, and finds nothing where nothing is."""

from collections.abc import Iterable
from typing import Any, cast

import pytest
from barrow.deploying.account import Account
from barrow.deploying.stage import Stage
from barrow.deploying.stripe_webhook import EVENTS, StripeRefused
from barrow.operating import (
    checks_account,
    checks_data,
    checks_domain,
    checks_here,
    checks_mail,
    checks_stripe,
    doctor,
    doctor_view,
)
from barrow.operating.findings import Finding, Place, Resolved, Verdict, ok, problem
from barrow.operating.permissions import NEEDED, as_role, resource
from botocore.exceptions import EndpointConnectionError
from stripe import AuthenticationError

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import CALLER, NUMBER, Client

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


# ── this machine ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("running", "verdict"),
    [((3, 10), PROBLEM), ((3, 11), OK), ((3, 13), OK), ((3, 14), PROBLEM)],
)
def test_a_python_that_nothing_was_tested_on_is_a_problem(
    running: tuple[int, int], verdict: Verdict
) -> None:
    assert checks_here.python(running).verdict is verdict


def test_a_package_that_is_missing_or_another_is_a_problem() -> None:
    found = checks_here.packages({"pip": "26.0", "chalice": "1.35.0"})

    assert verdicts(found) == [("pip", OK), ("chalice", PROBLEM), ("boto3", PROBLEM)]


def test_the_packages_of_this_environment_are_right() -> None:
    assert {finding.verdict for finding in checks_here.packages()} == {OK}


def test_an_emulator_is_said() -> None:
    at_home = place({}, endpoint="http://127.0.0.1:4566")

    assert verdicts(checks_here.endpoint(at_home)) == [("endpoint", WARNING)]
    assert list(checks_here.endpoint(place({}))) == []


# ── the account ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("caller", "verdict"), [(CALLER, OK), (f"arn:aws:iam::{NUMBER}:root", WARNING)]
)
def test_the_root_user_is_warned_of(caller: str, verdict: Verdict) -> None:
    (found,) = checks_account.who(place({}, caller=caller))

    assert found.verdict is verdict
    assert caller in found.says


def simulated(*refused: str) -> Client:
    def simulate(**asked: Any) -> Any:
        assert asked["PolicySourceArn"] == f"arn:aws:iam::{NUMBER}:role/deployer"
        return {
            "EvaluationResults": [
                {
                    "EvalActionName": name,
                    "EvalDecision": "implicitDeny" if name in refused else "allowed",
                }
                for name in asked["ActionNames"]
            ]
        }

    return Client(simulate_principal_policy=simulate)


def test_what_may_not_be_called_is_named() -> None:
    iam = simulated("lambda:CreateFunction", "s3:CreateBucket")

    (found,) = checks_account.permissions(place({"iam": iam}))

    assert found.verdict is PROBLEM
    assert "lambda:CreateFunction, s3:CreateBucket" in found.says
    assert len(iam.asked) == len(NEEDED)


def test_who_may_do_everything_is_well() -> None:
    (found,) = checks_account.permissions(place({"iam": simulated()}))

    assert found.verdict is OK


def test_an_emulators_permissions_are_not_asked_for() -> None:
    at_home = place({}, endpoint="http://127.0.0.1:4566")

    assert list(checks_account.permissions(at_home)) == []


def test_the_root_user_is_not_simulated() -> None:
    (found,) = checks_account.permissions(place({}, caller=f"arn:aws:iam::{NUMBER}:root"))

    assert found.verdict is OK


@pytest.mark.parametrize(
    ("caller", "source"),
    [
        (f"arn:aws:iam::{NUMBER}:user/ada", f"arn:aws:iam::{NUMBER}:user/ada"),
        (CALLER, f"arn:aws:iam::{NUMBER}:role/deployer"),
        (
            f"arn:aws:sts::{NUMBER}:assumed-role/AWSReservedSSO_Admin_1f/ada@example.com",
            f"arn:aws:iam::{NUMBER}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1f",
        ),
    ],
)
def test_a_sessions_policies_are_its_roles(caller: str, source: str) -> None:
    assert as_role(caller) == source


def test_each_service_is_tried_on_something_of_the_stages() -> None:
    account = cast(Account, aws_fakes.Account({}))

    tried = {service: resource(service, account, aws_fakes.stage()) for service in NEEDED}

    # an API has no name in its ARN, a distribution gets one when it is made, a mail's sender has
    # the shop's own
    nameless = {"apigateway", "cloudfront", "ses"}
    assert {service for service, arn in tried.items() if "one" not in arn} == nameless
    assert all(arn.startswith(f"arn:aws:{service}:") for service, arn in tried.items())


@pytest.mark.parametrize(
    ("at_once", "used", "verdict", "storage"),
    [(10, 0, PROBLEM, OK), (50, 0, WARNING, OK), (1000, 0, OK, OK), (1000, 70, OK, WARNING)],
)
def test_little_room_at_lambda_is_told(
    at_once: int, used: int, verdict: Verdict, storage: Verdict
) -> None:
    told = {
        "AccountLimit": {"ConcurrentExecutions": at_once, "TotalCodeSize": 75 * 2**30},
        "AccountUsage": {"TotalCodeSize": used * 2**30},
    }

    found = checks_account.lambda_quotas(place({"lambda": Client(get_account_settings=told)}))

    assert verdicts(found) == [("concurrency", verdict), ("code storage", storage)]


@pytest.mark.parametrize(("rate", "verdict"), [(10_000.0, OK), (10.0, WARNING)])
def test_a_low_throttle_is_told(rate: float, verdict: Verdict) -> None:
    gateway = Client(get_account={"throttleSettings": {"rateLimit": rate}})

    (found,) = checks_account.api_throttle(place({"apigateway": gateway}))

    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("budgets", "wanted", "verdict"),
    [([{"BudgetName": "mine"}], 0, OK), ([], 0, WARNING), ([], 20, PROBLEM)],
)
def test_a_budget_is_looked_for(
    budgets: list[dict[str, str]], wanted: int, verdict: Verdict
) -> None:
    client = Client(describe_budgets={"Budgets": budgets})
    stage = aws_fakes.stage(monthly_budget=wanted, alarm_email="ops@tea.example")

    (found,) = checks_account.budget(place({"budgets us-east-1": client}, stage))

    assert found.verdict is verdict


# ── data, secrets, alarms ────────────────────────────────────────────────────────────────────
def kept(*names: str) -> dict[str, Client]:
    told = [{"Name": f"/barrow/one/{name}", "Version": 1} for name in names]
    return {"ssm": Client(get_parameters_by_path={"Parameters": told})}


def test_missing_secrets_are_named() -> None:
    (found,) = checks_data.secrets_there(place(kept("CURSOR_KEY")))

    assert found.verdict is PROBLEM
    assert found.says == "missing: OPERATOR_KEY, STAFF_KEYS"


def test_stripes_secrets_are_not_barrows_to_miss() -> None:
    (found,) = checks_data.secrets_there(place(kept("CURSOR_KEY", "OPERATOR_KEY", "STAFF_KEYS")))

    assert found.verdict is OK


def tables(recovery: str = "ENABLED", *, protected: bool = True) -> dict[str, Client]:
    status = {"PointInTimeRecoveryStatus": recovery}
    backups = {"PointInTimeRecoveryDescription": status}
    dynamodb = Client(
        describe_continuous_backups={"ContinuousBackupsDescription": backups},
        describe_table={"Table": {"DeletionProtectionEnabled": protected}},
    )
    listed = aws_fakes.resources(DynamoDB_Table=["barrow-one-cart"])
    return {"dynamodb": dynamodb, "cloudformation": Client(list_stack_resources=listed)}


@pytest.mark.parametrize(
    ("clients", "protected", "found"),
    [
        (tables(), True, (OK, OK)),
        (tables("DISABLED"), True, (PROBLEM, OK)),
        (tables(protected=False), True, (OK, PROBLEM)),
        (tables(protected=False), False, (OK, WARNING)),
    ],
)
def test_tables_that_can_be_lost_are_named(
    clients: dict[str, Client], protected: bool, found: tuple[Verdict, Verdict]
) -> None:
    told = list(checks_data.tables(place(clients, aws_fakes.stage(protected=protected))))

    assert tuple(finding.verdict for finding in told) == found
    assert all("barrow-one-cart" in one.says for one in told if one.verdict is PROBLEM)


def test_tables_that_are_not_there_yet_are_no_problem() -> None:
    clients = {"cloudformation": Client(list_stack_resources=aws_fakes.no_stacks)}

    assert verdicts(checks_data.tables(place(clients))) == [("tables", WARNING)]


@pytest.mark.parametrize(
    ("subscribed", "verdict"),
    [
        ([{"Endpoint": "ops@tea.example", "SubscriptionArn": "arn:aws:sns:x"}], OK),
        ([{"Endpoint": "ops@tea.example", "SubscriptionArn": "PendingConfirmation"}], PROBLEM),
        ([{"Endpoint": "other@tea.example", "SubscriptionArn": "arn:aws:sns:x"}], PROBLEM),
    ],
)
def test_alarms_must_reach_somebody(subscribed: list[dict[str, str]], verdict: Verdict) -> None:
    listed = aws_fakes.resources(SNS_Topic=["arn:topic"])
    clients = {
        "sns": Client(list_subscriptions_by_topic={"Subscriptions": subscribed}),
        "cloudformation": Client(list_stack_resources=listed),
    }
    stage = aws_fakes.stage(alarm_email="ops@tea.example")

    assert verdicts(checks_data.alarm_mails(place(clients, stage))) == [("alarms", verdict)]


def test_nobody_to_tell_is_a_warning_and_no_alarms_where_there_should_be_some_a_problem() -> None:
    clients = {"cloudformation": Client(list_stack_resources=aws_fakes.no_stacks)}
    stage = aws_fakes.stage(alarm_email="ops@tea.example")

    assert verdicts(checks_data.alarm_mails(place(clients))) == [("alarms", WARNING)]
    assert verdicts(checks_data.alarm_mails(place(clients, stage))) == [("alarms", PROBLEM)]


# ── mail ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("told", "protected", "verdict"),
    [
        ({"SendingEnabled": True, "ProductionAccessEnabled": True}, True, OK),
        ({"SendingEnabled": True, "ProductionAccessEnabled": False}, True, PROBLEM),
        ({"SendingEnabled": True, "ProductionAccessEnabled": False}, False, WARNING),
        ({"SendingEnabled": False, "ProductionAccessEnabled": True}, False, PROBLEM),
        (
            {
                "SendingEnabled": True,
                "ProductionAccessEnabled": True,
                "EnforcementStatus": "PROBATION",
            },
            False,
            PROBLEM,
        ),
    ],
)
def test_whether_mails_leave_is_told(
    told: dict[str, Any], protected: bool, verdict: Verdict
) -> None:
    stage = aws_fakes.stage(protected=protected)

    found = checks_mail.sending(place({"sesv2": Client(get_account=told)}, stage))

    assert verdicts(found) == [("mail", verdict)]


def identities(**verified: tuple[bool, str]) -> dict[str, Client]:
    """By what is verified: the `domain`, the `address`."""
    names = {"domain": "tea.example", "address": "shop@tea.example"}
    known = {names[name]: told for name, told in verified.items()}
    ses = Client()

    def get(EmailIdentity: str) -> Any:  # noqa: N803
        if EmailIdentity not in known:
            return ses.missing("NotFoundException")
        ready, signed = known[EmailIdentity]
        return {"VerifiedForSendingStatus": ready, "DkimAttributes": {"Status": signed}}

    ses.set(get_email_identity=get)
    return {"sesv2": ses}


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (identities(domain=(True, "SUCCESS")), [("sender", OK), ("DKIM", OK)]),
        (identities(address=(True, "NOT_STARTED")), [("sender", OK), ("DKIM", WARNING)]),
        (identities(address=(False, "PENDING")), [("sender", PROBLEM)]),
        (identities(), [("sender", PROBLEM)]),
    ],
)
def test_the_sender_is_verified_by_address_or_by_domain(
    known: dict[str, Client], found: list[tuple[str, Verdict]]
) -> None:
    assert verdicts(checks_mail.sender(place(known))) == found


# ── Stripe ───────────────────────────────────────────────────────────────────────────────────
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


# ── domain ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "covered"),
    [
        ("shop.example.com", True),
        ("*.example.com", True),
        ("example.com", False),
        ("*.com", False),
        ("*.shop.example.com", False),
    ],
)
def test_a_star_stands_for_one_label(name: str, covered: bool) -> None:
    assert checks_domain.covers(name, "shop.example.com") is covered


@pytest.mark.parametrize(
    ("certificate", "verdict"),
    [
        ({"DomainName": "shop.example.com", "Status": "ISSUED"}, OK),
        ({"DomainName": "shop.example.com", "Status": "PENDING_VALIDATION"}, PROBLEM),
        ({"DomainName": "other.example.com", "Status": "ISSUED"}, PROBLEM),
        (
            {
                "DomainName": "example.com",
                "SubjectAlternativeNames": ["example.com", "*.example.com"],
                "Status": "ISSUED",
            },
            OK,
        ),
    ],
)
def test_the_certificate_must_be_issued_for_the_domain(
    certificate: dict[str, Any], verdict: Verdict
) -> None:
    acm = Client(describe_certificate={"Certificate": certificate})

    found = checks_domain.certificate(place({"acm us-east-1": acm}, aws_fakes.stage(**DOMAIN)))

    assert verdicts(found) == [("certificate", verdict)]


def test_a_certificate_that_does_not_exist_is_a_problem() -> None:
    acm = Client()
    acm.set(describe_certificate=acm.missing("ResourceNotFoundException"))

    found = checks_domain.certificate(place({"acm us-east-1": acm}, aws_fakes.stage(**DOMAIN)))

    assert verdicts(found) == [("certificate", PROBLEM)]


@pytest.mark.parametrize(("protected", "verdict"), [(True, WARNING), (False, OK)])
def test_a_stage_without_a_domain_is_told(protected: bool, verdict: Verdict) -> None:
    found = checks_domain.certificate(place({}, aws_fakes.stage(protected=protected)))

    assert verdicts(found) == [("domain", verdict)]


def distribution(**other: Any) -> dict[str, Client]:
    config = {"Enabled": True, "Aliases": {"Items": ["shop.example.com"]}, **other}
    told = {
        "DomainName": "d1.cloudfront.net",
        "Status": config.pop("Status", "Deployed"),
        "DistributionConfig": config,
    }
    return {
        "cloudformation": Client(describe_stacks=aws_fakes.stacks(EDGE)),
        "cloudfront us-east-1": Client(get_distribution={"Distribution": told}),
    }


@pytest.mark.parametrize(
    ("clients", "verdict"),
    [
        (distribution(), OK),
        (distribution(Enabled=False), PROBLEM),
        (distribution(Aliases={"Quantity": 0}), PROBLEM),
        (distribution(Status="InProgress"), WARNING),
        ({"cloudformation": Client(describe_stacks=aws_fakes.no_stacks)}, WARNING),
    ],
)
def test_the_distribution_must_answer_to_the_domain(
    clients: dict[str, Client], verdict: Verdict
) -> None:
    found = checks_domain.distribution(place(clients, aws_fakes.stage(**DOMAIN)))

    assert verdicts(found) == [("distribution", verdict)]


def resolved(*addresses: str, names: Iterable[str] = ()) -> Resolved:
    return Resolved(frozenset(names), frozenset(addresses))


@pytest.mark.parametrize(
    ("shop", "verdict"),
    [
        (resolved("1.1.1.1", names=["d1.cloudfront.net"]), OK),
        (resolved("2.2.2.2"), OK),
        (resolved("9.9.9.9"), PROBLEM),
        (None, PROBLEM),
    ],
)
def test_the_domain_must_lead_to_the_distribution(shop: Resolved | None, verdict: Verdict) -> None:
    names = {"d1.cloudfront.net": resolved("1.1.1.1", "2.2.2.2")}
    if shop:
        names["shop.example.com"] = shop
    clients = {"cloudformation": Client(describe_stacks=aws_fakes.stacks(EDGE))}

    found = checks_domain.dns(place(clients, aws_fakes.stage(**DOMAIN), names=names))

    assert verdicts(found) == [("DNS", verdict)]


def test_without_a_domain_no_name_is_looked_up() -> None:
    clients = {"cloudformation": Client(describe_stacks=aws_fakes.stacks(EDGE))}

    assert list(checks_domain.dns(place(clients))) == []


# ── all of it ────────────────────────────────────────────────────────────────────────────────
def fine(_: Place) -> list[Finding]:
    return [ok("fine", "as it should be")]


def may_not_look(_: Place) -> list[Finding]:
    raise aws_fakes.refused("AccessDeniedException", "DescribeBudgets")


def breaks(_: Place) -> list[Finding]:
    raise aws_fakes.refused("InternalError", "GetAccount")


def not_reached(_: Place) -> list[Finding]:
    raise EndpointConnectionError(endpoint_url="https://sts.eu-west-2.amazonaws.com")


def test_a_check_that_may_not_look_or_breaks_is_a_finding_and_stops_no_other() -> None:
    found = list(doctor.examine(place({}), (may_not_look, breaks, not_reached, fine)))

    assert verdicts(found) == [
        ("may not look", WARNING), ("breaks", PROBLEM), ("not reached", PROBLEM), ("fine", OK),
    ]  # fmt: skip
    assert "DescribeBudgets" in found[0].do


def test_every_check_of_the_modules_is_made() -> None:
    modules = {check.__module__.rpartition(".")[2] for check in doctor.CHECKS}

    assert modules == {
        "checks_here", "checks_account", "checks_data", "checks_mail", "checks_stripe",
        "checks_domain",
    }  # fmt: skip


def test_a_problem_is_said_with_what_to_do() -> None:
    told = doctor_view.line(problem("mail", "it does not leave", "ask AWS")).plain

    assert told == "✗ mail: it does not leave\n    → ask AWS"
    assert doctor_view.line(ok("mail", "it leaves")).plain == "✓ mail: it leaves"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([ok("a", "")], "All is well."),
        ([problem("a", "", ""), ok("b", "")], "1 problem, no warnings."),
    ],
)
def test_the_sum_is_said_at_the_end(found: list[Finding], said: str) -> None:
    assert doctor_view.summary(found) == said
    assert doctor.has_problems(found) is ("problem" in said)
