"""Fixtures of the kit's integration tests."""

import pytest

from tests.integration.shopkit.corner import Corner
from tests.shop import Shop


@pytest.fixture
def corner(shop: Shop) -> Corner:
    return Corner(shop)
