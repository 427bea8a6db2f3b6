"""Products through the doors: made, read and found."""

from concurrent.futures import ThreadPoolExecutor

from shopkit import offers

from tests.integration.catalog.goods import (
    PRODUCTS,
    counted_calls,
    create,
    delete,
    edit,
    read,
    shirts,
    tea,
    wrong,
)
from tests.shop import Shop


def test_a_product_is_read_by_id_and_by_slug_with_one_call_each(shop: Shop) -> None:
    made = create(shop, tea(pictures=[{"key": "tea-1", "alt": "A tin"}]))

    with counted_calls() as calls:
        by_id = shop.get(f"/catalog/products/{made['id']}")
        by_slug = shop.get("/catalog/products/assam-tea")

    assert calls == ["GetItem", "Query"]
    assert by_id.json == by_slug.json
    assert by_id.json == {
        "id": made["id"],
        "object": "product",
        "created_at": "2026-03-02T09:00:00Z",
        "version": 1,
        "name": "Assam tea",
        "slug": "assam-tea",
        "description": "",
        "brand": "",
        "category": None,
        "images": [
            {
                "key": "tea-1",
                "url": "http://127.0.0.1:8000/media/tea-1",
                "alt": "A tin",
                "width": None,
                "height": None,
            }
        ],
        "options": [],
        "variants": [
            {
                "id": made["variants"][0]["id"],
                "sku": "TEA-1",
                "options": {},
                "price": {"amount": 450, "currency": "GBP"},
                "compare_at_price": None,
                "availability": "out_of_stock",
            }
        ],
        "rating": {"average": None, "count": 0},
    }


def test_a_variant_that_is_not_sold_in_a_currency_has_no_price_in_it(shop: Shop) -> None:
    create(
        shop,
        shirts(1)
        | {"variants": [{"sku": "S", "options": {"Size": "size 0"}, "prices": {"EUR": 9}}]},
    )

    in_pounds = shop.get("/catalog/products/shirt").json["variants"][0]["price"]
    in_euro = shop.get("/catalog/products/shirt?currency=EUR").json["variants"][0]["price"]

    assert in_pounds is None
    assert in_euro == {"amount": 9, "currency": "EUR"}


def test_shoppers_do_not_see_drafts_and_what_is_archived(shop: Shop) -> None:
    draft = create(shop, tea(status="draft"))
    archived = create(shop, tea(name="Old tea", variants=[{"sku": "OLD", "prices": {"GBP": 1}}]))
    delete(shop, archived)

    paths = [draft["id"], "assam-tea", archived["id"], "old-tea", "never-was", "prd_unknown"]
    statuses = [shop.get(f"/catalog/products/{path}").status for path in paths]

    assert statuses == [404] * 6


def test_variants_are_shown_by_position(shop: Shop) -> None:
    body = shirts(3)
    for variant, position in zip(body["variants"], [2, 0, 1], strict=True):
        variant["position"] = position
    create(shop, body)

    skus = [v["sku"] for v in shop.get("/catalog/products/shirt").json["variants"]]

    assert skus == ["SHIRT-1", "SHIRT-2", "SHIRT-0"]


def test_each_variant_has_an_offer_that_carts_can_sell_by(shop: Shop) -> None:
    made = create(shop, shirts(2))

    sold = offers.read(["SHIRT-0", "SHIRT-1"])

    assert sold["SHIRT-1"].full_title == "Shirt, size 1"
    assert sold["SHIRT-1"].product_id == made["id"]
    assert sold["SHIRT-1"].price("GBP") == 1001


def test_every_wrong_field_is_named_at_once(shop: Shop) -> None:
    body = shirts(2) | {"category": "nowhere"}
    body["variants"][0]["options"] = {"Size": "huge"}
    body["variants"][1]["prices"] = {}

    answer = shop.post(PRODUCTS, json=body, staff=True)

    assert wrong(answer) == {
        ("/category", "unknown_category"),
        ("/variants/0/options/Size", "unknown_value"),
        ("/variants/1/prices", "required"),
    }


def test_fields_of_another_type_and_unknown_ones_are_refused(shop: Shop) -> None:
    body = tea(colour="red", variants=[{"sku": "A B", "prices": {"GBP": "450"}}])

    answer = shop.post(PRODUCTS, json=body, staff=True)

    assert wrong(answer) == {
        ("/colour", "unknown_field"),
        ("/variants/0/sku", "string_pattern_mismatch"),
        ("/variants/0/prices/GBP", "int_type"),
    }


def test_more_than_sixty_variants_are_refused_with_the_limit(shop: Shop) -> None:
    body = shirts(61)

    answer = shop.post(PRODUCTS, json=body, staff=True)

    assert wrong(answer) == {("/variants", "too_long")}
    assert "60" in answer.json["errors"][0]["detail"]


def test_a_sku_belongs_to_one_product_of_the_shop(shop: Shop) -> None:
    create(shop, tea())

    answer = shop.post(PRODUCTS, json=tea(name="Another"), staff=True)

    assert answer.status == 409
    assert (answer.json["code"], answer.json["skus"]) == ("sku_taken", ["TEA-1"])
    assert shop.get("/catalog/products/another").status == 404
    assert len(shop.get(PRODUCTS, staff=True).json["data"]) == 1


def test_of_many_who_claim_a_sku_at_once_one_gets_it(shop: Shop) -> None:
    bodies = [tea(name=f"Tea {n}") for n in range(8)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda b: shop.post(PRODUCTS, json=b, staff=True), bodies))

    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
    assert len(shop.get(PRODUCTS, staff=True).json["data"]) == 1


def test_the_same_key_makes_one_product(shop: Shop) -> None:
    key = {"Idempotency-Key": "first of may"}

    answers = [shop.post(PRODUCTS, json=tea(), headers=key, staff=True) for _ in range(2)]

    assert answers[0].json == answers[1].json
    assert answers[1].headers["Idempotent-Replayed"] == "true"


def test_history_tells_what_happened_newest_first(shop: Shop) -> None:
    made = create(shop, tea(status="draft"))
    shop.advance(60)
    edit(shop, made, status="active")

    page = shop.get(f"{PRODUCTS}/{made['id']}/history", staff=True).json

    assert sorted(fact["type"] for fact in page["data"][:2]) == ["PriceChanged", "ProductChanged"]
    assert page["data"][2]["type"] == "ProductChanged"
    assert page["data"][2]["data"]["status"] == "draft"


def test_staff_find_products_by_status_sku_and_the_beginning_of_a_name(shop: Shop) -> None:
    create(shop, tea())
    shop.advance(1)
    create(shop, {"name": "Éclair tin"})
    shop.advance(1)
    create(shop, {"name": "Earthenware"})

    def found(query: str) -> list[str]:
        answer = shop.get(f"{PRODUCTS}{query}", staff=True)
        return [one["name"] for one in answer.json["data"]]

    assert found("") == ["Earthenware", "Éclair tin", "Assam tea"]
    assert found("?status=draft") == ["Earthenware", "Éclair tin"]
    assert found("?sku=TEA-1") == ["Assam tea"]
    assert found("?sku=TEA") == []
    assert found("?q=E") == ["Earthenware", "Éclair tin"]
    assert found("?q=ecl") == ["Éclair tin"]
    assert found("?q=e&status=active") == []
    assert found("?q=%CC%81") == ["Assam tea", "Earthenware", "Éclair tin"]


def test_staff_routes_need_a_key(shop: Shop) -> None:
    made = create(shop, tea())

    statuses = [
        shop.get(PRODUCTS).status,
        shop.post(PRODUCTS, json=tea(name="Other")).status,
        shop.delete(f"{PRODUCTS}/{made['id']}", headers={"If-Match": "*"}).status,
        shop.put("/catalog/admin/prices", json={"prices": []}).status,
    ]

    assert statuses == [401] * 4
    assert read(shop, made) == made
