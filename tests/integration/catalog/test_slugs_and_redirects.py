"""A product's address: unique, and once published never a dead end."""

from concurrent.futures import ThreadPoolExecutor

from tests.integration.catalog.goods import PRODUCTS, counted_calls, create, delete, edit, tea
from tests.shop import Shop


def test_namesakes_get_numbers(shop: Shop) -> None:
    made = [create(shop, {"name": "Tea"})["slug"] for _ in range(3)]

    assert made == ["tea", "tea-2", "tea-3"]


def test_namesakes_made_at_once_get_different_slugs(shop: Shop) -> None:
    with ThreadPoolExecutor(5) as pool:
        slugs = list(pool.map(lambda _: create(shop, {"name": "Tea"})["slug"], range(5)))

    assert sorted(slugs) == ["tea", "tea-2", "tea-3", "tea-4", "tea-5"]


def test_a_slug_that_is_asked_for_and_taken_is_refused(shop: Shop) -> None:
    create(shop, tea())

    answer = shop.post(PRODUCTS, json={"name": "Other", "slug": "assam-tea"}, staff=True)

    assert answer.status == 409
    assert (answer.json["code"], answer.json["slug"]) == ("slug_taken", "assam-tea")


def test_the_slug_that_a_product_left_redirects_for_one_more_call(shop: Shop) -> None:
    edit(shop, create(shop, tea()), slug="assam")

    with counted_calls() as calls:
        answer = shop.get("/catalog/products/assam-tea?currency=EUR")

    assert answer.status == 308
    assert answer.headers["Location"] == "/api/catalog/products/assam?currency=EUR"
    assert answer.json["slug"] == "assam"
    assert calls == ["Query", "GetItem"]
    assert shop.get("/catalog/products/assam").status == 200


def test_every_slug_that_a_product_had_leads_to_where_it_is(shop: Shop) -> None:
    made = create(shop, tea())
    moved = edit(shop, made, slug="second").json
    edit(shop, moved, slug="third")

    places = [shop.get(f"/catalog/products/{s}").json["slug"] for s in ("assam-tea", "second")]

    assert places == ["third", "third"]


def test_a_redirecting_slug_is_nobody_elses_until_it_is_released(shop: Shop) -> None:
    edit(shop, create(shop, tea()), slug="assam")
    wanted = {"name": "Other", "slug": "assam-tea"}

    before = shop.post(PRODUCTS, json=wanted, staff=True)
    released = shop.delete("/catalog/admin/slugs/assam-tea", staff=True)
    after = shop.post(PRODUCTS, json=wanted, staff=True)

    assert (before.status, before.json["code"]) == (409, "slug_taken")
    assert released.status == 204
    assert after.status == 201


def test_a_released_slug_leads_nowhere(shop: Shop) -> None:
    edit(shop, create(shop, tea()), slug="assam")
    shop.delete("/catalog/admin/slugs/assam-tea", staff=True)

    answer = shop.get("/catalog/products/assam-tea")

    assert answer.status == 404


def test_only_a_redirect_is_released(shop: Shop) -> None:
    create(shop, tea())

    current = shop.delete("/catalog/admin/slugs/assam-tea", staff=True)
    unknown = shop.delete("/catalog/admin/slugs/never-was", staff=True)

    assert (current.status, current.json["code"]) == (409, "slug_in_use")
    assert unknown.status == 404
    assert shop.get("/catalog/products/assam-tea").status == 200


def test_a_product_may_go_back_to_a_slug_that_it_left(shop: Shop) -> None:
    moved = edit(shop, create(shop, tea()), slug="assam").json

    back = edit(shop, moved, slug="assam-tea")

    assert back.status == 200
    assert shop.get("/catalog/products/assam-tea").status == 200
    assert shop.get("/catalog/products/assam").headers["Location"].endswith("/assam-tea")


def test_a_draft_that_never_was_on_sale_leaves_no_redirect(shop: Shop) -> None:
    edit(shop, create(shop, tea(status="draft")), slug="assam")

    second = create(shop, {"name": "Assam tea"})

    assert second["slug"] == "assam-tea"


def test_a_redirect_to_what_is_off_sale_leads_nowhere(shop: Shop) -> None:
    made = edit(shop, create(shop, tea()), slug="assam").json
    delete(shop, made)

    answer = shop.get("/catalog/products/assam-tea")

    assert answer.status == 404
