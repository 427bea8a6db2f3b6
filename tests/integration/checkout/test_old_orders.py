"""Orders from before personal data were sealed still serve; their next write seals them."""

from dataclasses import asdict
from typing import Any

import pytest
from checkout import orders_table
from pydantic_core import from_json, to_json
from shopkit import buyers, table
from shopkit.buyers import Buyer

from tests import factories
from tests.shop import ADDRESS, EMAIL, Bought, Shop

TABLE = "barrow-local-checkout"


@pytest.fixture
def old(shop: Shop) -> Bought:
    """A paid order, as the version before kept it."""
    factories.sell(shop, factories.make_offer("TEA-1"), units=10)
    made = factories.order(shop, ("TEA-1", 2))
    factories.pay(shop, made)
    item = _item(made)
    values: dict[str, Any] = from_json(item["order"])
    buyer = buyers.open_(values.pop("private"), made.order_id)
    assert isinstance(buyer, Buyer)
    del values["country"]
    table.write(table.put(TABLE, item | {"order": to_json(values | asdict(buyer)).decode()}))
    assert EMAIL in _item(made)["order"]
    return made


def _item(made: Bought) -> dict[str, Any]:
    item = table.get(TABLE, orders_table.key(made.order_id))
    assert item is not None
    return item


def test_it_is_shown_as_ever(shop: Shop, old: Bought) -> None:
    own = factories.read_order(shop, old)
    (listed,) = shop.get("/checkout/admin/orders?status=paid", staff=True).json["data"]

    assert own["email"] == listed["email"] == EMAIL
    assert own["shipping_address"]["line1"] == ADDRESS["line1"]
    assert own["country"] == "GB"


def test_the_next_write_seals_it(shop: Shop, old: Bought) -> None:
    answer = shop.post(
        f"/checkout/admin/orders/{old.order_id}/refunds", json={"amount": 100}, staff=True
    )
    shop.settle()

    assert answer.status == 201
    assert EMAIL not in repr(_item(old))
    assert ADDRESS["line1"] not in repr(_item(old))
    assert factories.read_order(shop, old)["email"] == EMAIL
    assert shop.mailbox.all()[-1].to == EMAIL


def test_reading_it_often_makes_no_second_key(shop: Shop, old: Bought) -> None:
    first, second = (orders_table.read(old.order_id) for _ in range(2))

    assert first is not None
    assert second is not None
    assert first.subject == second.subject
    assert first.private.split(".")[:3] == second.private.split(".")[:3]
