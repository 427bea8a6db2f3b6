"""A policy for one stage names that stage's things, and no other's."""

import copy
from typing import Any

import pytest
from barrow.deploying.policy import MAX_CHARACTERS, PolicyTooLarge, narrowed


def policy(*resources: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": ["x:Y"], "Resource": list(resources)}
    return {"Version": "2012-10-17", "Statement": [statement]}


def placed(*resources: str, partition: str = "aws") -> list[str]:
    own = narrowed(
        policy(*resources),
        stage="one",
        region="eu-west-2",
        account="123456789012",
        sender="shop@mail.example.com",
        partition=partition,
    )
    found: list[str] = own["Statement"][0]["Resource"]
    return found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("dynamodb:*:*:table/barrow-*-cart", "table/barrow-one-cart"),
        ("dynamodb:*:*:table/barrow-*-cart/index/gsi1", "table/barrow-one-cart/index/gsi1"),
        ("dynamodb:*:*:table/barrow-*-cart/stream/*", "table/barrow-one-cart/stream/*"),
        ("sqs:*:*:barrow-*-cart", "barrow-one-cart"),
        ("events:*:*:event-bus/barrow-*", "event-bus/barrow-one"),
        ("ssm:*:*:parameter/barrow/*/STAFF_KEYS", "parameter/barrow/one/STAFF_KEYS"),
        ("ses:*:*:configuration-set/barrow-*", "configuration-set/barrow-one"),
        (
            "logs:*:*:log-group:/aws/lambda/barrow-cart-*:*",
            "log-group:/aws/lambda/barrow-cart-one:*",
        ),
        (
            "logs:*:*:log-group:/aws/lambda/barrow-cart-*-relay:*",
            "log-group:/aws/lambda/barrow-cart-one-relay:*",
        ),
    ],
)
def test_stage_region_and_account_are_put_in(written: str, name: str) -> None:
    service = written.partition(":")[0]

    assert placed(f"arn:aws:{written}") == [f"arn:aws:{service}:eu-west-2:123456789012:{name}"]


def test_a_key_is_told_by_its_aliases_which_are_the_stages_own() -> None:
    written = policy("arn:aws:kms:*:*:key/*")
    aliases = {"kms:ResourceAliases": ["alias/barrow-*", "alias/barrow-*-*"]}
    others = {"dynamodb:LeadingKeys": ["BARROW-*"]}
    written["Statement"][0]["Condition"] = {"ForAnyValue:StringLike": aliases | others}

    own = narrowed(
        written, stage="one", region="eu-west-2", account="1", sender="shop@mail.example.com"
    )["Statement"][0]

    assert own["Resource"] == ["arn:aws:kms:eu-west-2:1:key/*"]
    assert own["Condition"]["ForAnyValue:StringLike"] == {
        "kms:ResourceAliases": ["alias/barrow-one", "alias/barrow-one-*"],
        "dynamodb:LeadingKeys": ["BARROW-*"],
    }


def test_a_bucket_has_the_account_in_its_name_and_neither_region_nor_account_beside_it() -> None:
    assert placed("arn:aws:s3:::barrow-*-media-*/uploads/*", "arn:aws:s3:::barrow-*-site-*") == [
        "arn:aws:s3:::barrow-one-media-123456789012/uploads/*",
        "arn:aws:s3:::barrow-one-site-123456789012",
    ]


def test_mails_are_sent_as_the_address_or_its_domain_whichever_is_verified() -> None:
    start = "arn:aws:ses:eu-west-2:123456789012:identity"

    assert placed("arn:aws:ses:*:*:identity/*") == [
        f"{start}/shop@mail.example.com",
        f"{start}/mail.example.com",
    ]


def test_an_action_without_resources_keeps_its_star_and_other_partitions_are_named() -> None:
    resources = placed("*", "arn:aws:sqs:*:*:barrow-*-cart", partition="aws-cn")

    assert resources == ["*", "arn:aws-cn:sqs:eu-west-2:123456789012:barrow-one-cart"]


def test_the_rest_of_the_policy_and_the_one_given_stay_as_they_are() -> None:
    given = policy("arn:aws:sqs:*:*:barrow-*-cart")
    given["Statement"][0]["Condition"] = {"StringLike": {"dynamodb:LeadingKeys": ["SKU#*"]}}
    before = copy.deepcopy(given)

    own = narrowed(given, stage="one", region="r", account="1", sender="a@b")

    assert own["Version"] == "2012-10-17"
    assert own["Statement"][0]["Condition"] == before["Statement"][0]["Condition"]
    assert given == before


def test_a_policy_that_iam_would_not_take_is_refused_with_its_size() -> None:
    many = policy(*(f"arn:aws:sqs:*:*:barrow-*-{n:04d}" for n in range(200)))

    with pytest.raises(PolicyTooLarge, match=f"a role takes {MAX_CHARACTERS}"):
        narrowed(many, stage="one", region="eu-west-2", account="1" * 12, sender="a@b")
