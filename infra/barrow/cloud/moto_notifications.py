"""Applies a bucket's NotificationConfiguration, which moto's CloudFormation skips.

Only what the shop's foundation says: a queue by `!GetAtt <queue>.Arn`, events, a prefix.
"""

from pathlib import Path
from typing import Any

import yaml

from barrow.cloud.engine_deploy import client


class _Template(yaml.SafeLoader):
    """CloudFormation's YAML; `!GetAtt Queue.Arn` and the like are read as the text behind them."""


def _short_form(loader: _Template, _tag: str, node: yaml.Node) -> Any:
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


_Template.add_multi_constructor("!", _short_form)


def apply_notifications(template: Path, stack_name: str) -> None:
    """Raises KeyError for a queue that the template does not have."""
    resources = yaml.load(template.read_text(encoding="utf-8"), _Template)["Resources"]  # noqa: S506
    wanted = {
        name: resource["Properties"]["NotificationConfiguration"]["QueueConfigurations"]
        for name, resource in resources.items()
        if resource["Type"] == "AWS::S3::Bucket"
        and "NotificationConfiguration" in resource.get("Properties", {})
    }
    if not wanted:
        return
    deployed = client("cloudformation").describe_stack_resources(StackName=stack_name)
    made = {
        one["LogicalResourceId"]: one["PhysicalResourceId"]
        for one in deployed["StackResources"]
        if "PhysicalResourceId" in one
    }
    for name, entries in wanted.items():
        client("s3").put_bucket_notification_configuration(
            Bucket=made[name],
            NotificationConfiguration={
                "QueueConfigurations": [_queue_configuration(entry, made) for entry in entries]
            },
        )


def _queue_configuration(entry: dict[str, Any], made: dict[str, str]) -> dict[str, Any]:
    sqs = client("sqs")
    queue = made[entry["Queue"].removesuffix(".Arn")]
    url = queue if "/" in queue else sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    rules = entry.get("Filter", {}).get("S3Key", {}).get("Rules", [])
    return {
        "QueueArn": arn["QueueArn"],
        "Events": [entry["Event"]],
        "Filter": {"Key": {"FilterRules": rules}},
    }
