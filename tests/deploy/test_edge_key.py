"""What the edge shows the APIs, through a first deployment, an upgrade and a renewal.

Cart is deployed for all apps: of the others only the APIs stand, which the edge leads to.
"""

from dataclasses import replace
from typing import Any

import pytest
from barrow.deploying import apps, parts, secrets, stacks
from barrow.deploying import deploy as deploying
from barrow.deploying.account import Account
from barrow.deploying.apps import Setting
from barrow.deploying.deploy import deploy
from barrow.deploying.job import Choice, Job
from barrow.deploying.plan import plan
from barrow.deploying.stage import Stage
from barrow.deploying.tree import Tree
from shopkit.ids import fingerprint

from tests.deploy import moto_shop

STAGE = Stage(
    name="one",
    sender="shop@example.com",
    domain="shop.example.com",
    certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/0",
)
CAPABILITY = "cart"


@pytest.fixture
def job(account: Account, tree: Tree) -> Job:
    for other in sorted({*tree.capabilities()} - {CAPABILITY}):
        account.client("apigateway").create_rest_api(name=STAGE.api(other))
    return moto_shop.job(tree, STAGE)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The fingerprints that the apps were told of, pass by pass; cart alone is really told."""
    seen: list[tuple[str, ...]] = []
    sent = apps.deploy

    def noted(job: Job, setting: Setting, again: str = "") -> Any:
        seen.append(setting.edge)
        return sent(replace(job, choice=Choice(only=(CAPABILITY,))), setting, again)

    monkeypatch.setattr(apps, "deploy", noted)
    return seen


def known(job: Job) -> str:
    """What the deployed function has of it."""
    found = job.account.client("lambda").get_function_configuration(
        FunctionName=STAGE.function(CAPABILITY)
    )
    return str(found["Environment"]["Variables"].get("BARROW_EDGE_FINGERPRINTS"))


def key(job: Job) -> str:
    found = secrets.read(job.account, STAGE, secrets.EDGE_KEY)
    assert found is not None
    return found


def shown(job: Job) -> str | None:
    outputs = stacks.outputs(job.account, STAGE.stack(parts.EDGE))
    return outputs.get("EdgeFingerprint")


def test_the_edge_shows_what_the_apps_know_after_one_pass(
    job: Job, told: list[tuple[str, ...]]
) -> None:
    deploy(job)

    assert known(job) == shown(job) == fingerprint(key(job))
    assert told == [(fingerprint(key(job)),)]


def test_a_renewed_key_is_known_before_it_is_shown_and_the_old_one_forgotten_after(
    job: Job, told: list[tuple[str, ...]]
) -> None:
    deploy(job)
    old = fingerprint(key(job))
    secrets.renew(job.account, STAGE, secrets.EDGE_KEY)
    new = fingerprint(key(job))
    told.clear()

    done = deploy(job)
    again = deploy(job)

    assert told == [(new, old), (new,), (new,)]
    assert known(job) == shown(job) == new
    assert (done.changed, again.changed) == ({CAPABILITY: True}, {CAPABILITY: False})


def test_a_renewal_that_died_before_the_edge_goes_on_with_both(
    job: Job, told: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(job)
    old = fingerprint(key(job))
    secrets.renew(job.account, STAGE, secrets.EDGE_KEY)
    new = fingerprint(key(job))

    def died(*_: Any) -> Any:
        raise ConnectionError

    monkeypatch.setattr(parts, "edge", died)
    with pytest.raises(ConnectionError):
        deploy(job)
    between = (known(job), shown(job))
    monkeypatch.undo()
    deploy(job)

    assert between == (f"{new} {old}", old)
    assert known(job) == shown(job) == new


def test_a_deployment_of_some_apps_leaves_the_edge_what_the_others_know(
    job: Job, told: list[tuple[str, ...]]
) -> None:
    deploy(job)
    old = fingerprint(key(job))
    secrets.renew(job.account, STAGE, secrets.EDGE_KEY)
    new = fingerprint(key(job))
    told.clear()

    deploy(replace(job, choice=Choice(only=(CAPABILITY,), publish=False)))
    some = (known(job), shown(job))
    deploy(job)

    assert some == (f"{new} {old}", old)
    assert told == [(new, old), (new, old), (new,)]
    assert known(job) == shown(job) == new


def test_a_stage_that_stood_without_a_key_gets_one(job: Job) -> None:
    deploy(job)
    job.account.client("ssm").delete_parameter(Name=STAGE.parameter(secrets.EDGE_KEY))
    as_it_was = _without_the_key(job.tree.template(parts.EDGE))
    given = parts.edge(job.tree, STAGE, job.account, deploying.apis(job), "", "k" * 43)
    job.account.client("cloudformation").update_stack(
        StackName=given.name,
        TemplateBody=as_it_was,
        Parameters=[
            {"ParameterKey": name, "ParameterValue": value}
            for name, value in given.parameters.items()
            if name != "EdgeFingerprint"
        ],
    )
    before = shown(job)

    deploy(job)

    assert before is None
    assert known(job) == shown(job) == fingerprint(key(job))


def test_a_plan_names_no_key_and_makes_none(job: Job) -> None:
    first = str(plan(job))
    deploy(job)
    old = key(job)
    secrets.renew(job.account, STAGE, secrets.EDGE_KEY)

    (edge,) = [one for one in plan(job) if one.step == parts.EDGE]

    assert "make CURSOR_KEY, PEOPLE_KEY, EDGE_KEY" in first
    assert edge.short == "change"
    for secret in (old, key(job)):
        assert secret not in first + str(plan(job))
    assert shown(job) == fingerprint(old)


def _without_the_key(template: str) -> str:
    """The template as it was before there was one."""
    lines = template.splitlines(keepends=True)
    start = lines.index("  EdgeKey:\n")
    end = lines.index("  Domain:\n")
    rest = lines[:start] + lines[end:]
    return "".join(
        line for line in rest if "X-Barrow-Edge" not in line and "!Ref EdgeFingerprint" not in line
    )
