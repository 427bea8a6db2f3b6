"""Checkout without script: from the cart to the payment page, and the order after it."""

import pytest

from tests import factories
from tests.factories import make_offer
from tests.plain_browser import PlainBrowser
from tests.shop import Shop


@pytest.fixture
def browser(shop: Shop) -> PlainBrowser:
    """With two teas in its cart."""
    factories.sell(shop, make_offer("TEA-1"), make_offer("POT-1", 1_200), units=5)
    opened = PlainBrowser(shop)
    opened.post("/api/cart/forms/lines", {"sku": "TEA-1", "quantity": "2"})
    return opened
