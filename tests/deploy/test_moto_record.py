"""Chalice goes on from whatever stands, with no record of its own."""

import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from barrow.deploying import chalice_run, chalice_standing
from barrow.deploying.account import Account
from barrow.deploying.chalice_command import ChaliceFailed, run
from barrow.deploying.chalice_run import TwoAtOnce

from tests.deploy.moto_server import MotoServer
from tests.deploy.moto_shop import OneApp
from tests.deploy.what_stands import of_stage, snapshot

Apps = Callable[..., OneApp]

FUNCTION = "arn:aws:lambda:eu-west-2:123456789012:function"


def _removes(call: str) -> bool:
    """A limit that no function has is taken away each time; that changes nothing."""
    removing = any(word in call for word in ("DELETE ", "Delete", "Remove"))
    return removing and not call.endswith("/concurrency")


def test_a_deployment_from_another_machine_changes_what_stands_and_makes_nothing_twice(
    one_app: Apps, account: Account
) -> None:
    app = one_app("checkout")
    app.deploy()
    stood = snapshot(account)
    shutil.rmtree(app.folder)

    changed = app.deploy(force=True)

    assert changed
    assert snapshot(account) == stood


def test_what_stands_is_not_deployed_again(one_app: Apps, moto: MotoServer) -> None:
    app = one_app("cart")
    app.deploy()
    before = len(moto.calls())

    changed = app.deploy()

    assert not changed
    assert [call for call in moto.calls()[before:] if "Describe" not in call] == [
        "cloudformation GetTemplate",
        "ssm GetParameter",
    ]


def test_two_deployments_at_once_are_both_to_be_run_again(
    one_app: Apps, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = one_app("analytics")
    marker = app.stage.marker("analytics")
    ssm = account.client("ssm")

    def other_ends_meanwhile(*arguments: Any) -> None:
        run(*arguments)
        ssm.put_parameter(Name=marker, Value="its digest", Type="String", Overwrite=True)

    monkeypatch.setattr(chalice_run, "run", other_ends_meanwhile)
    with pytest.raises(TwoAtOnce, match="analytics"):
        app.deploy()
    monkeypatch.undo()

    left = ssm.get_parameter(Name=marker)["Parameter"]["Value"]
    assert left == "under way"
    assert app.deploy()


def test_of_two_apis_that_one_import_left_the_deployed_one_stays(
    one_app: Apps, account: Account
) -> None:
    app = one_app("analytics")
    app.deploy()
    stood = snapshot(account)
    deployed = chalice_standing.rest_api_id("analytics", app.stage, account)
    account.client("apigateway").create_rest_api(name="barrow-analytics-one")

    app.deploy(force=True)

    assert snapshot(account) == stood
    assert chalice_standing.rest_api_id("analytics", app.stage, account) == deployed


def test_what_the_code_no_longer_has_goes_also_when_only_its_role_is_left(
    one_app: Apps, account: Account
) -> None:
    app = one_app("analytics")
    app.deploy()
    stood = snapshot(account)
    iam, trust = account.client("iam"), {"Version": "2012-10-17", "Statement": []}
    iam.create_role(
        RoleName="barrow-analytics-one-roll_up", AssumeRolePolicyDocument=json.dumps(trust)
    )

    app.deploy(force=True)

    assert snapshot(account) == stood


def test_a_rule_without_target_is_swept_when_the_code_has_no_such_schedule(
    one_app: Apps, account: Account
) -> None:
    app = one_app("analytics")
    app.deploy()
    stood = snapshot(account)
    account.client("events").put_rule(
        Name="barrow-analytics-one-roll_up-event", ScheduleExpression="rate(1 hour)"
    )

    app.deploy(force=True)

    assert snapshot(account) == stood


def test_a_table_that_was_restored_is_followed_on_its_own_stream(
    one_app: Apps, account: Account
) -> None:
    app = one_app("inventory")
    app.deploy()
    restored = account.client("dynamodb").create_table(
        TableName="barrow-one-inventory-restored",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    stream = restored["TableDescription"]["LatestStreamArn"]
    app.set()
    config = app.folder / ".chalice" / "config.json"
    settings = json.loads(config.read_text(encoding="utf-8"))
    settings["stages"]["one"]["environment_variables"]["STREAM_ARN"] = stream
    config.write_text(json.dumps(settings), encoding="utf-8")

    app.deploy_as_set()

    assert _streams(account) == [stream]


def test_a_function_answered_by_another_handler_follows(one_app: Apps, account: Account) -> None:
    app = one_app("inventory")
    app.deploy()
    app.edit("def relay(", "def tell_facts(")

    app.deploy()

    relay = account.client("lambda").get_function_configuration(
        FunctionName="barrow-inventory-one-relay"
    )
    assert relay["Handler"] == "app.tell_facts"


def test_a_plan_names_what_comes_and_goes_and_changes_nothing(
    one_app: Apps, account: Account, moto: MotoServer
) -> None:
    app = one_app("checkout")
    app.deploy()
    app.edit('name="reconcile")', 'name="compare_with_stripe")')
    app.set()
    stood, heard = snapshot(account), len(moto.calls())

    planned = app.planned()

    assert planned.changed
    assert planned.added == ("function compare_with_stripe", "schedule of compare_with_stripe")
    assert planned.swept == ("function reconcile", "schedule of reconcile")
    assert not any("PUT" in call or "Put" in call for call in moto.calls()[heard:])
    assert snapshot(account) == stood


def test_a_renamed_schedule_leaves_nothing_of_the_old_one(one_app: Apps, account: Account) -> None:
    app = one_app("checkout")
    app.deploy()
    app.edit('name="reconcile")', 'name="compare_with_stripe")')

    app.deploy()

    stands = snapshot(account)
    assert [name for name in stands if "reconcile" in name and "log group" not in name] == []
    assert "rule default/barrow-checkout-one-compare_with_stripe-event" in stands


def test_a_rollout_removes_nothing_that_is_in_use(one_app: Apps, moto: MotoServer) -> None:
    app = one_app("marketing")
    app.deploy()
    app.edit("app = Chalice(", 'RELEASE = "another"\napp = Chalice(')
    heard = len(moto.calls())

    changed = app.deploy()

    assert changed
    assert [call for call in moto.calls()[heard:] if _removes(call)] == []


def test_a_rollout_removes_what_the_code_gave_up_after_the_new_stands(
    one_app: Apps, moto: MotoServer
) -> None:
    app = one_app("checkout")
    app.deploy()
    app.edit('name="reconcile")', 'name="compare_with_stripe")')
    heard = len(moto.calls())

    app.deploy()

    calls = moto.calls()[heard:]
    removing = [call for call in calls if _removes(call)]
    assert removing == [
        "events RemoveTargets",
        "events DeleteRule",
        f"lambda DELETE /2015-03-31/functions/{FUNCTION}:barrow-checkout-one-reconcile",
        "iam DeleteRolePolicy",
        "iam DeleteRole",
    ]
    last_made = max(calls.index(call) for call in calls if "POST" in call or "PutRule" in call)
    assert last_made < calls.index(removing[0])


def test_a_stage_is_taken_away_whole_and_the_other_stays_as_it_was(
    one_app: Apps, account: Account
) -> None:
    one, two = one_app("checkout", "one"), one_app("checkout", "two")
    one.set()
    before = of_stage(snapshot(account), "one")
    one.deploy()
    two.deploy()
    other = of_stage(snapshot(account), "two")

    assert one.delete()

    assert of_stage(snapshot(account), "two") == other
    assert of_stage(snapshot(account), "one") == before
    assert not one.delete()


def test_what_aws_refuses_is_told_in_aws_words(one_app: Apps, account: Account) -> None:
    app = one_app("inventory")
    app.set()
    account.client("sqs").delete_queue(
        QueueUrl=account.client("sqs").get_queue_url(QueueName="barrow-one-inventory")["QueueUrl"]
    )

    with pytest.raises(ChaliceFailed) as failed:
        app.deploy_as_set()

    assert "CreateEventSourceMapping" in str(failed.value)
    assert "\n" not in str(failed.value)


def _streams(account: Account) -> list[Any]:
    mappings = account.client("lambda").list_event_source_mappings()["EventSourceMappings"]
    return [one["EventSourceArn"] for one in mappings if ":dynamodb:" in one["EventSourceArn"]]
