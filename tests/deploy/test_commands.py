"""`barrow deploy`, `destroy` and `secrets` as an operator types them, in a copy of the shop."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from barrow.deploying import secrets
from barrow.deploying.account import Account
from barrow.deploying.tree import Tree

from tests.deploy import moto_shop
from tests.deploy.moto_server import MotoServer

STAGE = moto_shop.stage("one")


@pytest.fixture
def operator(moto: MotoServer, tree: Tree, tmp_path: Path) -> "Operator":
    """Somebody at a shell in a copy of the repository, with a stage file for `one`."""
    (tree.stages / "one.toml").write_text('sender = "shop@example.com"\n', encoding="utf-8")
    return Operator(tree)


class Operator:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def types(self, command: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        """`barrow <command>`, with `typed` on standard input."""
        paths = (self.tree.root / "infra", self.tree.functions)
        return subprocess.run(
            [sys.executable, "-m", "barrow.cli", *command.split()],
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join(map(str, paths)), "COLUMNS": "200"}
            | {"PYTHONDONTWRITEBYTECODE": "1"},
            cwd=self.tree.root,
            input=typed,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


def test_a_stage_without_a_file_is_one_sentence_that_says_what_to_write(operator: Operator) -> None:
    ended = operator.types("deploy --stage two")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("barrow: there is no stage two: write infra/stages/two.toml")
    assert ended.stderr.count("\n") == 1


def test_a_deployment_that_is_not_watched_writes_a_line_a_step(
    operator: Operator, account: Account
) -> None:
    ended = operator.types("deploy --stage one --only cart --no-publish")

    lines = [line.partition(" (")[0] for line in ended.stdout.splitlines()]
    assert ended.returncode == 0, ended.stderr
    assert lines[0].startswith(f"one in account {account.id}, eu-west-2, at http://127.0.0.1:")
    assert lines[1:] == [
        "✓ foundation: made",
        "✓ secrets: made CURSOR_KEY, PEOPLE_KEY, EDGE_KEY, OPERATOR_KEY, STAFF_KEYS",
        "✓ Stripe: waits for STRIPE_SECRET_KEY",
        lines[4],
        "✓ edge: waits for accounts, analytics, catalog, checkout, inventory, marketing",
        "• the shop has no address yet: barrow deploy --stage one makes the rest",
    ]
    assert lines[4].startswith("✓ cart: deployed, ")


def test_a_deployment_that_fails_says_what_why_and_what_next(
    operator: Operator, moto: MotoServer
) -> None:
    moto.cut(after=4)

    ended = operator.types("deploy --stage one --only cart")

    assert ended.returncode == 1
    assert "✗ foundation: failed" in ended.stdout
    assert "Traceback" not in ended.stderr
    what, then = ended.stderr.splitlines()
    assert what.startswith("barrow: AWS did not answer: ")
    assert then.endswith("barrow deploy --stage one goes on from here.")


def test_a_secret_is_read_from_standard_input_and_never_shown(
    operator: Operator, account: Account
) -> None:
    kept = operator.types("secrets set STRIPE_SECRET_KEY --stage one", "sk_test_kettle\n")
    wrong = operator.types("secrets set STRIPE_SECRET_KEY --stage one", "kettle\n")
    own = operator.types("secrets set CURSOR_KEY --stage one", "mine\n")
    listed = operator.types("secrets list --stage one")

    assert secrets.read(account, STAGE, "STRIPE_SECRET_KEY") == "sk_test_kettle"
    assert secrets.read(account, STAGE, "CURSOR_KEY") is None
    assert (kept.returncode, wrong.returncode, own.returncode) == (0, 1, 1)
    assert "begins with sk_ or rk_" in wrong.stderr
    assert "kettle" not in kept.stdout + kept.stderr + wrong.stderr + listed.stdout
    assert listed.stdout.splitlines()[5].split() == ["STRIPE_SECRET_KEY", "set,", "version", "1"]


def test_a_staff_key_is_alone_on_standard_output(operator: Operator, account: Account) -> None:
    ended = operator.types("secrets staff-key --stage one --may catalog:write")

    key = ended.stdout.strip()
    assert ended.returncode == 0
    assert key.startswith("bk_")
    line = f"{secrets.fingerprint(key)} catalog:write"
    assert secrets.read(account, STAGE, "STAFF_KEYS") == line
    assert f"Logs call it {line[:12]}." in ended.stderr


def test_a_staff_key_is_taken_away_by_its_beginning(operator: Operator, account: Account) -> None:
    kept = secrets.add_staff_key(account, STAGE, ("catalog:read",))
    lost = secrets.add_staff_key(account, STAGE, ("catalog:write",))

    ended = operator.types(f"secrets forget-key {secrets.fingerprint(lost)[:12]} --stage one")

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"{secrets.fingerprint(lost)[:12]} is out. barrow deploy")
    line = f"{secrets.fingerprint(kept)} catalog:read"
    assert secrets.read(account, STAGE, "STAFF_KEYS") == line


def test_a_permission_that_no_route_asks_for_makes_no_key(
    operator: Operator, account: Account
) -> None:
    ended = operator.types("secrets staff-key --stage one --may catalog:read --may catalog:edit")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "no route asks for catalog:edit; there are * (everything), accounts:" in ended.stderr
    assert secrets.read(account, STAGE, "STAFF_KEYS") is None


@pytest.mark.parametrize("typed", ["", "yes\n", "on\n"])
def test_a_stage_is_destroyed_by_its_name_alone(
    operator: Operator, account: Account, typed: str
) -> None:
    secrets.make(account, STAGE)

    ended = operator.types("destroy --stage one --delete-data", typed)

    assert ended.returncode == 1
    assert "Type one to go on" in ended.stdout
    assert len(secrets.versions(account, STAGE)) == 5


def test_a_protected_stage_is_never_destroyed_by_yes(operator: Operator, account: Account) -> None:
    (operator.tree.stages / "one.toml").write_text(
        'sender = "shop@example.com"\nprotected = true\n', encoding="utf-8"
    )

    closed = operator.types("destroy --stage one --yes")
    emptied = operator.types("destroy --stage one --yes --delete-data", "one\n")

    assert (closed.returncode, emptied.returncode) == (1, 1)
    assert "Type one to go on" in closed.stdout
    assert "the stage one is protected: write protected = false" in emptied.stderr
