"""Everything that stands in an account, as plain values that two moments can be compared by.

What AWS makes up anew with each call is left out or put by a name: ids of mappings, APIs and
deployments, times, revisions, ids of statements, the moment that a stream is called after.
"""

import json
import re
from typing import Any

from barrow.deploying.account import Account

Snapshot = dict[str, Any]

_STREAM = re.compile(r"(?<=/stream/)\d{4}-\d\d-\d\dT[\d:.]+")
#: What a capability's marker says of a stream's name too.
_DIGEST = re.compile(r'(?<=: ")[0-9a-f]{64}(?=")')


def snapshot(account: Account) -> Snapshot:
    """`{"function barrow-cart-one": {…}, …}`."""
    apis = account.client("apigateway").get_rest_apis(limit=500)["items"]
    names = {api["id"]: f"<{api['name']}>" for api in apis}
    stands = {
        f"{kind} {name}": values
        for kind, look in _KINDS.items()
        for name, values in look(account).items()
    }
    text = _DIGEST.sub("<digest>", _STREAM.sub("<made>", json.dumps(stands, default=str)))
    for made_up, name in names.items():
        text = text.replace(made_up, name)
    return dict(json.loads(text))


def of_stage(stands: Snapshot, stage: str) -> Snapshot:
    """What belongs to one stage: all names have it as a part."""
    return {
        name: values
        for name, values in stands.items()
        if stage in name.replace("/", "-").replace(" ", "-").replace(":", "-").split("-")
    }


def functions(account: Account) -> Snapshot:
    client = account.client("lambda")
    kept = (
        "CodeSha256", "Environment", "Handler", "MemorySize", "Role", "Runtime", "Timeout",
        "Architectures", "Layers",
    )  # fmt: skip
    return {
        one["FunctionName"]: {key: one.get(key) for key in kept}
        | {"permissions": _permissions(account, one["FunctionName"])}
        | {"tags": client.list_tags(Resource=one["FunctionArn"])["Tags"]}
        for one in _pages(client, "list_functions", "Functions")
    }


def roles(account: Account) -> Snapshot:
    client = account.client("iam")
    return {
        role["RoleName"]: {"trusts": role["AssumeRolePolicyDocument"]}
        | {
            name: client.get_role_policy(RoleName=role["RoleName"], PolicyName=name)[
                "PolicyDocument"
            ]
            for name in client.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
        }
        for role in _pages(client, "list_roles", "Roles")
    }


def mappings(account: Account) -> Snapshot:
    """By function and source; two of the same would be told as `×2`."""
    found: Snapshot = {}
    client = account.client("lambda")
    for one in _pages(client, "list_event_source_mappings", "EventSourceMappings"):
        function = one["FunctionArn"].split(":")[6]
        source = one["EventSourceArn"].split(":", 5)[5]
        name = f"{function} < {source}"
        while name in found:
            name += " ×2"
        kept = (
            "BatchSize", "MaximumBatchingWindowInSeconds", "ScalingConfig", "StartingPosition",
            "State",
        )  # fmt: skip
        found[name] = {key: one.get(key) for key in kept}
    return found


def apis(account: Account) -> Snapshot:
    """By name; paths with the integration of each method, and what each API stage serves."""
    client = account.client("apigateway")
    found: Snapshot = {}
    for api in _pages(client, "get_rest_apis", "items"):
        name = api["name"]
        while name in found:
            name += " ×2"
        resources = client.get_resources(restApiId=api["id"], limit=500, embed=["methods"])
        found[name] = {
            "paths": {
                f"{method} {one['path']}": _integration(values)
                for one in resources["items"]
                for method, values in one.get("resourceMethods", {}).items()
            },
            "stages": sorted(
                one["stageName"] for one in client.get_stages(restApiId=api["id"])["item"]
            ),
            "endpoint": api.get("endpointConfiguration", {}).get("types"),
        }
    return found


def rules(account: Account) -> Snapshot:
    client = account.client("events")
    return {
        f"{bus['Name']}/{rule['Name']}": {
            "schedule": rule.get("ScheduleExpression"),
            "pattern": json.loads(rule.get("EventPattern") or "null"),
            "state": rule["State"],
            "targets": sorted(
                (target["Id"], target["Arn"])
                for target in client.list_targets_by_rule(
                    Rule=rule["Name"], EventBusName=bus["Name"]
                )["Targets"]
            ),
        }
        for bus in client.list_event_buses()["EventBuses"]
        for rule in client.list_rules(EventBusName=bus["Name"])["Rules"]
    }


def queues(account: Account) -> Snapshot:
    client = account.client("sqs")
    fleeting = {"CreatedTimestamp", "LastModifiedTimestamp"}
    return {
        url.rpartition("/")[2]: {
            name: value
            for name, value in client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])[
                "Attributes"
            ].items()
            if name not in fleeting and not name.startswith("Approximate")
        }
        for url in client.list_queues().get("QueueUrls", [])
    }


def tables(account: Account) -> Snapshot:
    client = account.client("dynamodb")
    kept = (
        "KeySchema", "GlobalSecondaryIndexes", "StreamSpecification", "LatestStreamArn",
        "DeletionProtectionEnabled", "SSEDescription", "BillingModeSummary",
    )  # fmt: skip
    return {
        name: {key: client.describe_table(TableName=name)["Table"].get(key) for key in kept}
        for name in client.list_tables()["TableNames"]
    }


def buckets(account: Account) -> Snapshot:
    client = account.client("s3")
    return {
        bucket["Name"]: {
            "encryption": client.get_bucket_encryption(Bucket=bucket["Name"])[
                "ServerSideEncryptionConfiguration"
            ],
            "notifications": [
                (one["QueueArn"], one["Events"])
                for one in client.get_bucket_notification_configuration(Bucket=bucket["Name"]).get(
                    "QueueConfigurations", []
                )
            ],
        }
        for bucket in client.list_buckets()["Buckets"]
    }


def log_groups(account: Account) -> Snapshot:
    return {
        group["logGroupName"]: group.get("retentionInDays")
        for group in _pages(account.client("logs"), "describe_log_groups", "logGroups")
    }


def parameters(account: Account) -> Snapshot:
    """Names and kinds, and values but for what is secret."""
    client = account.client("ssm")
    return {
        one["Name"]: one["Type"]
        if one["Type"] == "SecureString"
        else client.get_parameter(Name=one["Name"])["Parameter"]["Value"]
        for one in _pages(client, "describe_parameters", "Parameters")
    }


def stacks(account: Account) -> Snapshot:
    client = account.client("cloudformation")
    found = _pages(client, "describe_stacks", "Stacks")
    return {
        one["StackName"]: {
            "resources": sorted(
                each["LogicalResourceId"]
                for each in client.describe_stack_resources(StackName=one["StackName"])[
                    "StackResources"
                ]
                # moto tells of what it cannot make, without a name
                if "LogicalResourceId" in each
            ),
            "state": one["StackStatus"].removeprefix("UPDATE_").removeprefix("CREATE_"),
            "parameters": {
                each["ParameterKey"]: each.get("ParameterValue")
                for each in one.get("Parameters", [])
            },
        }
        for one in found
        if one["StackStatus"] != "DELETE_COMPLETE"
    }


def _permissions(account: Account, function: str) -> list[tuple[str, str, str]]:
    """Who may invoke it for what."""
    client = account.client("lambda")
    try:
        policy = json.loads(client.get_policy(FunctionName=function)["Policy"])
    except client.exceptions.ResourceNotFoundException:
        return []
    return sorted(
        (
            statement["Action"],
            statement["Principal"]["Service"],
            statement["Condition"]["ArnLike"]["AWS:SourceArn"],
        )
        for statement in policy["Statement"]
    )


def _integration(method: dict[str, Any]) -> tuple[Any, ...]:
    integration = method.get("methodIntegration", {})
    return integration.get("type"), integration.get("uri"), method.get("apiKeyRequired")


def _pages(client: Any, operation: str, key: str) -> list[dict[str, Any]]:
    pages = client.get_paginator(operation).paginate()
    return [one for page in pages for one in page[key]]


_KINDS = {
    "stack": stacks,
    "function": functions,
    "role": roles,
    "mapping": mappings,
    "API": apis,
    "rule": rules,
    "queue": queues,
    "table": tables,
    "bucket": buckets,
    "log group": log_groups,
    "parameter": parameters,
}
