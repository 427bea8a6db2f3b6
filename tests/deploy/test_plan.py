"""A plan says what a deployment would do, and does none of it."""

from pathlib import Path

import pytest
from barrow.deploying import deploy as deploying
from barrow.deploying.account import Account
from barrow.deploying.job import Choice, Job
from barrow.deploying.plan import Intent, plan
from barrow.deploying.tree import Tree

from tests.deploy import moto_shop
from tests.deploy.moto_server import MotoServer

_LOOKS = ("Describe", "Get", "List", "GET ")


@pytest.fixture
def job(account: Account, tree: Tree) -> Job:
    return Job(tree, moto_shop.stage("one"), account, Choice(only=("analytics",), publish=False))


def told(intents: tuple[Intent, ...]) -> dict[str, str]:
    return {one.step: one.short for one in intents}


def changes(moto: MotoServer, since: int) -> list[str]:
    """The calls that were no look, in order."""
    calls = moto.calls()[since:]
    return [call for call in calls if not call.partition(" ")[2].startswith(_LOOKS)]


def files(tree: Tree) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for folder in (tree.functions, tree.stages)
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_of_an_empty_account_it_tells_everything_and_asks_only(job: Job, moto: MotoServer) -> None:
    before = files(job.tree)

    found = plan(job)

    assert told(found) == {
        "foundation": "make",
        "secrets": "make CURSOR_KEY, PEOPLE_KEY, EDGE_KEY, OPERATOR_KEY, STAFF_KEYS",
        "Stripe": "wait for STRIPE_SECRET_KEY",
        "analytics": "make",
        "edge": "make, once there are accounts, analytics, cart, catalog, checkout, inventory,"
        " marketing",
        "alarms": "make",
    }
    assert "add 8 × DynamoDB::Table" in found[0].lines
    assert "add 1 × KMS::Key" in found[0].lines
    assert changes(moto, 0) == []
    assert files(job.tree) == before


def test_of_what_stands_it_tells_nothing_and_of_new_code_what_comes_and_goes(
    job: Job, moto: MotoServer
) -> None:
    deploying.deploy(job)
    done = len(moto.calls())
    before = files(job.tree)

    unchanged = told(plan(job))
    door = job.tree.app("analytics") / "app.py"
    door.write_text(
        door.read_text(encoding="utf-8")
        + '\n\n@app.schedule("rate(1 hour)", name="count")\ndef count(event):\n    return None\n',
        encoding="utf-8",
    )
    (analytics,) = [one for one in plan(job) if one.step == "analytics"]

    assert {unchanged[one] for one in ("foundation", "secrets", "analytics")} == {"unchanged"}
    assert analytics.short == "change"
    assert analytics.lines == ("add function count", "add schedule of count")
    assert changes(moto, done) == []
    assert files(job.tree) == {**before, door: door.read_bytes()}
