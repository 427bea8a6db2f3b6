"""What of a call is held against its role's policy (AWS, "Service Authorization Reference").

- Batches of SQS are authorized as the single action. MiniStack asks for one that ends in Batch.
- A mail is sent from its sender's identity. MiniStack asks for every resource.
- dynamodb:Select is known of reads alone, and in a batch each table has its own condition keys.
  MiniStack takes whatever has no projection at its top for a call that asks for all attributes.
- Which aliases a key of KMS has is known of it, whichever name it was called by; AWS says so in
  kms:ResourceAliases, which MiniStack leaves out. A call by an alias is authorized on its key.
- Every call came over TLS, as the buckets demand; here nothing listens with it.
"""

import json
from typing import Any

from ministack import app
from ministack.core import iam_actions, iam_evaluator
from ministack.services import kms

_action = iam_actions.extract_iam_action
_mail_resource = iam_actions._ses_v2_resource_arn
_keys_of_read = iam_actions.dynamodb_service_context
_enforce = iam_evaluator.enforce
_pin_origin = iam_evaluator.pin_request_origin
#: Where condition keys wait until it is known which table they are asked for.
_BY_TABLE = "by table"


def mend() -> None:
    iam_actions.extract_iam_action = _single_action
    iam_actions._ses_v2_resource_arn = _sender
    iam_actions.dynamodb_service_context = _keys_of_reads
    iam_evaluator.enforce = _enforce_by_table
    app.pin_request_origin = _pin_secure


def _single_action(service: str, *call: Any) -> str | None:
    action: str | None = _action(service, *call)
    return action.removesuffix("Batch") if service == "sqs" and action else action


def _sender(method: str, path: str, body: bytes, region: str, account: str) -> str:
    if path.rstrip("/") == "/v2/email/outbound-emails":
        return f"arn:aws:ses:{region}:{account}:identity/{json.loads(body)['FromEmailAddress']}"
    resource: str = _mail_resource(method, path, body, region, account)
    return resource


def _keys_of_reads(body: bytes) -> dict[str, Any]:
    asked: dict[str, Any] = json.loads(body or b"{}")
    if "KeyConditionExpression" in asked:
        return {_BY_TABLE: {asked["TableName"]: _keys_of_read(body)}}
    batch = {
        table: {**_keys_of_read(json.dumps(read).encode()), "dynamodb:LeadingKeys": _leading(read)}
        for table, read in asked.get("RequestItems", {}).items()
        if "Keys" in read
    }
    return {_BY_TABLE: batch}


def _leading(read: dict[str, Any]) -> list[str]:
    return [key["pk"]["S"] for key in read["Keys"]]


def _enforce_by_table(*call: Any, resource_arn: str = "*", **more: Any) -> Any:
    context = dict(more.pop("service_context", None) or {})
    table = resource_arn.partition(":table/")[2].partition("/")[0]
    context |= context.pop(_BY_TABLE, {}).get(table, {})
    if ":kms:" in resource_arn:
        resource_arn, context["kms:ResourceAliases"] = _key_and_aliases(resource_arn)
    return _enforce(*call, resource_arn=resource_arn, service_context=context, **more)


def _key_and_aliases(named: str) -> tuple[str, list[str]]:
    """The ARN of the key that is named by its own or an alias's ARN, and what aliases it has."""
    place, _, name = named.rpartition(":")
    key = kms._aliases.get(named) if name.startswith("alias/") else name.removeprefix("key/")
    aliases = [arn.rpartition(":")[2] for arn, of in kms._aliases.items() if of == key]
    return f"{place}:key/{key}", aliases


def _pin_secure(address: str, _secure: bool) -> None:
    _pin_origin(address, True)
