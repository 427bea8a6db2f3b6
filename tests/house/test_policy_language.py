"""The policies as AWS reads them: words that IAM knows, resources that an action has, no `*`.

cfn-lint carries AWS's own list of actions, the resources that each can be limited to, and how
their ARNs are written.
"""

import json
from importlib.resources import files
from typing import Any

import pytest
from barrow.deploying.policy import narrowed
from cfnlint.api import ManualArgs, lint

from tests.house.policies import CAPABILITIES, policy_of, statements

REGION = "eu-west-2"


def one_stages(capability: str) -> dict[str, Any]:
    return narrowed(
        policy_of(capability),
        stage="one",
        region=REGION,
        account="123456789012",
        sender="shop@example.com",
    )


def objections(*policies: dict[str, Any]) -> list[str]:
    resources = {
        f"Policy{number}": {
            "Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"PolicyDocument": policy},
        }
        for number, policy in enumerate(policies)
    }
    template = json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources})
    everything = ManualArgs(include_checks=["I"], regions=[REGION])
    return [f"{match.rule.id} {match.message}" for match in lint(template, config=everything)]


def test_aws_knows_every_action_condition_and_resource_of_the_policies() -> None:
    assert objections(*map(one_stages, CAPABILITIES)) == []


@pytest.mark.parametrize(
    ("wrong", "objection"),
    [
        ({"Action": ["dynamodb:GetItems"]}, "W3037"),
        ({"Action": ["s3:GetObject"]}, "I3510"),
        ({"Condition": {"ForAllValue:StringLike": {"dynamodb:LeadingKeys": ["A"]}}}, "E3510"),
    ],
)
def test_a_word_that_aws_does_not_know_is_objected_to(
    wrong: dict[str, Any], objection: str
) -> None:
    policy = one_stages("cart")
    policy["Statement"][1] |= wrong

    assert [found.split()[0] for found in objections(policy)] == [objection]


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_everything_that_can_be_limited_to_a_resource_is(capability: str) -> None:
    unlimited = [
        (statement["Sid"], action)
        for statement in statements(capability)
        for action in statement["Action"]
        if "*" in statement["Resource"] and limits(action)
    ]

    assert unlimited == []


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_every_statement_allows_actions_by_their_whole_names(capability: str) -> None:
    for statement in statements(capability):
        assert statement["Effect"] == "Allow"
        assert [action for action in statement["Action"] if "*" in action] == []


def limits(action: str) -> list[str]:
    """The kinds of resources that an action can be limited to."""
    known = json.loads((files("cfnlint") / "data/AdditionalSpecs/Policies.json").read_bytes())
    service, _, name = action.partition(":")
    kinds: list[str] = known[service]["Actions"][name.lower()].get("Resources", [])
    return kinds


def test_the_list_tells_which_actions_can_be_limited() -> None:
    assert limits("dynamodb:GetItem") == ["table"]
    assert limits("dynamodb:ListStreams") == []
