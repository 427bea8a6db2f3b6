"""What stands in AWS: rules of every template, what is logged, what mails go through."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house import declared
from tests.house.templates import (
    INFRA,
    NAMES,
    STAGE,
    as_list,
    everywhere,
    read,
    resources,
    statements,
    text,
)
from tests.shop import ROOT

#: The property that names a resource, where two stages would meet if it did not carry the stage.
NAMING = ("AlarmName", "BucketName", "DashboardName", "LogGroupName", "Name",
          "QueueName", "TableName", "TopicName")  # fmt: skip
#: Where a resource's name is deeper in.
WITHIN = ("ResponseHeadersPolicyConfig", "OriginAccessControlConfig", "CachePolicyConfig")


def name_of(properties: dict[str, Any]) -> Any:
    inside = [properties[key] for key in WITHIN if isinstance(properties.get(key), dict)]
    return next((one[key] for one in (properties, *inside) for key in NAMING if key in one), None)


def retained(name: str, key: str) -> tuple[Any, Any]:
    resource = resources(name)[key]
    return resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy")


def policies() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{name}.{key}", statement)
        for name in NAMES
        for key, one in resources(name).items()
        for statement in statements(one.get("Properties", {}))
    ]


# ── all templates ────────────────────────────────────────────────────────────────────────────────
def test_the_linter_that_knows_awss_rules_objects_to_nothing() -> None:
    linter = Path(sys.executable).parent / "cfn-lint"
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.stdout + done.stderr == ""
    assert done.returncode == 0


def test_the_linter_sees_every_template_in_every_region_that_the_readme_names() -> None:
    asked = yaml.safe_load((ROOT / ".cfnlintrc.yaml").read_text(encoding="utf-8"))

    seen = {path for pattern in asked["templates"] for path in ROOT.glob(pattern)}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-[1-9]\b", readme))

    assert seen == set(INFRA.glob("*.yaml"))
    assert set(asked["regions"]) == named


@pytest.mark.parametrize("name", NAMES)
def test_a_template_can_be_passed_as_it_is(name: str) -> None:
    """CloudFormation takes 51,200 bytes; larger ones would have to lie in a bucket first."""
    assert (INFRA / f"{name}.yaml").stat().st_size <= 51_200


def test_two_stages_of_an_account_share_no_name() -> None:
    named = [
        (f"{template}.{key}", text(name_of(one["Properties"])))
        for template in NAMES
        for key, one in resources(template).items()
        if one["Type"] != "AWS::SES::EmailIdentity" and name_of(one.get("Properties", {}))
    ]

    assert len(named) > 60
    assert [(key, name) for key, name in named if STAGE not in name] == []


def test_no_policy_lets_anybody_in() -> None:
    open_ = [
        key
        for key, statement in policies()
        if statement["Effect"] == "Allow" and statement["Principal"] in ("*", {"AWS": "*"})
    ]

    assert open_ == []


def test_no_policy_reaches_further_than_its_resource() -> None:
    """In a key's own policy `*` is that key (KMS guide, "Key policies")."""
    too_wide = [
        key
        for key, statement in policies()
        if any(resource == "*" for resource in as_list(statement["Resource"]))
        and "kms:" not in str(statement["Action"])
    ]

    assert too_wide == []
    assert [key for key, statement in policies() if "*" in as_list(statement["Action"])] == []


def test_a_service_may_act_only_for_a_resource_of_the_shop_s() -> None:
    """Without a condition any account could make the service do it (the confused deputy)."""
    unbound = [
        key
        for key, statement in policies()
        if statement["Effect"] == "Allow"
        and "Service" in statement["Principal"]
        and "aws:Source" not in str(statement.get("Condition"))
    ]

    assert unbound == []


# ── logs ─────────────────────────────────────────────────────────────────────────────────────────
def test_each_function_has_a_log_group_and_no_other_stands() -> None:
    groups = [text(one["LogGroupName"]) for _, one in everywhere("AWS::Logs::LogGroup")]

    assert sorted(groups) == sorted(f"/aws/lambda/{name}" for name in declared.functions(STAGE))


def test_what_is_logged_has_an_end() -> None:
    kept = {str(one.get("RetentionInDays")) for _, one in everywhere("AWS::Logs::LogGroup")}

    assert kept == {"{'Ref': 'LogDays'}"}


# ── mails ────────────────────────────────────────────────────────────────────────────────────────
def test_mails_travel_encrypted_through_the_stage_s_own_configuration_set() -> None:
    (mails,) = [one for _, one in everywhere("AWS::SES::ConfigurationSet")]

    assert text(mails["Name"]) == f"barrow-{STAGE}"
    assert mails["DeliveryOptions"] == {"TlsPolicy": "REQUIRE"}
    assert mails["ReputationOptions"] == {"ReputationMetricsEnabled": True}


def test_a_sender_is_verified_where_one_is_named_and_outlives_the_stage() -> None:
    identity = resources("foundation")["SenderIdentity"]

    assert identity["Condition"] == "HasSender"
    assert retained("foundation", "SenderIdentity") == ("Retain", "Retain")


def test_the_local_shop_can_leave_every_parameter_of_the_foundation_out() -> None:
    parameters = read("foundation")["Parameters"]

    assert [name for name, one in parameters.items() if "Default" not in one] == []
    assert set(parameters) == {
        "DataKey", "LogDays", "Protected", "Sender", "SiteOrigin", "Stage",
    }  # fmt: skip
