"""What an app declares is read as Chalice reads it, with the stage's own variables."""

import json
from pathlib import Path

import pytest
from barrow.deploying.chalice_declared import CannotRead, Declared, declared

APP = """
import os
from chalice import Chalice, Rate

STAGE = os.environ["BARROW_STAGE"]
app = Chalice(app_name=f"barrow-tea-{STAGE}")


@app.route("/tea/pots/{pot_id}", methods=["GET", "DELETE"])
def show_pot(pot_id):
    return {}


@app.on_sqs_message(queue=f"barrow-{STAGE}-tea", name="consume")
def hear_facts(event):
    pass


@app.on_dynamodb_record(stream_arn=os.environ["STREAM_ARN"], name="relay")
def relay(event):
    pass


@app.schedule(Rate(5, unit=Rate.MINUTES), name="warm")
def warm(event):
    pass
"""
CONFIG = {
    "version": "2.0",
    "app_name": "barrow-tea",
    "autogen_policy": False,
    "iam_policy_file": "policy.json",
    "stages": {"one": {"environment_variables": {"BARROW_STAGE": "one", "STREAM_ARN": "arn:s"}}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".chalice").mkdir()
    (tmp_path / ".chalice" / "config.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    return tmp_path


def test_functions_triggers_and_routes_are_told_by_chalices_names(folder: Path) -> None:
    found = declared(folder, "one")

    assert found == Declared(
        functions={
            "consume": "app.hear_facts",
            "relay": "app.relay",
            "warm": "app.warm",
            "api_handler": "app.app",
        },
        roles=(
            "barrow-tea-one-consume",
            "barrow-tea-one-relay",
            "barrow-tea-one-warm",
            "barrow-tea-one-api_handler",
        ),
        queues={"consume-sqs-event-source": "barrow-one-tea"},
        streams={"relay-dynamodb-event-source": "arn:s"},
        rules={"warm-event": "rate(5 minutes)"},
        routes=("GET /tea/pots/{pot_id}", "DELETE /tea/pots/{pot_id}"),
    )


def test_an_app_that_cannot_be_imported_is_told_with_its_reason(folder: Path) -> None:
    (folder / "app.py").write_text("import nothing_like_it\n", encoding="utf-8")

    with pytest.raises(CannotRead, match="No module named 'nothing_like_it'"):
        declared(folder, "one")
