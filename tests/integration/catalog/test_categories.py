"""The category tree through the doors, and products that follow a move."""

from concurrent.futures import ThreadPoolExecutor

from shopkit.events import CategoryMoved

from tests.integration.catalog.goods import (
    CATEGORIES,
    PRODUCTS,
    create,
    create_category,
    deliver,
    edit,
    move,
    names,
    tea,
    wrong,
)
from tests.shop import Response, Shop


def grow(shop: Shop) -> None:
    """garden > seeds > beans, and kitchen."""
    create_category(shop, "Garden")
    create_category(shop, "Seeds", "garden")
    create_category(shop, "Beans", "seeds")
    create_category(shop, "Kitchen")


def fill(shop: Shop, category: str, count: int) -> None:
    for n in range(count):
        sku = f"{category}-{n}"
        variants = [{"sku": sku, "prices": {"GBP": 100 + n}}]
        create(shop, tea(name=sku, category=category, variants=variants))
        shop.advance(1)


def remove(shop: Shop, slug: str) -> Response:
    return shop.delete(f"{CATEGORIES}/{slug}", headers={"If-Match": "*"}, staff=True)


def listed(shop: Shop, category: str) -> list[str]:
    return names(shop.get(f"/catalog/products?category={category}&limit=100"))


def test_the_tree_comes_whole_in_menu_order(shop: Shop) -> None:
    grow(shop)

    tree = shop.get("/catalog/categories").json["data"]

    assert [top["slug"] for top in tree] == ["garden", "kitchen"]
    seeds = tree[0]["children"][0]
    assert (seeds["slug"], seeds["parent"]) == ("seeds", "garden")
    assert [leaf["slug"] for leaf in seeds["children"]] == ["beans"]


def test_a_category_shows_the_way_to_it(shop: Shop) -> None:
    grow(shop)

    answer = shop.get("/catalog/categories/beans")

    assert answer.json["path"] == [
        {"slug": "garden", "name": "Garden"},
        {"slug": "seeds", "name": "Seeds"},
        {"slug": "beans", "name": "Beans"},
    ]
    assert shop.get("/catalog/categories/pond").status == 404


def test_a_category_is_edited_under_its_version(shop: Shop) -> None:
    grow(shop)
    path = f"{CATEGORIES}/garden"
    body = {"name": "The garden", "description": "Outside", "position": 7}

    done = shop.put(path, json=body, headers={"If-Match": '"1"'}, staff=True)
    stale = shop.put(path, json=body, headers={"If-Match": '"1"'}, staff=True)

    assert (done.status, stale.status) == (200, 412)
    assert (done.json["name"], done.json["version"]) == ("The garden", 2)
    assert [top["slug"] for top in shop.get("/catalog/categories").json["data"]] == [
        "kitchen", "garden",
    ]  # fmt: skip


def test_a_product_stands_in_a_leaf(shop: Shop) -> None:
    grow(shop)

    answer = shop.post(PRODUCTS, json=tea(category="garden"), staff=True)

    assert wrong(answer) == {("/category", "not_a_leaf")}


def test_a_category_with_products_takes_no_categories(shop: Shop) -> None:
    grow(shop)
    fill(shop, "beans", 1)

    created = shop.post(CATEGORIES, json={"name": "Runner", "parent": "beans"}, staff=True)
    moved = move(shop, "kitchen", "beans")

    assert [created.json["code"], moved.json["code"]] == ["category_has_products"] * 2


def test_a_slug_is_one_categorys(shop: Shop) -> None:
    grow(shop)

    asked = shop.post(CATEGORIES, json={"name": "Plot", "slug": "garden"}, staff=True)
    named = create_category(shop, "Garden", "kitchen")

    assert (asked.status, asked.json["code"]) == (409, "category_exists")
    assert named["slug"] == "garden-2"


def test_only_an_empty_category_is_removed(shop: Shop) -> None:
    grow(shop)
    fill(shop, "beans", 1)
    product = shop.get(f"{PRODUCTS}?sku=beans-0", staff=True).json["data"][0]

    refused = [remove(shop, slug).json["code"] for slug in ("garden", "beans")]
    edit(shop, product, category="kitchen")
    removed = [remove(shop, slug).status for slug in ("beans", "seeds", "garden")]

    assert refused == ["category_not_empty"] * 2
    assert removed == [204] * 3
    assert [top["slug"] for top in shop.get("/catalog/categories").json["data"]] == ["kitchen"]


def test_a_category_cannot_stand_under_itself(shop: Shop) -> None:
    grow(shop)

    codes = [move(shop, "garden", parent).json["code"] for parent in ("garden", "beans")]

    assert codes == ["category_in_itself"] * 2


def test_two_moves_at_once_make_no_ring(shop: Shop) -> None:
    for name in ("A", "B"):
        create_category(shop, name)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: move(shop, *pair), [("a", "b"), ("b", "a")]))

    assert sorted(answer.status for answer in answers) == [200, 409]
    tree = shop.get("/catalog/categories").json["data"]
    assert len(tree) == 1
    assert len(tree[0]["children"]) == 1


def test_a_tree_is_five_levels_deep_at_most(shop: Shop) -> None:
    for n in range(5):
        create_category(shop, f"L{n}", f"l{n - 1}" if n else None)
    create_category(shop, "Top")

    deeper = shop.post(CATEGORIES, json={"name": "L5", "parent": "l4"}, staff=True)
    moved = move(shop, "l0", "top")

    assert [deeper.json["code"], moved.json["code"]] == ["category_too_deep"] * 2


def test_an_unknown_parent_is_a_wrong_field(shop: Shop) -> None:
    grow(shop)

    answer = move(shop, "seeds", "pond")

    assert wrong(answer) == {("/parent", "unknown_category")}


def test_products_follow_a_moved_category_page_by_page(shop: Shop) -> None:
    grow(shop)
    create_category(shop, "Peas", "seeds")
    fill(shop, "beans", 23)
    fill(shop, "peas", 2)

    answer = move(shop, "seeds", "kitchen")
    outcome = shop.settle()

    assert answer.status == 200
    assert outcome["dead_letters"] == 0
    assert listed(shop, "garden") == []
    assert len(listed(shop, "kitchen")) == 25
    assert len(listed(shop, "seeds")) == 25
    assert len(listed(shop, "beans")) == 23
    steps = shop.facts.latest("CategoryMoved")
    assert len(steps) == 3


def test_a_move_that_is_told_again_is_not_worked_through_again(shop: Shop) -> None:
    grow(shop)
    fill(shop, "beans", 21)
    move(shop, "seeds", "kitchen")
    shop.settle()
    first, second = shop.facts.latest("CategoryMoved")

    deliver(*(CategoryMoved.model_validate(step["data"]) for step in (second, first)))
    outcome = shop.settle()

    assert outcome["dead_letters"] == 0
    assert len(shop.facts.latest("CategoryMoved")) == 2
    assert len(listed(shop, "kitchen")) == 21


def test_products_stand_where_the_last_of_several_moves_put_them(shop: Shop) -> None:
    grow(shop)
    fill(shop, "beans", 2)

    move(shop, "seeds", "kitchen")
    move(shop, "beans", None)
    move(shop, "seeds", None)
    shop.settle()

    lists = [listed(shop, slug) for slug in ("garden", "kitchen", "seeds", "beans")]
    assert lists == [[], [], [], ["beans-1", "beans-0"]]


def test_relisting_is_no_edit_of_the_product(shop: Shop) -> None:
    grow(shop)
    fill(shop, "beans", 1)
    before = shop.get(f"{PRODUCTS}?sku=beans-0", staff=True).json["data"][0]

    move(shop, "seeds", "kitchen")
    shop.settle()

    after = shop.get(f"{PRODUCTS}?sku=beans-0", staff=True).json["data"][0]
    assert after == before
