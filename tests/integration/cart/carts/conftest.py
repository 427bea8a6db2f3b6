"""Carts through their door, over the tables."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import make_offer
from tests.integration.cart.carts.opening import publish


@pytest.fixture
def door(cloud: Any, client: Callable[[str], Any]) -> Any:
    publish(
        make_offer("TEA-1", 450, choice="100 g", picture="pictures/tea.jpg"),
        make_offer("POT-1", 1_299, max_quantity=2),
    )
    return client("cart")
