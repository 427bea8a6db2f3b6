"""The steps of a deployment among themselves: what waits for what, and what goes on without it."""

import pytest
from barrow.deploying import apps, parts, secrets, stacks
from barrow.deploying import deploy as deploying
from barrow.deploying.account import Account
from barrow.deploying.destroy import Refused, destroy, going
from barrow.deploying.job import Choice, Job
from barrow.deploying.tree import Tree
from barrow.failures import Failure

from tests.deploy import moto_shop

STAGE = moto_shop.stage("one")


def job(account: Account, tree: Tree, *only: str) -> Job:
    return Job(tree, STAGE, account, Choice(only=only, publish=False))


def test_an_app_that_fails_does_not_stop_another(account: Account, tree: Tree) -> None:
    door = tree.app("analytics") / "app.py"
    whole = door.read_text(encoding="utf-8")
    door.write_text("raise RuntimeError('a slip of the pen')\n", encoding="utf-8")

    with pytest.raises(apps.AppsFailed) as failed:
        deploying.deploy(job(account, tree, "analytics", "cart"))
    apis_then = set(deploying.apis(job(account, tree)))
    door.write_text(whole, encoding="utf-8")
    mended = deploying.deploy(job(account, tree, "analytics", "cart"))

    assert set(failed.value.reasons) == {"analytics"}
    assert "a slip of the pen" in failed.value.reasons["analytics"]
    assert "cart went well" in str(failed.value)
    assert apis_then == {"cart"}
    assert mended.changed == {"analytics": True, "cart": False}


def test_the_edge_waits_for_every_app_and_says_so(account: Account, tree: Tree) -> None:
    done = deploying.deploy(job(account, tree, "cart"))

    assert done.site_url is None
    assert stacks.state(account, STAGE.stack(parts.EDGE)) is None
    assert done.left_to_do == (
        "the shop has no address yet: barrow deploy --stage one makes the rest",
    )


def test_a_shop_with_a_domain_waits_for_its_edge_as_well(account: Account, tree: Tree) -> None:
    domain = {
        # RFC 2606: a name below .invalid is never found
        "domain": "shop.tea.invalid",
        "certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/8ad0",
    }
    stage = STAGE.model_copy(update=domain)

    done = deploying.deploy(Job(tree, stage, account, Choice(only=("cart",))))

    assert done.site_url is None
    assert stacks.state(account, stage.stack(parts.ALARMS)) is None
    assert done.left_to_do == (
        "the shop has no address yet: barrow deploy --stage one makes the rest",
    )


def test_a_secret_that_was_set_anew_restarts_the_functions_once(
    account: Account, tree: Tree
) -> None:
    deploying.deploy(job(account, tree, "cart"))
    secrets.renew(account, STAGE, "CURSOR_KEY")

    first = deploying.deploy(job(account, tree, "cart"))
    second = deploying.deploy(job(account, tree, "cart"))

    assert (first.changed, second.changed) == ({"cart": True}, {"cart": False})


def test_a_capability_that_there_is_not_is_refused_before_anything_is_done(
    account: Account, tree: Tree
) -> None:
    with pytest.raises(Failure, match="there is no carts; there are accounts, analytics, cart"):
        deploying.deploy(job(account, tree, "carts"))

    assert stacks.state(account, STAGE.stack(parts.FOUNDATION)) is None


def test_what_a_stage_keeps_is_there_again_for_the_next_deployment(
    account: Account, tree: Tree
) -> None:
    deploying.deploy(job(account, tree, "cart"))
    key = secrets.operator_key(account, STAGE)
    kept = going(job(account, tree), delete_data=False)

    destroy(job(account, tree), delete_data=False)
    apis_then = deploying.apis(job(account, tree))
    again = deploying.deploy(job(account, tree, "cart"))

    assert "barrow-one-cart" in kept.tables
    assert apis_then == {}
    assert again.changed == {"cart": True}
    assert secrets.operator_key(account, STAGE) == key


def test_nothing_of_a_stage_is_left_with_its_data_and_destroying_again_is_no_harm(
    account: Account, tree: Tree
) -> None:
    deploying.deploy(job(account, tree, "cart"))

    for _ in range(2):
        destroy(job(account, tree), delete_data=True)

    left = going(job(account, tree), delete_data=True)
    assert (left.tables, left.buckets) == ((), ())
    assert stacks.state(account, STAGE.stack(parts.FOUNDATION)) is None
    assert secrets.versions(account, STAGE) == {}


def test_the_data_of_a_protected_stage_is_refused_before_anything_is_done(
    account: Account, tree: Tree
) -> None:
    protected = Job(tree, STAGE.model_copy(update={"protected": True}), account)
    deploying.deploy(job(account, tree, "cart"))

    with pytest.raises(Refused, match="protected = false"):
        destroy(protected, delete_data=True)

    assert set(deploying.apis(protected)) == {"cart"}
