"""The stage's four stacks, each with the parameters that its template asks for."""

import re
from collections.abc import Mapping

from barrow.deploying import keys, secrets
from barrow.deploying.account import Account
from barrow.deploying.stack import Stack
from barrow.deploying.stacks import NEVER_MADE, describe
from barrow.deploying.stage import Stage
from barrow.deploying.tree import Tree

#: CloudFront's own region: firewalls before it, and certificates, are there alone.
GLOBAL = "us-east-1"
FOUNDATION, EDGE, ALARMS, FIREWALL = "foundation", "edge", "alarms", "firewall"
#: The names of what outlives its stack.
_KEPT = re.compile(r'^( +(?:TableName|BucketName): )!Sub (".+")$', re.MULTILINE)


def foundation(tree: Tree, stage: Stage, account: Account, sender: str, site_origin: str) -> Stack:
    """`sender` and `site_origin` may be empty: see the template."""
    return Stack(
        stage.stack(FOUNDATION),
        _named(tree.template(FOUNDATION), stage, account),
        {
            "Stage": stage.name,
            "Sender": sender,
            "SiteOrigin": site_origin,
            "Protected": "yes" if stage.protected else "no",
            "LogDays": str(stage.log_days),
            "DataKey": "yes" if _makes_its_key(account, stage) else "no",
        },
    )


def _named(body: str, stage: Stage, account: Account) -> str:
    """Tables and buckets by their own names: CloudFormation takes in what stands under a name that
    is written out, and under no other ("Import AWS resources into a stack automatically")."""

    def written_out(found: re.Match[str]) -> str:
        name = found[2].replace("${Stage}", stage.name).replace("${AWS::AccountId}", account.id)
        return f"{found[1]}{name}"

    return _KEPT.sub(written_out, body)


def edge(  # noqa: PLR0913 — what stands before it and behind it
    tree: Tree, stage: Stage, account: Account, apis: Mapping[str, str], acl: str, key: str
) -> Stack:
    """`apis` are the REST APIs' ids by capability; `acl` is the firewall's ARN or empty; `key` is
    what the CDN shows them.
    """
    suffix = "amazonaws.com.cn" if account.partition == "aws-cn" else "amazonaws.com"
    domains = {
        f"{capability.capitalize()}Api": f"{api}.execute-api.{account.region}.{suffix}"
        for capability, api in apis.items()
    }
    payment = {"PaymentOrigin": stage.stripe_api_base} if stage.stripe_api_base else {}
    return Stack(
        stage.stack(EDGE),
        tree.template(EDGE),
        {
            "Stage": stage.name,
            "Domain": stage.domain or "",
            "OtherDomain": stage.other_domain or "",
            "CertificateArn": stage.certificate_arn or "",
            "WebAclArn": acl,
            "EdgeFingerprint": secrets.fingerprint(key),
            **payment,
            **domains,
        },
        secrets={"EdgeKey": key},
    )


def alarms(tree: Tree, stage: Stage, distribution: str) -> Stack:
    return Stack(
        stage.stack(ALARMS),
        tree.template(ALARMS),
        {
            "Stage": stage.name,
            "AlarmEmail": stage.alarm_email or "",
            "MonthlyBudget": str(stage.monthly_budget),
            "DistributionId": distribution,
        },
    )


def firewall(tree: Tree, stage: Stage) -> Stack:
    return Stack(
        stage.stack(FIREWALL), tree.template(FIREWALL), {"Stage": stage.name}, region=GLOBAL
    )


def site_url(stage: Stage, edge: Mapping[str, str]) -> str | None:
    """The shop's origin by the edge's outputs: its domain's, else CloudFront's once that stands."""
    host = stage.domain or edge.get("SiteDomain")
    return f"https://{host}" if host else None


def sender(account: Account, stage: Stage) -> str:
    """The address that the foundation is to have verified; empty where SES knows it already.

    SES has each identity once per account and region, and a verified domain needs no address. What
    the stage's own stack made, it goes on keeping.
    """
    if _is_own(account, stage):
        return stage.sender
    known = any(_knows(account, one) for one in (stage.sender, stage.sender.rpartition("@")[2]))
    return "" if known else stage.sender


def _makes_its_key(account: Account, stage: Stage) -> bool:
    """Whether the key over people's data keys is, or is to be, of the stage's own stack.

    A key outlives its stack as the tables do, and CloudFormation takes in what has a name that was
    chosen, as a key has not: the one that stands by the alias is used as it is.
    """
    stands = keys.standing(account, stage)
    return stands is None or _given(account, stage).get("DataKey") == "yes"


def _is_own(account: Account, stage: Stage) -> bool:
    """Whether the foundation that stands was given this sender."""
    return _given(account, stage).get("Sender") == stage.sender


def _given(account: Account, stage: Stage) -> dict[str, str]:
    """The parameters of the foundation that stands; empty where there is none."""
    found = describe(account.client("cloudformation"), stage.stack(FOUNDATION))
    if found is None or found["StackStatus"] in NEVER_MADE:
        return {}
    return {p["ParameterKey"]: p["ParameterValue"] for p in found.get("Parameters") or []}


def _knows(account: Account, identity: str) -> bool:
    ses = account.client("sesv2")
    try:
        ses.get_email_identity(EmailIdentity=identity)
    except ses.exceptions.NotFoundException:
        return False
    return True
