"""Deploys a CloudFormation template into a running engine, through botocore as anyone would."""

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
import yaml

from barrow.cloud.engine import DeployFailed

_DIGEST_TAG = "barrow:template"
_DONE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE"})
_CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]


def client(service: str) -> Any:
    """Return a botocore client for the region of the environment; one is made per service.

    Making one takes longer than any call to an engine, and engines answer old clients too.
    """
    return _client(service, os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"))


def forget_clients() -> None:
    """Let go of what was made to deploy with, twenty megabytes; the next `client` makes it anew."""
    _client.cache_clear()
    _session.cache_clear()


@cache
def _client(service: str, region: str | None) -> Any:
    return _session().create_client(service, region_name=region)


@cache
def _session() -> Any:
    """One for all clients: each of its own takes nine megabytes."""
    return botocore.session.Session()


def deploy(template: Path, parameters: dict[str, str], stack_name: str) -> None:
    """Create or update the stack unless a stack with this very text and parameters is there.

    The digest of both is kept as a tag of the stack, so it survives restarts with it.
    """
    body = template.read_text(encoding="utf-8")
    digest = hashlib.sha256(json.dumps([body, sorted(parameters.items())]).encode()).hexdigest()
    cloudformation = client("cloudformation")
    stack = _stack(cloudformation, stack_name)
    tags = {tag["Key"]: tag["Value"] for tag in stack.get("Tags", [])} if stack else {}
    if stack and stack["StackStatus"] in _DONE and tags.get(_DIGEST_TAG) == digest:
        return
    change = cloudformation.update_stack if stack else cloudformation.create_stack
    try:
        change(
            StackName=stack_name,
            TemplateBody=body,
            Parameters=[
                {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
            ],
            Capabilities=_CAPABILITIES,
            Tags=[{"Key": _DIGEST_TAG, "Value": digest}],
        )
    except cloudformation.exceptions.ClientError as error:
        raise DeployFailed(stack_name, error.response["Error"]["Message"]) from error
    stack = _stack(cloudformation, stack_name)
    if stack is None or stack["StackStatus"] not in _DONE:
        raise DeployFailed(stack_name, _reason(cloudformation, stack_name))
    _set_time_to_live(cloudformation, stack_name, body)


def outputs(stack_name: str) -> dict[str, str]:
    """Return the outputs of a deployed stack; raises DeployFailed when it is not there."""
    stack = _stack(client("cloudformation"), stack_name)
    if stack is None:
        raise DeployFailed(stack_name, "there is no such stack")
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


class _Template(yaml.SafeLoader):
    """Reads a template and passes over its `!Ref` and `!Sub`: only plain values are looked at."""


_Template.add_multi_constructor("!", lambda *_: None)


def _set_time_to_live(cloudformation: Any, stack_name: str, template: str) -> None:
    """Apply TimeToLiveSpecification, which neither engine's CloudFormation does."""
    resources = yaml.load(template, Loader=_Template)["Resources"]  # noqa: S506
    wanted = {
        logical_id: resource["Properties"]["TimeToLiveSpecification"]
        for logical_id, resource in resources.items()
        if resource["Type"] == "AWS::DynamoDB::Table"
        and "TimeToLiveSpecification" in resource.get("Properties", {})
    }
    if not wanted:
        return
    dynamodb = client("dynamodb")
    deployed = cloudformation.describe_stack_resources(StackName=stack_name)["StackResources"]
    for resource in deployed:
        specification = wanted.get(resource.get("LogicalResourceId", ""))
        if specification is None:
            continue
        table = resource["PhysicalResourceId"]
        current = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
        if (current["TimeToLiveStatus"] == "ENABLED") != specification["Enabled"]:
            dynamodb.update_time_to_live(TableName=table, TimeToLiveSpecification=specification)


def _stack(cloudformation: Any, stack_name: str) -> Any:
    try:
        return cloudformation.describe_stacks(StackName=stack_name)["Stacks"][0]
    except cloudformation.exceptions.ClientError:
        return None


def _reason(cloudformation: Any, stack_name: str) -> str:
    events = cloudformation.describe_stack_events(StackName=stack_name)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
    if not failed:
        return "no resource said why"
    first = min(failed, key=lambda event: event["Timestamp"])
    return f"{first['LogicalResourceId']}: {first.get('ResourceStatusReason', 'no reason given')}"


def verify_sender(identity: str) -> None:
    """Register the address or domain with SES; both engines verify it at once."""
    client("sesv2").create_email_identity(EmailIdentity=identity)
