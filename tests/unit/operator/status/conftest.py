"""A stage's status: whole, half deployed, and not there at all."""

import pytest

from tests.unit.operator.status.stage import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()
