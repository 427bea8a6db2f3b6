"""Products are edited version by version, and archived, or deleted where nobody ever saw them."""

from concurrent.futures import ThreadPoolExecutor

from shopkit import offers

from tests.integration.catalog.goods import (
    PRODUCTS,
    create,
    create_category,
    delete,
    edit,
    facts,
    read,
    tea,
    wrong,
)
from tests.shop import Shop


def test_a_sku_that_a_product_gave_up_is_free(shop: Shop) -> None:
    first = create(shop, tea())
    edit(shop, first, variants=[{"sku": "TEA-2", "prices": {"GBP": 450}}])

    second = create(shop, tea(name="Another"))

    assert offers.read(["TEA-1"])["TEA-1"].product_id == second["id"]


def test_an_edit_names_the_version_it_edits(shop: Shop) -> None:
    made = create(shop, tea())
    edit(shop, made, brand="Pell")

    stale = edit(shop, made, brand="Other")
    unnamed = shop.patch(f"{PRODUCTS}/{made['id']}", json={"brand": "Other"}, staff=True)

    assert (stale.status, unnamed.status) == (412, 428)
    assert read(shop, made)["brand"] == "Pell"
    assert read(shop, made)["version"] == 2


def test_edits_of_one_version_at_once_leave_one_of_them(shop: Shop) -> None:
    made = create(shop, tea())

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda n: edit(shop, made, brand=f"B{n}"), range(6)))

    assert sorted(answer.status for answer in answers) == [200] + [412] * 5
    assert read(shop, made)["version"] == 2


def test_a_patch_leaves_what_it_does_not_name(shop: Shop) -> None:
    made = create(shop, tea(brand="Pell", keywords=["black", "loose"]))

    edited = edit(shop, made, name="Assam leaf").json

    assert edited["name"] == "Assam leaf"
    assert (edited["brand"], edited["keywords"]) == ("Pell", ["black", "loose"])
    assert edited["variants"] == made["variants"]


def test_a_put_replaces_the_whole_and_keeps_slug_and_variant_ids(shop: Shop) -> None:
    made = create(shop, tea(brand="Pell"))

    answer = shop.put(
        f"{PRODUCTS}/{made['id']}", json=tea(name="Leaf"), headers={"If-Match": '"1"'}, staff=True
    )

    assert answer.status == 200
    assert (answer.json["brand"], answer.json["slug"]) == ("", "assam-tea")
    assert answer.json["variants"][0]["id"] == made["variants"][0]["id"]
    assert answer.headers["ETag"] == '"2"'


def test_a_refused_edit_changes_nothing(shop: Shop) -> None:
    create_category(shop, "Larder")
    made = create(shop, tea())

    answer = edit(shop, made, name="", category="pantry")

    assert wrong(answer) == {("/name", "string_too_short")}
    assert read(shop, made) == made


def test_deleting_takes_off_sale_what_was_on_sale(shop: Shop) -> None:
    made = create(shop, tea())

    answer = delete(shop, made)

    assert answer.status == 204
    assert read(shop, made)["status"] == "archived"
    assert offers.read(["TEA-1"])["TEA-1"].price("GBP") is None
    assert [fact["sku"] for fact in facts(shop, made, "OfferWithdrawn")] == ["TEA-1"]


def test_deleting_a_draft_that_never_was_on_sale_frees_slug_sku_and_category(shop: Shop) -> None:
    create_category(shop, "Larder")
    draft = create(shop, tea(status="draft", category="larder"))

    answer = delete(shop, draft)
    again = create(shop, tea(category="larder"))

    assert answer.status == 204
    assert shop.get(f"{PRODUCTS}/{draft['id']}", staff=True).status == 404
    assert again["slug"] == "assam-tea"
    assert [one["id"] for one in shop.get(PRODUCTS, staff=True).json["data"]] == [again["id"]]
    category = shop.get("/catalog/admin/categories/larder", staff=True).json
    assert category["products"] == 1


def test_a_draft_that_was_on_sale_once_is_kept(shop: Shop) -> None:
    made = create(shop, tea())
    edit(shop, made, status="draft")

    delete(shop, made)

    assert read(shop, made)["status"] == "archived"
