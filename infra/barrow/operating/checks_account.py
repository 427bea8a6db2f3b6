"""Who is signed in, what they may do, and what AWS allows the account."""

from collections.abc import Iterator

from barrow.operating.findings import Finding, Place, ok, problem, warning
from barrow.operating.permissions import NEEDED, as_role, resource

#: A new account begins with 10, where AWS otherwise grants 1,000 (Lambda guide, "Lambda quotas").
FEW_CONCURRENT = 100
#: Two functions that draw are capped, and each queue and stream takes some beside the shoppers.
TOO_FEW_CONCURRENT = 20
#: Requests a second; AWS grants 10,000 a region (API Gateway quotas).
FEW_REQUESTS = 100
NEARLY_FULL = 0.8


def who(place: Place) -> Iterator[Finding]:
    caller = place.account.caller
    said = f"{caller} in account {place.account.id}, region {place.account.region}"
    if caller.endswith(":root"):
        yield warning(
            "credentials",
            f"{said}: this is the account's root user",
            "make a role for deploying, and keep the root user's keys out of use",
        )
    else:
        yield ok("credentials", said)


def permissions(place: Place) -> Iterator[Finding]:
    """By IAM's simulation of the caller's own policies; a boundary set elsewhere is not seen."""
    caller = place.account.caller
    if place.account.endpoint:
        # who may do what is AWS's to say
        return
    if caller.endswith(":root"):
        yield ok("permissions", "the root user may do everything")
        return
    iam = place.account.client("iam")
    refused: list[str] = []
    for service, actions in NEEDED.items():
        answer = iam.simulate_principal_policy(
            PolicySourceArn=as_role(caller),
            ActionNames=[f"{service}:{action}" for action in actions],
            ResourceArns=[resource(service, place.account, place.stage)],
        )
        refused += [
            one["EvalActionName"]
            for one in answer["EvaluationResults"]
            if one["EvalDecision"] != "allowed"
        ]
    if refused:
        named = ", ".join(sorted(refused))
        do = "have these allowed on what is called barrow-*; docs/deploying.md has the whole policy"
        yield problem("permissions", f"you may not {named}", do)
    else:
        yield ok("permissions", "everything that a deploy calls is allowed")


def lambda_quotas(place: Place) -> Iterator[Finding]:
    told = place.account.client("lambda").get_account_settings()
    at_once = told["AccountLimit"]["ConcurrentExecutions"]
    says = f"Lambda runs {at_once} functions at once in this region"
    do = "ask for more at Service Quotas: Lambda, Concurrent executions"
    if at_once < TOO_FEW_CONCURRENT:
        yield problem("concurrency", f"{says}; shoppers would be turned away", do)
    elif at_once < FEW_CONCURRENT:
        yield warning("concurrency", f"{says}; that is little for a busy day", do)
    else:
        yield ok("concurrency", says)
    used, limit = told["AccountUsage"]["TotalCodeSize"], told["AccountLimit"]["TotalCodeSize"]
    share = f"{used / 2**30:.1f} of {limit / 2**30:.0f} GB of code storage are taken"
    if used > NEARLY_FULL * limit:
        yield warning("code storage", share, "delete functions or old versions that nobody needs")
    else:
        yield ok("code storage", share)


def api_throttle(place: Place) -> Iterator[Finding]:
    told = place.account.client("apigateway").get_account().get("throttleSettings", {})
    rate = told.get("rateLimit", 0.0)
    says = f"API Gateway lets {rate:,.0f} requests a second through, in this region"
    if rate < FEW_REQUESTS:
        yield warning("API throttle", says, "ask for more at Service Quotas: API Gateway")
    else:
        yield ok("API throttle", says)


def budget(place: Place) -> Iterator[Finding]:
    wanted = place.stage.monthly_budget
    found = place.account.client("budgets", "us-east-1").describe_budgets(
        AccountId=place.account.id
    )
    names = [one["BudgetName"] for one in found.get("Budgets", [])]
    if names:
        yield ok("budget", f"watched by {', '.join(sorted(names))}")
    elif wanted:
        do = "run barrow deploy; the alarms stack makes it"
        yield problem("budget", f"a budget of {wanted} USD a month is wanted and not there", do)
    else:
        do = "write monthly_budget = 20 (or yours) and alarm_email into the stage's file"
        yield warning("budget", "nothing tells you when the account costs more than it should", do)
