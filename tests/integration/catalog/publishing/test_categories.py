"""Menus and lists follow the tree of categories."""

from tests.integration.catalog.goods import CATEGORIES, create_category, edit, move
from tests.integration.catalog.publishing.seeds import assert_whole, furnish, saying
from tests.shop import Shop
from tests.storefront import html, keys


def test_a_new_category_stands_in_every_menu(shop: Shop) -> None:
    furnish(shop)

    create_category(shop, "Household")
    shop.settle()

    for path in ("/", "/products/seed-0/", "/cart/", "/delivery/", "404.html"):
        assert "/categories/household/" in html(path), path
    assert "Household" in html("/categories/household/")
    assert_whole(shop)


def test_a_category_that_is_removed_is_gone_from_everywhere(shop: Shop) -> None:
    furnish(shop)

    shop.delete(f"{CATEGORIES}/kitchen", headers={"If-Match": "*"}, staff=True)
    shop.settle()

    assert [key for key in keys() if key.startswith("categories/kitchen/")] == []
    assert saying("/categories/kitchen/") == []
    assert_whole(shop)


def test_a_category_that_moves_takes_its_products_and_the_way_to_them_along(shop: Shop) -> None:
    furnish(shop)

    assert move(shop, "seeds", "kitchen").status == 200
    shop.settle()

    assert "/products/seed-0/" in html("/categories/kitchen/")
    assert "/products/seed-0/" not in html("/categories/garden/")
    assert "/categories/kitchen/" in html("/products/seed-0/")
    assert_whole(shop)


def test_a_product_that_changes_shelves_leaves_the_old_one(shop: Shop) -> None:
    made = furnish(shop)

    edit(shop, made[0], category="kitchen")
    shop.settle()

    assert "/products/seed-0/" in html("/categories/kitchen/")
    assert "/products/seed-0/" not in html("/categories/seeds/")
    assert_whole(shop)
