"""What whoever deploys must be allowed to do, by service, and on what it is tried.

Not every action of a deploy, but for each kind of thing one that makes it, one that changes it and
one that reads it: a policy that has these was written for deploying.
"""

import re

from barrow.deploying.account import Account
from barrow.deploying.stage import Stage

NEEDED: dict[str, tuple[str, ...]] = {
    "cloudformation": ("CreateChangeSet", "ExecuteChangeSet", "DescribeStacks", "DeleteStack"),
    "lambda": ("CreateFunction", "UpdateFunctionCode", "InvokeFunction", "AddPermission"),
    "iam": ("CreateRole", "PutRolePolicy", "PassRole", "DeleteRole"),
    "apigateway": ("POST", "PUT", "GET"),
    "dynamodb": ("CreateTable", "UpdateTable", "UpdateContinuousBackups"),
    "sqs": ("CreateQueue", "SetQueueAttributes"),
    "events": ("PutRule", "PutTargets", "CreateEventBus"),
    "s3": ("CreateBucket", "PutBucketPolicy", "PutEncryptionConfiguration"),
    "ssm": ("PutParameter", "GetParameter"),
    "kms": ("CreateKey", "CreateAlias", "DescribeKey"),
    "logs": ("CreateLogGroup", "PutRetentionPolicy", "FilterLogEvents"),
    "ses": ("CreateEmailIdentity", "CreateConfigurationSet"),
    "cloudfront": ("CreateDistribution", "UpdateDistribution"),
    "cloudwatch": ("PutMetricAlarm", "PutDashboard", "GetMetricData"),
    "sns": ("CreateTopic", "Subscribe"),
}
_ASSUMED = re.compile(r"^arn:([^:]+):sts::(\d+):assumed-role/([^/]+)/.*$")


def as_role(caller: str) -> str:
    """The role behind a session, whose policies they are; a user is what it is.

    A role with a path is found by its name all the same: IAM Identity Center's has one, which the
    session does not tell.
    """
    session = _ASSUMED.match(caller)
    if session is None:
        return caller
    partition, account, role = session.groups()
    path = "aws-reserved/sso.amazonaws.com/" if role.startswith("AWSReservedSSO_") else ""
    return f"arn:{partition}:iam::{account}:role/{path}{role}"


def resource(service: str, account: Account, stage: Stage) -> str:
    """What the actions of a service are tried on: something of the stage's, by its name."""
    arn = f"arn:{account.partition}:{service}"
    own = f"{account.region}:{account.id}"
    return {
        "cloudformation": f"{arn}:{own}:stack/{stage.stack('foundation')}/1",
        "lambda": f"{arn}:{own}:function:{stage.function('cart')}",
        "iam": f"{arn}::{account.id}:role/{stage.function('cart')}",
        "apigateway": f"{arn}:{account.region}::/restapis",
        "dynamodb": f"{arn}:{own}:table/{stage.table('cart')}",
        "sqs": f"{arn}:{own}:barrow-{stage.name}-cart",
        "events": f"{arn}:{own}:event-bus/barrow-{stage.name}",
        "s3": f"{arn}:::barrow-{stage.name}-site-{account.id}",
        "ssm": f"{arn}:{own}:parameter{stage.parameter('CURSOR_KEY')}",
        "kms": f"{arn}:{own}:key/*",
        "logs": f"{arn}:{own}:log-group:/aws/lambda/{stage.function('cart')}",
        "ses": f"{arn}:{own}:identity/{stage.sender}",
        "cloudfront": f"{arn}::{account.id}:distribution/*",
        "cloudwatch": f"{arn}:{own}:alarm:barrow-{stage.name}",
        "sns": f"{arn}:{own}:barrow-{stage.name}-alarms",
    }[service]
