"""IAM's decision on one action, as its guide describes it, for the parts that the policies use.

A key of the request may have several values (the items of a BatchGetItem, an item's attributes).
With ForAllValues each of them must match, so a request that has none matches, too; with ForAnyValue
one must, so one that has none does not. Without either a missing key matches with IfExists alone.
What stands in a policy and is not known here fails.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

#: What DynamoDB and KMS tell of a request; another, or one misspelt, would match for want of it.
KEYS = {
    "dynamodb:Attributes", "dynamodb:EnclosingOperation", "dynamodb:LeadingKeys",
    "dynamodb:ReturnValues", "dynamodb:Select", "kms:ResourceAliases",
}  # fmt: skip


@dataclass(frozen=True)
class Use:
    """One action on one resource, and the keys of the request that AWS tells IAM."""

    action: str
    resource: str
    leading: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    select: str = ""
    returns: str = ""
    within: str = ""
    aliases: frozenset[str] = frozenset()

    @property
    def context(self) -> dict[str, frozenset[str]]:
        keys = {
            "dynamodb:LeadingKeys": self.leading,
            "dynamodb:Attributes": self.attributes,
            "dynamodb:Select": frozenset({self.select} - {""}),
            "dynamodb:ReturnValues": frozenset({self.returns} - {""}),
            "dynamodb:EnclosingOperation": frozenset({self.within} - {""}),
            "kms:ResourceAliases": self.aliases,
        }
        return {name: values for name, values in keys.items() if values}


def allowed(policy: Mapping[str, Any], use: Use) -> bool:
    """Whether a statement allows `use` and none denies it."""
    effects = {one["Effect"] for one in policy["Statement"] if covers(one, use)}
    return effects == {"Allow"}


def covers(statement: Mapping[str, Any], use: Use) -> bool:
    assert set(statement) <= {"Sid", "Effect", "Action", "Resource", "Condition"}, statement
    return (
        any(_like(action.lower(), use.action.lower()) for action in statement["Action"])
        and any(_same_arn(pattern, use.resource) for pattern in statement["Resource"])
        and _holds(statement.get("Condition", {}), use.context)
    )


def _same_arn(pattern: str, arn: str) -> bool:
    """Part by part: a wildcard in one of the first five reaches no further than its colon."""
    if pattern == "*":
        return True
    wanted, given = pattern.split(":", 5), arn.split(":", 5)
    return len(wanted) == len(given) and all(map(_like, wanted, given))


def _like(pattern: str, value: str) -> bool:
    return _expression(pattern).fullmatch(value) is not None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    parts = [{"*": ".*", "?": "."}.get(char) or re.escape(char) for char in pattern]
    return re.compile("".join(parts), re.DOTALL)


def _holds(condition: Mapping[str, Any], context: Mapping[str, frozenset[str]]) -> bool:
    assert {key for keys in condition.values() for key in keys} <= KEYS, condition
    return all(
        _tests(operator, _listed(wanted), context.get(key, frozenset()))
        for operator, keys in condition.items()
        for key, wanted in keys.items()
    )


def _tests(operator: str, wanted: list[str], given: frozenset[str]) -> bool:
    quantifier, _, bare = operator.rpartition(":")
    if bare == "Null":
        return wanted == ["false" if given else "true"]
    matches = {"StringEquals": str.__eq__, "StringLike": _like}[bare.removesuffix("IfExists")]
    each = [any(matches(one, value) for one in wanted) for value in given]
    if quantifier == "ForAllValues":
        return all(each)
    if quantifier == "ForAnyValue":
        return any(each)
    assert not quantifier, operator
    return any(each) or (not given and bare.endswith("IfExists"))


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
