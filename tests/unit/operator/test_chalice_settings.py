"""A stage's settings reach Chalice's own files, and nothing else in them changes."""

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from barrow.deploying import chalice_settings
from barrow.deploying.chalice_settings import CannotSet
from barrow.deploying.stage import Stage

FUNCTIONS = Path(__file__).parent.parent.parent.parent / "functions"
STAGE = Stage(name="one", sender="shop@example.com", shop_name="Anna’s Garden", currency="EUR")
ACCOUNT: Any = SimpleNamespace(region="eu-west-2", id="123456789012", partition="aws")
FOUNDATION = {"SiteBucket": "site", "MediaBucket": "media", "CartStreamArn": "arn:stream"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FUNCTIONS / "cart" / ".chalice", tmp_path / ".chalice")
    return tmp_path


def write(folder: Path, stage: Stage = STAGE, release: str = "r1") -> None:
    chalice_settings.write(
        "cart",
        stage,
        ACCOUNT,
        folder=folder,
        foundation=FOUNDATION,
        site_url="https://shop.example.com",
        release=release,
        secrets="s1",
        edge=("new", "old"),
    )


def config(folder: Path) -> Any:
    return json.loads((folder / ".chalice" / "config.json").read_text("utf-8"))


def test_a_stages_entry_holds_what_the_functions_read(folder: Path) -> None:
    write(folder)

    assert config(folder)["stages"]["one"] == {
        "environment_variables": {
            "BARROW_STAGE": "one",
            "BARROW_SITE_URL": "https://shop.example.com",
            "BARROW_CURRENCY": "EUR",
            "BARROW_COUNTRY": "GB",
            "BARROW_SENDER": "shop@example.com",
            "BARROW_SHOP_NAME": "Anna’s Garden",
            "BARROW_SITE_BUCKET": "site",
            "BARROW_MEDIA_BUCKET": "media",
            "BARROW_KEY_ID": "alias/barrow-one",
            "BARROW_EDGE_FINGERPRINTS": "new old",
            "BARROW_RELEASE": "r1",
            "BARROW_SECRETS": "s1",
            "STREAM_ARN": "arn:stream",
        },
        "iam_policy_file": "policy-one.json",
    }


def test_periods_of_the_stage_are_variables_and_what_is_not_named_is_left_out(folder: Path) -> None:
    write(folder, Stage(name="two", sender="shop@example.com", keep={"mails": 30}))

    variables = config(folder)["stages"]["two"]["environment_variables"]

    assert {n: v for n, v in variables.items() if "KEEP" in n} == {"BARROW_KEEP_MAILS": "30"}


def test_what_was_in_the_configuration_stays(folder: Path) -> None:
    before = config(folder)
    write(folder)
    write(folder, Stage(name="two", sender="shop@example.com"))

    after = config(folder)

    assert set(after["stages"]) == {"dev", "one", "two"}
    assert after | {"stages": {"dev": after["stages"]["dev"]}} == before


def test_the_same_values_leave_the_files_untouched(folder: Path) -> None:
    write(folder)
    files = [folder / ".chalice" / name for name in ("config.json", "policy-one.json")]
    times = [file.stat().st_mtime_ns for file in files]

    write(folder)

    assert [file.stat().st_mtime_ns for file in files] == times


def test_the_policy_beside_it_is_the_stages_own(folder: Path) -> None:
    write(folder)

    policy = json.loads((folder / ".chalice" / "policy-one.json").read_text("utf-8"))

    tables = {
        resource
        for statement in policy["Statement"]
        for resource in statement["Resource"]
        if ":dynamodb:" in resource and "/" not in resource.partition("table/")[2]
    }
    start = "arn:aws:dynamodb:eu-west-2:123456789012:table/barrow-one-"
    assert f"{start}cart" in tables
    assert all(table.startswith(start) for table in tables)


def test_more_than_lambda_takes_is_refused_before_anything_is_sent(folder: Path) -> None:
    before = config(folder)

    with pytest.raises(CannotSet, match="Lambda takes 4096"):
        write(folder, release="r" * 4096)

    assert config(folder) == before
