"""What status tells of the stage: half deployed, not there at all, at which address."""

import json
from datetime import timedelta

import pytest
from barrow.operating import status

from tests.unit.operator import aws_fakes
from tests.unit.operator.status.stage import NOW, Shop, shown

OWN_DOMAIN = {
    "domain": "shop.example.com",
    "certificate_arn": f"arn:aws:acm:us-east-1:{aws_fakes.NUMBER}:certificate/1f",
}


def test_a_stage_that_was_never_deployed_is_said_to_be_none(shop: Shop) -> None:
    shop.stacks, shop.functions, shop.markers, shop.key = {}, [], {}, None

    found = shop.read()

    assert [stack.state for stack in found.stacks] == [None] * 4
    assert found.site is None
    assert found.queues == ()
    assert found.no_orders_because == "checkout is not deployed"
    text = shown(found)
    assert text.count("not deployed") == 1 + 4 + 2 + 1 + 1


@pytest.mark.parametrize("marker", [None, "under way"])
def test_a_deploy_that_was_broken_off_is_said(shop: Shop, marker: str | None) -> None:
    shop.markers.pop("/barrow/one/deployed/cart")
    if marker:
        shop.markers["/barrow/one/deployed/cart"] = marker

    text = shown(shop.read())

    assert "r1, broken off: deploy again" in text
    assert text.count("broken off") == 1


def test_the_site_is_at_the_stages_domain_where_it_has_one(shop: Shop) -> None:
    assert shop.read().site == "https://d1.cloudfront.net"
    assert shop.read(**OWN_DOMAIN).site == "https://shop.example.com"


def test_where_a_domain_has_to_lead_is_told_beside_it(shop: Shop) -> None:
    found = shop.read(**OWN_DOMAIN)

    assert found.distribution == "d1.cloudfront.net"
    assert "site: https://shop.example.com (CloudFront: d1.cloudfront.net)" in shown(found)
    assert "site: https://d1.cloudfront.net\n" in shown(shop.read())


def test_a_refusal_of_another_kind_is_no_missing_stack(shop: Shop) -> None:
    denied = aws_fakes.refused("AccessDenied", "DescribeStacks", "not allowed")
    shop.account.client("cloudformation").set(describe_stacks=denied)

    with pytest.raises(type(denied)):
        shop.read()


def test_programs_get_it_as_json(shop: Shop) -> None:
    document = json.loads(shop.read().model_dump_json())

    assert document["stage"] == "one"
    assert document["queues"][0] == {
        "name": "barrow-one-cart", "waiting": 2, "in_flight": 1, "dead": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=47), "47 h"),
        (timedelta(hours=48), "2 days"),
        (timedelta(seconds=-1), "0 min"),
    ],
)
def test_ages_are_told_as_people_say_them(passed: timedelta, said: str) -> None:
    assert status.age(NOW - passed, NOW) == said
