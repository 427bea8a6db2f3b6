"""The sample catalogue, as it is sent to the shop."""

from barrow.loading import sample
from catalog.category_models import CategoryIn
from catalog.product_requests import ProductIn
from inventory.answers import NewStock

CATALOGUE = sample.read()


def test_the_shop_takes_every_body_of_it() -> None:
    for category in CATALOGUE.categories:
        CategoryIn.model_validate(category)
    for product in CATALOGUE.products:
        ProductIn.model_validate(product)
    for item in CATALOGUE.stock:
        NewStock.model_validate(item)

    assert (len(CATALOGUE.categories), len(CATALOGUE.products)) == (15, 120)


def test_categories_stand_behind_their_parents() -> None:
    known: set[str] = set()
    for category in CATALOGUE.categories:
        assert category.get("parent") in {None, *known}
        known.add(category["slug"])


def test_every_variant_has_its_stock_with_a_supplier_and_a_reorder_point() -> None:
    skus = [one["sku"] for product in CATALOGUE.products for one in product["variants"]]

    assert [item["sku"] for item in CATALOGUE.stock] == skus
    assert all(item["supplier"] and item["reorder_point"] >= 0 for item in CATALOGUE.stock)


def test_options_list_each_value_that_a_variant_has_once() -> None:
    for product in CATALOGUE.products:
        for option in product["options"]:
            chosen = {one["options"][option["name"]] for one in product["variants"]}
            assert len(option["values"]) == len(set(option["values"]))
            assert set(option["values"]) == chosen
