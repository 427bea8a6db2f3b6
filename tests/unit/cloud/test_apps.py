"""Capabilities are loaded side by side, each by its path."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from barrow.cloud.apps import UnknownTrigger, capabilities, load_apps
from chalice.app import DynamoDBEventConfig, ScheduledEventConfig, SQSEventConfig

DOOR = """
import os
from chalice import Chalice
from {room} import greeting

app = Chalice("barrow-{name}", configure_logs=False)

@app.route("/{name}/hello")
def hello():
    return greeting.WORD
"""
TRIGGERS = """
@app.on_sqs_message(queue=os.environ["TEST_QUEUE"], batch_size=7, name="consume")
def consume(event):
    return [record.body for record in event]

@app.on_dynamodb_record(stream_arn="arn:aws:dynamodb:x:1:table/barrow-local-green/stream/s")
def relay(event):
    pass

@app.schedule("rate(1 minute)")
def release(event):
    return event.context.function_name
"""


@pytest.fixture
def functions(tmp_path: Path) -> Iterator[Path]:
    path, modules = list(sys.path), set(sys.modules)
    yield tmp_path
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        del sys.modules[name]


def write(functions: Path, name: str, word: str, more: str = "") -> None:
    room = functions / name / f"{name}_room"
    room.mkdir(parents=True)
    (room / "__init__.py").write_text("")
    (room / "greeting.py").write_text(f"WORD = {word!r}\n")
    (functions / name / "app.py").write_text(DOOR.format(name=name, room=room.name) + more)


def test_capabilities_are_the_folders_with_a_door(functions: Path) -> None:
    write(functions, "green", "sencha")
    (functions / "shopkit").mkdir()

    assert capabilities(functions) == ["green"]


def test_two_apps_of_one_file_name_live_side_by_side(functions: Path) -> None:
    write(functions, "green", "sencha")
    write(functions, "black", "assam")

    apps = load_apps(functions)

    assert [app.app.app_name for app in apps.values()] == ["barrow-black", "barrow-green"]
    views = {name: app.app.routes[f"/{name}/hello"]["GET"] for name, app in apps.items()}
    assert {name: view.view_function() for name, view in views.items()} == {
        "black": "assam",
        "green": "sencha",
    }
    assert "app" not in sys.modules


def test_handlers_come_with_their_triggers(
    functions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_QUEUE", "barrow-local-green")
    write(functions, "green", "sencha", TRIGGERS)

    app = load_apps(functions)["green"]

    (consume,) = app.handlers(SQSEventConfig)
    (relay,) = app.handlers(DynamoDBEventConfig)
    (release,) = app.handlers(ScheduledEventConfig)
    assert (consume.full_name, consume.config.queue) == ("green.consume", "barrow-local-green")
    assert consume.config.batch_size == 7
    assert relay.full_name == "green.relay"
    records = [{"body": "a", "receiptHandle": "r"}]
    assert consume.invoke({"Records": records}) == ["a"]
    event = dict.fromkeys(("account", "region", "source", "time", "id", "detail", "resources"))
    event |= {"version": "0", "detail-type": "Scheduled Event"}
    assert release.invoke(event) == "barrow-green-local-release"


def test_a_trigger_that_nothing_would_pull_is_refused(functions: Path) -> None:
    topic = '\n@app.on_sns_message(topic="news")\ndef news(event):\n    pass\n'
    write(functions, "green", "sencha", topic)

    with pytest.raises(UnknownTrigger, match=r"green\.news is triggered by SNSEvent"):
        load_apps(functions)


def test_a_door_that_fails_is_not_left_half_loaded(functions: Path) -> None:
    write(functions, "green", "sencha", "\nraise LookupError('no table')\n")

    with pytest.raises(LookupError, match="no table"):
        load_apps(functions)

    assert "barrow_green_app" not in sys.modules
