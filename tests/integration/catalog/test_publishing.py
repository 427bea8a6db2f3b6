"""The catalogue's facts become pages: through the queue, to files of the site bucket."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from catalog.site.publishing import publish
from shopkit import aws, settings

from tests import picture_files, pictures, storefront
from tests.integration.catalog.goods import (
    CATEGORIES,
    PRODUCTS,
    counted_calls,
    create,
    create_category,
    delete,
    edit,
    move,
    set_prices,
    tea,
)
from tests.shop import Shop
from tests.storefront import counted_writes, html, keys, page

PUBLICATIONS = "/catalog/admin/site/publications"


@pytest.fixture(autouse=True)
def site() -> Iterator[None]:
    with storefront.publishing():
        yield


def stock(shop: Shop, sku: str, units: int) -> None:
    body = {"sku": sku, "on_hand": units}
    answer = shop.post("/inventory/admin/stock", json=body, staff=True)
    assert answer.status == 201, answer.text


def publish_everything(shop: Shop) -> Counter[str]:
    """What staff's command does, part by part."""
    told: Counter[str] = Counter()
    cursor = None
    while True:
        answer = shop.post(PUBLICATIONS, json={"cursor": cursor}, staff=True)
        assert answer.status == 200, answer.text
        told.update({name: answer.json[name] for name in ("written", "removed")})
        assert answer.json["done"] <= answer.json["total"]
        cursor = answer.json["cursor"]
        if cursor is None:
            return told


def assert_whole(shop: Shop) -> None:
    """What facts published one by one is what publishing everything would."""
    standing = keys()

    told = publish_everything(shop)

    assert keys() == standing
    assert (told["written"], told["removed"]) == (0, 0)


def saying(text: str) -> list[str]:
    """Keys of all pages and lists that hold `text`."""
    return [key for key in keys() if not key.startswith("assets/") and text in html(key)]


def furnish(shop: Shop, count: int = 3) -> list[dict[str, Any]]:
    """garden > seeds with products in it, and kitchen; all is published."""
    create_category(shop, "Garden")
    create_category(shop, "Seeds", "garden")
    create_category(shop, "Kitchen")
    made = []
    for n in range(count):
        variants = [{"sku": f"SKU-{n}", "prices": {"GBP": 100 + n}}]
        made.append(create(shop, tea(name=f"Seed {n}", category="seeds", variants=variants)))
        shop.advance(1)
    shop.settle()
    return made


def test_a_product_on_sale_gets_a_page_and_a_place_on_every_list(shop: Shop) -> None:
    furnish(shop, 1)

    found = page("/products/seed-0/")

    assert found is not None
    assert (found.media, found.cache) == (
        "text/html; charset=utf-8",
        "public, max-age=0, s-maxage=60, stale-while-revalidate=60",
    )
    for path in ("/", "/categories/garden/", "/categories/seeds/by-name/", "search/index.json",
                 "sitemaps/products-1.xml"):  # fmt: skip
        assert "/products/seed-0/" in html(path), path
    assert "/products/seed-0/" not in html("/categories/kitchen/")


def test_what_facts_published_is_what_publishing_everything_would(shop: Shop) -> None:
    furnish(shop, 30)
    publish_everything(shop)

    assert_whole(shop)


def test_a_draft_has_no_page_until_it_is_on_sale(shop: Shop) -> None:
    furnish(shop, 1)
    product = create(shop, tea(name="Later", status="draft", category="seeds"))
    shop.settle()
    assert page("/products/later/") is None

    edit(shop, product, status="active")
    shop.settle()

    assert "Later" in html("/products/later/")
    assert "/products/later/" in html("/categories/seeds/")
    assert_whole(shop)


def test_another_price_is_on_every_page_that_shows_it(shop: Shop) -> None:
    furnish(shop)

    set_prices(shop, ("SKU-0", "GBP", 9999))
    shop.settle()

    for path in ("/products/seed-0/", "/products/seed-1/", "/categories/seeds/by-price-down/",
                 "/categories/garden/", "/"):  # fmt: skip
        assert "£99.99" in html(path), path
    assert_whole(shop)


def test_a_level_reaches_the_product_and_the_cards_when_it_changes(shop: Shop) -> None:
    furnish(shop)
    assert "OutOfStock" in html("/products/seed-0/")

    stock(shop, "SKU-0", 50)
    shop.settle()

    assert "InStock" in html("/products/seed-0/")
    assert_whole(shop)


def test_a_level_that_was_told_before_the_product_was_there_is_on_its_page(shop: Shop) -> None:
    furnish(shop, 1)
    stock(shop, "EARLY", 50)
    shop.settle()

    variants = [{"sku": "EARLY", "prices": {"GBP": 100}}]
    create(shop, tea(name="Early", category="seeds", variants=variants))
    shop.settle()

    assert "InStock" in html("/products/early/")
    assert_whole(shop)


def test_a_product_that_is_archived_is_gone_from_everywhere(shop: Shop) -> None:
    made = furnish(shop)

    delete(shop, made[0])
    shop.settle()

    assert page("/products/seed-0/") is None
    assert saying("/products/seed-0/") == []
    assert_whole(shop)


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


def test_a_picture_comes_to_every_page_when_it_is_ready(shop: Shop) -> None:
    furnish(shop, 1)
    named = {"pictures": [{"key": "seed-0", "alt": "A seed"}]}
    variants = [{"sku": "SEEN", "prices": {"GBP": 100}}]
    create(shop, tea(name="Seen", category="seeds", variants=variants) | named)
    shop.settle()
    assert "/media/seed-0/" not in html("/products/seen/")

    pictures.put(shop, picture_files.file_of(picture_files.scene()), key="seed-0")
    shop.settle()

    for path in ("/products/seen/", "/categories/seeds/", "/", "search/index.json"):
        assert "/media/seed-0/" in html(path), path
    assert_whole(shop)


@pytest.mark.parametrize(("key", "path"), [("home-hero", "/"), ("category-garden", "/")])
def test_a_picture_that_no_product_names_comes_to_its_page(shop: Shop, key: str, path: str) -> None:
    furnish(shop, 1)

    pictures.put(shop, picture_files.file_of(picture_files.scene()), key=key)
    shop.settle()

    assert f"/media/{key}/" in html(path)
    assert_whole(shop)


def test_many_facts_draw_each_page_once(shop: Shop) -> None:
    furnish(shop)

    with counted_writes() as written:
        for amount in range(500, 520):
            set_prices(shop, ("SKU-0", "GBP", amount), ("SKU-1", "GBP", amount))
        shop.settle()

    pages = [key for key in written if not key.startswith(".barrow/")]
    assert "products/seed-0/index.html" in pages
    assert max(Counter(pages).values()) <= 2


def test_publishing_again_writes_nothing(shop: Shop) -> None:
    furnish(shop)
    publish_everything(shop)

    with counted_writes() as written:
        publish_everything(shop)

    # the mark of a whole publication is compared like any other file
    assert written == []


def test_one_change_costs_a_handful_of_calls(shop: Shop) -> None:
    furnish(shop, 30)
    asked: list[str] = []
    events = aws.client("s3").meta.events
    events.register("before-call.s3", lambda model, **_: asked.append(model.name))
    set_prices(shop, ("SKU-9", "GBP", 101))
    changed = shop.get(f"{PRODUCTS}?sku=SKU-9", staff=True).json["data"][0]["id"]

    with counted_calls() as database, counted_writes() as written:
        publish({changed})

    assert len(written) <= 25
    reads = Counter(database)
    assert reads["Query"] == 1, "the category tree"
    assert reads["BatchGetItem"] <= 5, "products and their pictures"
    assert reads["GetItem"] == 0, "nothing is read one by one"
    assert Counter(asked)["ListObjectsV2"] <= 3, asked


def test_a_shop_that_gets_a_storefront_late_is_published_whole(shop: Shop) -> None:
    furnish(shop)
    for key in list(keys()):
        aws.client("s3").delete_object(Bucket=storefront.BUCKET, Key=key)
    for note in ("directory", "publication"):
        aws.client("s3").delete_object(Bucket=storefront.BUCKET, Key=f".barrow/{note}.json")

    set_prices(shop, ("SKU-0", "GBP", 555))
    shop.settle()

    assert "Seed 2" in html("/products/seed-2/")
    assert_whole(shop)


def test_files_that_nobody_publishes_are_removed_and_lost_ones_come_back(shop: Shop) -> None:
    furnish(shop)
    publish_everything(shop)
    s3 = aws.client("s3")
    for key in ("sitemaps/products-9.xml", "categories/seeds/99/index.html",
                "products/x/index.html", "assets/000000000000/shop.css"):  # fmt: skip
        s3.put_object(Bucket=storefront.BUCKET, Key=key, Body=b"old")
    standing = keys().keys() - {"categories/seeds/99/index.html"}
    s3.delete_object(Bucket=storefront.BUCKET, Key="products/seed-1/index.html")
    s3.put_object(Bucket=storefront.BUCKET, Key="index.html", Body=b"changed by hand")

    publish_everything(shop)

    expected = standing - {"sitemaps/products-9.xml", "products/x/index.html",
                           "assets/000000000000/shop.css"}  # fmt: skip
    assert set(keys()) == expected
    assert "Seed 1" in html("/products/seed-1/")
    assert "changed by hand" not in html("/")


def test_files_that_the_shopkeeper_put_beside_the_pages_stay(shop: Shop) -> None:
    furnish(shop)
    theirs = {"ads.txt", ".well-known/proof-of-the-domain", "spring-leaflet/index.html"}
    for key in theirs:
        aws.client("s3").put_object(Bucket=storefront.BUCKET, Key=key, Body=b"theirs")

    publish_everything(shop)

    assert theirs <= keys().keys()


def test_the_shop_tells_whether_what_stands_is_what_it_would_publish(shop: Shop) -> None:
    furnish(shop, 1)
    publish_everything(shop)
    current = shop.get(PUBLICATIONS, staff=True).json

    with_another_name = current["is_current"]

    assert with_another_name is True
    assert current["published"] == current["current"]


def test_files_are_written_again_when_they_are_served_with_other_headers(shop: Shop) -> None:
    furnish(shop, 1)
    publish_everything(shop)
    mark = ".barrow/publication.json"
    s3 = aws.client("s3")
    before = s3.get_object(Bucket=storefront.BUCKET, Key=mark)["Body"].read().decode()
    headers = before.split('"headers": "')[1].split('"')[0]
    s3.put_object(Bucket=storefront.BUCKET, Key=mark, Body=before.replace(headers, "old").encode())

    with counted_writes() as written:
        publish_everything(shop)

    assert {key for key in keys() if key not in written} == set()


def test_a_publication_that_stopped_half_way_is_not_current_and_forgets_nothing(
    shop: Shop,
) -> None:
    furnish(shop, 1)
    publish_everything(shop)
    s3 = aws.client("s3")
    mark, before = ".barrow/publication.json", "assets/0123456789ab/shop.css"
    old = json.dumps({"version": "old", "headers": "old", "assets": "0123456789ab"})
    s3.put_object(Bucket=storefront.BUCKET, Key=mark, Body=old.encode())
    s3.put_object(Bucket=storefront.BUCKET, Key=before, Body=b"")
    s3.delete_object(Bucket=storefront.BUCKET, Key=".barrow/directory.json")
    shop.post(PUBLICATIONS, json={}, staff=True)

    half_way = shop.get(PUBLICATIONS, staff=True).json
    with counted_writes() as written:
        publish_everything(shop)

    assert (half_way["published"], half_way["is_current"]) == (None, False)
    # files of the one before are served on, and those that are served otherwise now written anew
    assert {key for key in keys() if key not in written} == {before}
    assert shop.get(PUBLICATIONS, staff=True).json["is_current"]


def test_a_shop_without_a_storefront_publishes_nothing(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BARROW_SITE_BUCKET")
    settings.forget()
    furnish(shop, 1)

    answer = shop.post(PUBLICATIONS, json={}, staff=True)

    assert keys() == {}
    assert (answer.status, answer.json["code"]) == (409, "no_storefront")
    monkeypatch.undo()
    settings.forget()


def test_only_staff_who_may_write_publish(shop: Shop) -> None:
    assert shop.post(PUBLICATIONS, json={}).status == 401
    assert shop.post(PUBLICATIONS, json={"cursor": "forged"}, staff=True).status == 422
