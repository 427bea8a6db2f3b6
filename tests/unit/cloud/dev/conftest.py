"""The developer's page and routes, with fakes around them."""

import pytest

from tests.unit.cloud.dev.surroundings import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()
