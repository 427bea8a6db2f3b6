"""Old slugs lead to the new one, as long as they are the product's."""

from tests.integration.catalog.goods import create, edit, tea
from tests.integration.catalog.publishing.seeds import assert_whole, furnish
from tests.shop import Shop
from tests.storefront import html, page


def test_an_old_slug_leads_to_the_new_one_and_every_older_one_too(shop: Shop) -> None:
    made = furnish(shop)

    edit(shop, made[0], slug="first-new")
    shop.settle()
    edit(shop, made[0] | {"version": 2}, slug="second-new")
    shop.settle()

    for old in ("seed-0", "first-new"):
        found = page(f"/products/{old}/")
        assert found is not None
        assert found.moved_to == "/products/second-new/"
    assert "Seed 0" in html("/products/second-new/")
    assert_whole(shop)


def test_a_slug_that_is_taken_back_is_a_page_again(shop: Shop) -> None:
    made = furnish(shop)
    edit(shop, made[0], slug="new")
    shop.settle()

    edit(shop, made[0] | {"version": 2}, slug="seed-0")
    shop.settle()

    back, left = page("/products/seed-0/"), page("/products/new/")
    assert back is not None
    assert back.moved_to is None
    assert left is not None
    assert left.moved_to == "/products/seed-0/"
    assert_whole(shop)


def test_redirects_go_with_their_product_and_come_back_with_it(shop: Shop) -> None:
    made = furnish(shop)
    edit(shop, made[0], slug="new")
    shop.settle()

    edit(shop, made[0] | {"version": 2}, status="draft")
    shop.settle()
    away = page("/products/seed-0/")
    edit(shop, made[0] | {"version": 3}, status="active")
    shop.settle()

    assert away is None
    back = page("/products/seed-0/")
    assert back is not None
    assert back.moved_to == "/products/new/"
    assert_whole(shop)


def test_a_slug_that_is_released_leads_nowhere(shop: Shop) -> None:
    made = furnish(shop)
    edit(shop, made[0], slug="new")
    shop.settle()

    shop.delete("/catalog/admin/slugs/seed-0", staff=True)
    shop.settle()

    assert page("/products/seed-0/") is None
    assert_whole(shop)


def test_a_slug_that_is_released_may_be_another_products_page(shop: Shop) -> None:
    made = furnish(shop)
    edit(shop, made[0], slug="new")
    shop.settle()
    shop.delete("/catalog/admin/slugs/seed-0", staff=True)
    variants = [{"sku": "OTHER", "prices": {"GBP": 100}}]

    create(shop, tea(name="Other", slug="seed-0", category="seeds", variants=variants))
    shop.settle()

    assert "Other" in html("/products/seed-0/")
    assert_whole(shop)
