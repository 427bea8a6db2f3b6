"""The audit log of what the shop's people did."""

import pytest

from tests.shop import Shop
from tests.signed_in import Visitor, make_member


@pytest.fixture
def owner(shop: Shop) -> Visitor:
    return make_member(shop, "olive@example.com", "owner")
