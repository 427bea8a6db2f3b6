"""What the firewall must let through, and what it costs."""

import json
from typing import Any

import pytest

from tests.house.templates import INFRA, resources, text
from tests.shop import apps

ACL = resources("firewall")["WebAcl"]["Properties"]
RULES: dict[str, dict[str, Any]] = {rule["Name"]: rule for rule in ACL["Rules"]}
GROUPS = {
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
}


@pytest.mark.parametrize("name", RULES)
def test_no_rule_looks_at_stripes_webhook(name: str) -> None:
    (statement,) = RULES[name]["Statement"].values()
    left_out = statement["ScopeDownStatement"]["NotStatement"]["Statement"]["ByteMatchStatement"]
    raw = [
        route.path
        for loaded in apps().values()
        for route in loaded.module.api.routes
        if route.raw and route.method == "POST"
    ]

    assert left_out["FieldToMatch"] == {"UriPath": {}}
    assert left_out["PositionalConstraint"] == "EXACTLY"
    assert left_out["TextTransformations"] == [{"Priority": 0, "Type": "NONE"}]
    webhook = "/checkout/webhooks/stripe"
    assert webhook in raw
    assert left_out["SearchString"] == f"/api{webhook}"


def test_the_firewall_stands_before_cloudfront_and_lets_in_what_no_rule_names() -> None:
    assert ACL["Scope"] == "CLOUDFRONT"
    assert ACL["DefaultAction"] == {"Allow": {}}


def test_who_asks_too_often_is_told_so_as_the_api_would() -> None:
    rule = RULES["too-many"]
    answer = rule["Action"]["Block"]["CustomResponse"]
    problem = json.loads(ACL["CustomResponseBodies"][answer["CustomResponseBodyKey"]]["Content"])

    assert rule["Statement"]["RateBasedStatement"]["AggregateKeyType"] == "IP"
    assert answer["ResponseCode"] == problem["status"] == 429
    assert problem["type"] == "urn:barrow:problem:too_many_requests"


def test_bodies_that_the_shop_s_people_write_are_counted_and_not_blocked() -> None:
    managed = [one["Statement"].get("ManagedRuleGroupStatement") for one in RULES.values()]
    groups = {one["Name"]: one for one in managed if one}
    counted = groups["AWSManagedRulesCommonRuleSet"]["RuleActionOverrides"]

    assert set(groups) == GROUPS
    assert {one["Name"] for one in counted} == {
        "CrossSiteScripting_BODY",
        "EC2MetaDataSSRF_BODY",
        "GenericRFI_BODY",
        "SizeRestrictions_BODY",
    }
    assert all(one["ActionToUse"] == {"Count": {}} for one in counted)


def test_the_template_says_what_it_costs() -> None:
    """$5 for the list, $1 for each rule."""
    head = (INFRA / "firewall.yaml").read_text(encoding="utf-8").split("Parameters:")[0]

    assert f"${5 + len(RULES)} a month" in head
    assert text(ACL["Name"]) == "barrow-prod"
