"""The capabilities' policies, and each statement of them in its smallest shares."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FUNCTIONS = Path(__file__).parent.parent.parent / "functions"
CAPABILITIES = sorted(door.parent.name for door in FUNCTIONS.glob("*/app.py"))

Statement = Mapping[str, Any]


def policy_of(capability: str) -> dict[str, Any]:
    text = (FUNCTIONS / capability / ".chalice" / "policy.json").read_text(encoding="utf-8")
    policy: dict[str, Any] = json.loads(text)
    return policy


def statements(capability: str) -> list[Statement]:
    return list(policy_of(capability)["Statement"])


def shares(statement: Statement) -> Iterator[Statement]:
    """One action on one resource each, and where keys are named, on items of one kind of key."""
    for action in statement["Action"]:
        for resource in statement["Resource"]:
            share = dict(statement) | {"Action": [action], "Resource": [resource]}
            keys = leading_keys(statement)
            if not keys:
                yield share
            for key in keys:
                only = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [key]}}
                yield share | {"Condition": statement["Condition"] | only}


def leading_keys(statement: Statement) -> list[str]:
    """The patterns of the partition keys that it is good for; none: every one."""
    condition = statement.get("Condition", {}).get("ForAllValues:StringLike", {})
    return list(condition.get("dynamodb:LeadingKeys", []))


def attributes(statement: Statement) -> list[str]:
    """The attributes that it is good for; none: every one."""
    condition = statement.get("Condition", {}).get("ForAllValues:StringEquals", {})
    return list(condition.get("dynamodb:Attributes", []))
