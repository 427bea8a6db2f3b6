"""Many windows on one cart: every edit counts, or says that it did not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from cart import editing
from cart.lines import Wish
from cart.refusals import QuantityLimit
from shopkit import carts, offers, table
from shopkit.carts import Cart
from shopkit.errors import Stale

from tests.factories import make_offer

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def publish(sku: str, max_quantity: int) -> None:
    offer = make_offer(sku, 10, max_quantity=max_quantity)
    table.write(table.put("barrow-local-catalog", offers.to_item(offer)))


def test_adding_at_the_same_moment_loses_nothing_and_stays_within_the_limit(cloud: Any) -> None:
    publish("tea", 10)
    cart, token = editing.open_cart("GBP", [], NOW)

    def add(_: int) -> bool:
        try:
            editing.add_lines(cart.id, token, [Wish("tea", 1)], NOW)
        except QuantityLimit:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(add, range(16)))

    after = carts.read(cart.id, token, NOW)
    assert sum(taken) == 10
    assert [line.quantity for line in after.lines] == [10]
    assert after.version == 11


def test_of_edits_that_name_the_same_version_one_is_made(cloud: Any) -> None:
    publish("tea", 99)
    cart, token = editing.open_cart("GBP", [Wish("tea", 1)], NOW)
    line_id = cart.lines[0].line_id

    def set_to(quantity: int) -> Cart | None:
        try:
            return editing.set_quantity(cart.id, token, line_id, quantity, version=1, now=NOW)
        except Stale:
            return None

    with ThreadPoolExecutor(8) as pool:
        made = [done for done in pool.map(set_to, range(10, 18)) if done is not None]

    assert len(made) == 1
    assert carts.read(cart.id, token, NOW) == made[0]
    assert made[0].version == 2
