"""One stage's share of a capability's policy: every `*` that stands for a place is put in.

functions/<capability>/.chalice/policy.json is written once, for every stage, region and account. A
role with it as it stands would reach each stage of the account, so a deployment puts in

| the `*` of an ARN | becomes |
|---|---|
| fourth and fifth part | the region, the account |
| the first after a `barrow-` or `barrow/` | the stage |
| the last of a bucket's name | the account, which makes that name the only one in the world |
| an identity of SES | the sender's address, and its domain |

A key of KMS has no name but a number, so its aliases stand in a condition, and the stage is put in
there. What is left are the members of a set: objects under a prefix, a log group's streams, a
table's stream, keys by their alias.
"""

import json
from collections.abc import Mapping
from typing import Any

#: What a role's inline policies may have together, white space aside (IAM guide, "IAM and AWS STS
#: quotas"); Chalice gives a role one.
MAX_CHARACTERS = 10_240


#: KMS tells IAM the aliases of the key that is asked for, whatever it is asked by.
ALIASES = "kms:ResourceAliases"


class PolicyTooLarge(Exception):
    """IAM would refuse it."""


def narrowed(  # noqa: PLR0913 — the parts of a place
    policy: Mapping[str, Any],
    *,
    stage: str,
    region: str,
    account: str,
    sender: str,
    partition: str = "aws",
) -> dict[str, Any]:
    """`policy` for one stage alone; `sender` is the address that its mails come from.

    Raises PolicyTooLarge when IAM would not take it.
    """

    def placed(resource: str) -> list[str]:
        if resource == "*":
            return [resource]
        _, _, service, its_region, its_account, name = resource.split(":", 5)
        start = f"arn:{partition}:{service}:{its_region and region}:{its_account and account}"
        return [f"{start}:{one}" for one in _names(service, name, stage, account, sender)]

    statements = [
        statement
        | {"Resource": [one for each in statement["Resource"] for one in placed(each)]}
        | _conditioned(statement, stage)
        for statement in policy["Statement"]
    ]
    own = {**policy, "Statement": statements}
    size = len("".join(json.dumps(own).split()))
    if size > MAX_CHARACTERS:
        raise PolicyTooLarge(f"{size} characters; a role takes {MAX_CHARACTERS}")
    return own


def _conditioned(statement: Mapping[str, Any], stage: str) -> dict[str, Any]:
    """The statement's condition, if it has one, with the stage in the aliases of KMS's keys."""
    if "Condition" not in statement:
        return {}
    condition = {
        operator: {
            key: [_of_stage(one, stage) for one in values] if key == ALIASES else values
            for key, values in keys.items()
        }
        for operator, keys in statement["Condition"].items()
    }
    return {"Condition": condition}


def _of_stage(name: str, stage: str) -> str:
    before, barrow, after = name.partition("barrow")
    return before + barrow + after.replace("*", stage, 1)


def _names(service: str, name: str, stage: str, account: str, sender: str) -> list[str]:
    if (service, name) == ("ses", "identity/*"):
        # SES looks for the address among its identities, and for the domain where there is none
        return [f"identity/{sender}", f"identity/{sender.rpartition('@')[2]}"]
    own = _of_stage(name, stage)
    if service == "s3":
        bucket, slash, objects = own.partition("/")
        own = bucket.replace("*", account) + slash + objects
    return [own]
