"""What both engines do alike: everything the shop asks of AWS. Each test runs on either."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.engine import Engine
from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine

from tests.unit.cloud.engine_contract.cart_table import NOON, TEMPLATE


@pytest.fixture(params=[MotoEngine, MiniStackEngine], ids=["moto", "ministack"])
def engine(request: pytest.FixtureRequest, template: Path) -> Iterator[Engine]:
    with request.param(now=lambda: NOON) as running:
        running.deploy(template, {"Stage": "test"}, "barrow-test")
        yield running


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "foundation.yaml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


@pytest.fixture
def dynamodb(engine: Engine) -> Any:
    return client("dynamodb")
