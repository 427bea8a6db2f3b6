"""What a CDN may tell everyone for some seconds, and what it never keeps."""

import pytest

from tests.integration.catalog.goods import create, edit, tea
from tests.shop import Shop

#: The CDN keeps it and a browser asks each time: what one of them holds can't be drawn back.
SHARED = "public, max-age=0, s-maxage=10"


def test_what_everyone_reads_alike_is_shared_for_ten_seconds(shop: Shop) -> None:
    category = {"name": "Tea", "slug": "tea"}
    shop.post("/catalog/admin/categories", json=category, staff=True)
    made = create(shop, tea(category="tea"))
    paths = ["products", f"products/{made['id']}", "products/assam-tea?currency=EUR", "categories",
             "categories/tea"]  # fmt: skip

    answers = [shop.get(f"/catalog/{path}") for path in paths]

    assert [answer.status for answer in answers] == [200] * 5
    assert {answer.headers["Cache-Control"] for answer in answers} == {SHARED}


def test_a_slug_that_a_product_left_is_shared_too(shop: Shop) -> None:
    edit(shop, create(shop, tea()), slug="assam")

    answer = shop.get("/catalog/products/assam-tea")

    assert answer.status == 308
    assert answer.headers["Cache-Control"] == SHARED


@pytest.mark.parametrize(
    "path", ["products/nothing", "products?limit=0", "categories/nothing", "availability?sku=TEA-1"]
)
def test_refusals_and_what_is_left_right_now_are_never_kept(shop: Shop, path: str) -> None:
    answer = shop.get(f"/catalog/{path}")

    assert answer.headers["Cache-Control"] == "no-store"


def test_what_staff_read_is_never_kept(shop: Shop) -> None:
    answers = [
        shop.get(f"/catalog/admin/{path}", staff=True) for path in ("products", "categories")
    ]

    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
