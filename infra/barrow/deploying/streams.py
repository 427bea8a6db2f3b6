"""The streams that the tables have now.

The foundation's outputs name the stream that each table had when the stack last made or changed it.
A table that was restored from a backup under its old name has another, which CloudFormation does
not look for.
"""

from collections.abc import Mapping

from barrow.deploying.account import Account
from barrow.deploying.stage import Stage

_OUTPUT = "StreamArn"


def current(account: Account, stage: Stage, foundation: Mapping[str, str]) -> dict[str, str]:
    """`foundation`'s outputs, with each table's stream as it is."""
    dynamodb = account.client("dynamodb")
    found = dict(foundation)
    for name in foundation:
        if name.endswith(_OUTPUT):
            table = stage.table(name.removesuffix(_OUTPUT).lower())
            described = dynamodb.describe_table(TableName=table)["Table"]
            found[name] = described.get("LatestStreamArn", found[name])
    return found
