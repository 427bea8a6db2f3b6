"""The whole site is published, part by part, and only what differs is written."""

import json

import pytest
from shopkit import aws, settings

from tests import storefront
from tests.integration.catalog.goods import set_prices
from tests.integration.catalog.publishing.seeds import (
    PUBLICATIONS,
    assert_whole,
    furnish,
    publish_everything,
)
from tests.shop import Shop
from tests.storefront import counted_writes, html, keys


def test_publishing_again_writes_nothing(shop: Shop) -> None:
    furnish(shop)
    publish_everything(shop)

    with counted_writes() as written:
        publish_everything(shop)

    # the mark of a whole publication is compared like any other file
    assert written == []


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
