"""Least privilege, held to what the shop really does: all of it is allowed, and nothing else.

A day of the shop tells what is needed. It is lived on an engine that refuses nothing, so each call
is put to the policies afterwards, as IAM would have been asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from barrow.cloud.engine_transport import ACCOUNT, REGION
from barrow.cloud.moto_engine import MotoEngine
from barrow.deploying.policy import narrowed
from checkout import payments
from shopkit import people, settings, wrapping

from tests.house.aws_calls import Watch, handlers_of, lambdas_own, watching
from tests.house.iam import Use, allowed, covers
from tests.house.key_in_kms import key_in_kms
from tests.house.ministacks_judge import judge
from tests.house.policies import (
    CAPABILITIES,
    attributes,
    leading_keys,
    policy_of,
    shares,
    statements,
)
from tests.house.secrets_in_store import secrets_in_store
from tests.house.shop_day import live_a_day
from tests.shop import open_shop
from tests.storefront import publishing

Day = dict[str, set[Use]]
#: Where the day is lived.
HERE = {
    "stage": "local",
    "region": REGION,
    "account": ACCOUNT,
    "sender": settings.settings().sender,
}


@pytest.fixture(scope="module")
def day() -> Iterator[Day]:
    """Every use of each capability, by itself or by Lambda for it."""
    watch = Watch()
    with (
        publishing(),
        handlers_of(watch),
        open_shop(MotoEngine()) as shop,
        secrets_in_store(),
        key_in_kms(),
        watching(shop, watch),
    ):
        live_a_day(shop)
        # the stand-in's client stood in for the one that a deployed checkout makes of its secret
        payments.use(None)
        watch.as_caller("checkout", payments.gateway)()
        # whoever needs a data key first when a wrapping key is a year old makes the next
        for year, capability in enumerate(("accounts", "checkout"), 1):
            a_year_on = shop.now + year * 2 * wrapping.SERVES
            watch.as_caller(capability, people.key_for)(f"acc_{year}", a_year_on)
    yield {name: uses | lambdas_own(name) for name, uses in watch.uses.items()}


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_everything_that_a_capability_does_is_allowed_to_it(day: Day, capability: str) -> None:
    policy = policy_of(capability)

    refused = [use for use in day[capability] if not allowed(policy, use)]

    assert any(use.action.startswith("dynamodb:") for use in day[capability])
    assert refused == []


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_deployed_it_may_do_the_same_in_its_own_stage(day: Day, capability: str) -> None:
    own = narrowed(policy_of(capability), **HERE)

    refused = [use for use in day[capability] if not allowed(own, use)]

    assert refused == []


@pytest.mark.parametrize("capability", CAPABILITIES)
@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("stage", "loca"),
        ("stage", "local2"),
        ("region", "us-east-1"),
        ("account", "210987654321"),
        ("partition", "aws-cn"),
    ],
)
def test_deployed_elsewhere_it_may_do_none_of_it(
    day: Day, capability: str, what: str, other: str
) -> None:
    own = narrowed(policy_of(capability), **HERE | {what: other})
    # who sends the mails is the same in every stage, and a bucket's ARN knows of no region
    shared = {"stage": "arn:aws:ses:", "region": "arn:aws:s3:::"}.get(what, "none")

    reached = [use for use in day[capability] if allowed(own, use) and use.resource != "*"]

    assert [use for use in reached if not use.resource.startswith(shared)] == []


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_another_judge_decides_the_same_of_everything_that_anyone_does(
    day: Day, capability: str
) -> None:
    own = narrowed(policy_of(capability), **HERE)
    uses = kinds_of(use for name in CAPABILITIES for use in day[name])
    # and calls that ask for more: whole items, writes by themselves, other attributes and items
    uses += [
        *(replace(use, select="ALL_ATTRIBUTES") for use in uses if use.select),
        *(replace(use, within="") for use in uses if use.within),
        *(replace(use, returns="ALL_OLD") for use in uses if use.returns),
        *(replace(use, attributes=use.attributes | {"more"}) for use in uses if use.attributes),
        *(replace(use, leading=use.leading | {"OTHER#1"}) for use in uses if use.leading),
    ]
    other = judge(own)

    differing = [use for use in uses if allowed(own, use) != other(use)]

    assert {allowed(own, use) for use in uses} == {True, False}
    assert differing == []


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_no_action_resource_or_item_is_allowed_that_is_never_asked_for(
    day: Day, capability: str
) -> None:
    idle = [
        (share["Sid"], *share["Action"], *share["Resource"], *leading_keys(share))
        for statement in statements(capability)
        for share in shares(statement)
        if not any(covers(share, use) for use in day[capability])
    ]

    assert idle == []


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_no_attribute_is_allowed_that_is_never_named(day: Day, capability: str) -> None:
    idle = [
        (share["Sid"], *share["Action"], name)
        for statement in statements(capability)
        for share in shares(statement)
        for name in attributes(statement)
        if not any(name in use.attributes for use in day[capability] if covers(share, use))
    ]

    assert idle == []


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_another_capabilitys_table_is_open_to_named_items_and_attributes_alone(
    capability: str,
) -> None:
    own = f"arn:aws:dynamodb:*:*:table/barrow-*-{capability}"

    foreign = [
        statement
        for statement in statements(capability)
        for resource in statement["Resource"]
        if ":dynamodb:" in resource and not resource.startswith(own)
    ]

    assert all(leading_keys(one) and attributes(one) for one in foreign)
    assert {action for one in foreign for action in one["Action"]} <= CONDITIONED
    for one in foreign:
        whole = {"dynamodb:Select": ["SPECIFIC_ATTRIBUTES"]}
        old = {"dynamodb:ReturnValues": ["NONE"]}
        writes = bool(WRITES & set(one["Action"]))
        assert one["Condition"]["StringEqualsIfExists"] == (old if writes else whole)


def kinds_of(uses: Iterable[Use]) -> list[Use]:
    """One of each kind: items by what their keys begin with, objects by their folder."""
    kinds = {
        replace(
            use,
            resource="/".join(use.resource.split("/")[:2]),
            leading=frozenset(key.split("#")[0] for key in use.leading),
        ): use
        for use in uses
    }
    return list(kinds.values())


#: Actions that always tell IAM of partition keys and attributes: with ForAllValues a request that
#: told of none, as Scan does of no key, would be let through.
CONDITIONED = {
    "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem",
    "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem",
}  # fmt: skip
WRITES = {"dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"}


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_capability_writes_to_its_own_table_alone_but_for_what_is_agreed(
    capability: str,
) -> None:
    own = f"arn:aws:dynamodb:*:*:table/barrow-*-{capability}"

    foreign = {
        (*(one.removeprefix("dynamodb:") for one in share["Action"]), *leading_keys(share))
        for statement in statements(capability)
        for share in shares(statement)
        if WRITES & set(share["Action"]) and share["Resource"] != [own]
    }

    agreed = NOTED | HELD | DATA_KEYS
    assert foreign == {one for one, capabilities in agreed.items() if capability in capabilities}


#: In a transaction alone, which answers nothing of the item: that a session or a key was used, and
#: units that are held.
NOTED = {
    ("UpdateItem", "SESSION#*"): {*CAPABILITIES} - {"accounts"},
    ("UpdateItem", "APIKEY#*"): {"catalog", "checkout", "inventory", "marketing"},
}
HELD = {
    (action, key): {"checkout"}
    for action, key in (("UpdateItem", "STOCK#*"), ("PutItem", "HOLD#*"), ("UpdateItem", "HOLD#*"))
}
#: The table of data keys is nobody's own. An update moves the day that an address's stands until.
DATA_KEYS = {
    ("PutItem", "SUBJECT#*"): {"accounts", "checkout"},
    ("UpdateItem", "SUBJECT#*"): {"accounts", "checkout"},
    ("PutItem", "WRAPPING#*"): {"accounts", "checkout"},
    ("DeleteItem", "SUBJECT#*"): {"accounts"},
}


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_what_is_not_its_own_it_writes_in_transactions_but_for_data_keys(capability: str) -> None:
    together = {"dynamodb:EnclosingOperation": ["TransactWriteItems"]}

    alone = {
        (*(one.removeprefix("dynamodb:") for one in share["Action"]), *leading_keys(share))
        for statement in statements(capability)
        for share in shares(statement)
        if WRITES & set(share["Action"])
        and not any(one.endswith(f"-{capability}") for one in share["Resource"])
        and share["Condition"].get("ForAnyValue:StringEquals") != together
    }

    assert alone <= set(DATA_KEYS)


def test_the_watch_hears_of_what_the_policies_are_held_to(day: Day) -> None:
    """Else nothing would be refused, for want of anything to refuse."""
    stock = "table/barrow-local-inventory"
    asked = {use for use in day["checkout"] if use.resource.endswith(stock)}

    assert {use.within for use in asked if use.action == "dynamodb:UpdateItem"} == {
        "TransactWriteItems"
    }
    assert {use.select for use in asked if use.select} == {"SPECIFIC_ATTRIBUTES"}
    assert all({"pk", "sk"} < use.attributes for use in asked)
