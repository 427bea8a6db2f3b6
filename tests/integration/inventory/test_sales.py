"""What a placed order enters in the ledger, from whichever shards its units were taken."""

from inventory import sales
from shopkit import clock, stock, table
from shopkit.events import OrderPlaced
from shopkit.stock import Take

from tests import factories
from tests.books import items
from tests.shop import Shop


def _sold(shop: Shop, *chunks: list[Take]) -> OrderPlaced:
    """An order whose hold took those chunks, and is sold."""
    table.transact(
        [stock.put_hold("ord_1", chunks, clock.text(shop.now)), *stock.take_units(chunks[0])]
    )
    for n, chunk in enumerate(chunks[1:], start=2):
        table.transact([stock.advance_hold("ord_1", n, len(chunks)), *stock.take_units(chunk)])
    table.write(stock.sell_hold("ord_1"))
    return OrderPlaced.of(
        shop.now,
        order_id="ord_1",
        number="K7-4XQ-9MD",
        cart_id="crt_1",
        email="ada@example.com",
        name="Ada Byron",
        order_url="http://127.0.0.1:8000/order",
        currency="GBP",
        lines=[],
        subtotal=0,
        shipping=0,
        shipping_name="",
        tax=0,
        tax_included=True,
        total=0,
    )


def _movements() -> list[tuple[str, int]]:
    rows = [row for row in items("inventory") if row["sk"].startswith("MOVE#")]
    return sorted((row["sku"], row["delta"]) for row in rows if row["reason"] == "sold")


def test_two_takes_from_one_shard_are_entered_as_one(shop: Shop) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), factories.make_offer("POT-1"), units=10)
    fact = _sold(shop, [Take("POT-1", 0, 1), Take("TEA-1", 0, 2)], [Take("TEA-1", 0, 3)])

    for _ in range(2):
        sales.enter_sale(fact)

    assert _movements() == [("POT-1", -1), ("TEA-1", -5)]
    assert factories.counts("TEA-1") == (5, 0)
    assert factories.counts("POT-1") == (9, 0)


def test_takes_from_two_shards_of_one_sku_are_two_movements(shop: Shop) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=10, shards=2)
    fact = _sold(shop, [Take("TEA-1", 0, 2), Take("TEA-1", 1, 3)])

    for _ in range(2):
        sales.enter_sale(fact)

    assert _movements() == [("TEA-1", -3), ("TEA-1", -2)]
    assert factories.counts("TEA-1") == (5, 0)
