"""What staff may ask of checkout: which list of orders, and how many delivery options."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.shop import EMAIL, Shop

ORDERS = "/checkout/admin/orders"
OPTIONS = "/checkout/admin/shipping-options"
PRICES = {f"{letter}BC": 99_999_999 for letter in "ABCDEFGHIJ"}


def _pointers(answer: Any) -> list[str]:
    return [error["pointer"] for error in answer.json["errors"]]


def test_orders_are_looked_up_by_number_or_by_email_not_both(shop: Shop) -> None:
    answer = shop.get(f"{ORDERS}?number=K7-4XQ-9MD&email={EMAIL}", staff=True)

    assert answer.status == 422
    assert _pointers(answer) == ["?number"]


@pytest.mark.parametrize("other", ["email=None", f"email={EMAIL}", "status=paid"])
def test_a_cursor_belongs_to_one_list_of_orders(shop: Shop, other: str) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"))
    for _ in range(2):
        factories.order(shop, ("TEA-1", 1))
    pending = f"{ORDERS}?status=pending_payment&limit=1"
    cursor = shop.get(pending, staff=True).json["next_cursor"]

    goes_on = shop.get(f"{pending}&cursor={cursor}", staff=True)
    foreign = shop.get(f"{ORDERS}?{other}&limit=1&cursor={cursor}", staff=True)

    assert (goes_on.status, len(goes_on.json["data"])) == (200, 1)
    assert foreign.status == 422
    assert _pointers(foreign) == ["?cursor"]


def test_a_cursor_of_one_status_is_none_of_an_email_of_that_name(shop: Shop) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"))
    for _ in range(2):
        factories.pay(shop, factories.order(shop, ("TEA-1", 1)))
    cursor = shop.get(f"{ORDERS}?limit=1", staff=True).json["next_cursor"]

    foreign = shop.get(f"{ORDERS}?email=None&limit=1&cursor={cursor}", staff=True)

    assert cursor is not None
    assert _pointers(foreign) == ["?cursor"]


def _largest(count: int = 30) -> list[dict[str, Any]]:
    """As many options as may be, each as large as it may be."""
    bands = [{"up_to_grams": 9_999_900 + n, "price": dict(PRICES)} for n in range(20)]
    return [
        {
            "id": f"option-{n}".ljust(40, "x"),
            "name": "\U0001f69a" * 200,
            "estimate": "\U0001f69a" * 200,
            "countries": ["GB"] * 250,
            "bands": list(bands),
            "free_from": dict(PRICES),
        }
        for n in range(count)
    ]


def _replace(shop: Shop, options: list[dict[str, Any]]) -> Any:
    body = {"options": options}
    return shop.put(OPTIONS, json=body, headers={"If-Match": "*"}, staff=True)


def test_the_largest_table_of_delivery_options_is_kept_whole(shop: Shop) -> None:
    options = _largest()

    answer = _replace(shop, options)

    assert answer.status == 200
    kept = shop.get(OPTIONS, staff=True).json["options"]
    assert [{**option, "price": {}} for option in options] == kept


@pytest.mark.parametrize(("enlarge", "pointer"), [
    (lambda options: options.append(_largest(31)[30]), "/options"),
    (lambda options: options[0]["bands"].append({"up_to_grams": 10**7, "price": PRICES}),
     "/options/0/bands"),
    (lambda options: options[0]["countries"].append("GB"), "/options/0/countries"),
    (lambda options: options[0]["free_from"].update(XYZ=1), "/options/0/free_from"),
])  # fmt: skip
def test_more_delivery_options_than_an_item_holds_are_refused_by_field(
    shop: Shop, enlarge: Callable[[list[dict[str, Any]]], None], pointer: str
) -> None:
    options = _largest()
    enlarge(options)

    answer = _replace(shop, options)

    assert answer.status == 422
    assert _pointers(answer) == [pointer]
    assert shop.get(OPTIONS, staff=True).json["version"] == 0
