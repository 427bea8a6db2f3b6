"""`barrow staff invite` and `barrow audit verify` against a whole shop."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from barrow.cli import app
from barrow.failures import Failure
from barrow.shop_client import NoStaffKey, Refusal
from barrow.staffing import commands
from shopkit import table
from typer.testing import CliRunner

from tests.shop import Shop
from tests.shop_on_the_line import ShopOnTheLine
from tests.signed_in import make_member

runner = CliRunner(env={"COLUMNS": "200", "TERM": "dumb"})


@pytest.fixture
def on_the_line(shop: Shop) -> Iterator[Shop]:
    """The shop that the commands talk to."""

    @contextmanager
    def client(*_: Any) -> Iterator[ShopOnTheLine]:
        yield ShopOnTheLine(shop)

    commands.use(client)
    yield shop
    commands.use(None)


def test_the_first_owner_comes_in_by_an_invitation(on_the_line: Shop) -> None:
    done = runner.invoke(app, ["staff", "invite", "olive@example.com", "--role", "owner"])

    assert done.exit_code == 0, done.output
    assert "invited as owner; the link is good until 2026-03-09" in done.output
    on_the_line.settle()
    (mail,) = on_the_line.mailbox.all()
    assert mail.to == "olive@example.com"
    assert re.search(r"/account/invitation/#inv_\w{26}\.[\w-]{43}", mail.text)


def test_a_role_that_there_is_not_is_refused_in_a_sentence(on_the_line: Shop) -> None:
    refused = runner.invoke(app, ["staff", "invite", "olive@example.com", "--role", "king"])

    assert isinstance(refused.exception, Refusal)
    assert "There is no role king" in str(refused.exception)


def test_an_invitation_names_a_role() -> None:
    assert runner.invoke(app, ["staff", "invite", "olive@example.com"]).exit_code == 2


def test_a_log_that_stands_is_said_to_and_can_be_kept(on_the_line: Shop) -> None:
    owner = make_member(on_the_line, "olive@example.com", "owner")
    owner.post("/inventory/admin/stock", json={"sku": "A", "on_hand": 1})
    on_the_line.settle()
    on_the_line.advance(3600)

    done = runner.invoke(app, ["audit", "verify"])

    assert done.exit_code == 0, done.output
    assert "1 entries, each as it was written; 1 witnesses agree" in done.output
    kept = re.search(r"--seen (1:[0-9a-f]{64})", done.output)
    assert kept
    assert runner.invoke(app, ["audit", "verify", "--seen", kept[1]]).exit_code == 0


def test_a_log_that_was_changed_fails_and_names_the_place(on_the_line: Shop) -> None:
    owner = make_member(on_the_line, "olive@example.com", "owner")
    owner.post("/inventory/admin/stock", json={"sku": "A", "on_hand": 1})
    on_the_line.settle()
    key = {"pk": "AUDIT#2026-03-02", "sk": "ENTRY#000000000001"}
    item = table.get("barrow-local-accounts", key)
    assert item is not None
    changed = item["record"].replace(owner.account_id, "acc_x")
    table.write(table.put("barrow-local-accounts", item | {"record": changed}))

    done = runner.invoke(app, ["audit", "verify"])

    assert done.exit_code == 1
    place = "entry 1: of 2026-03-02 (POST /inventory/admin/stock) was changed"
    assert done.output.startswith(place)


@pytest.mark.parametrize("seen", ["1", "x:" + "f" * 64, "1:ff", ""])
def test_what_was_seen_is_given_as_it_was_said(seen: str) -> None:
    refused = runner.invoke(app, ["audit", "verify", "--seen", seen])

    assert isinstance(refused.exception, Failure)
    assert "write COUNT:HASH" in str(refused.exception)


def test_without_a_shop_on_this_machine_it_says_so(tmp_path: Path) -> None:
    refused = runner.invoke(app, ["audit", "verify", "--state", str(tmp_path)])

    assert isinstance(refused.exception, NoStaffKey)
