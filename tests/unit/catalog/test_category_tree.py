from catalog.categories import (
    ancestry_below,
    branch,
    children_of,
    leaves,
    moved_ancestry,
    tree_of,
)

from tests.unit.catalog.goods import make_category

GARDEN = make_category("garden", position=2, children=1)
KITCHEN = make_category("kitchen", position=1)
SEEDS = make_category("seeds", ("garden", "seeds"), children=2)
HERBS = make_category("herbs", ("garden", "seeds", "herbs"))
BEANS = make_category("beans", ("garden", "seeds", "beans"))


def test_a_menu_is_ordered_by_position_then_by_name() -> None:
    tree = tree_of([HERBS, GARDEN, BEANS, KITCHEN, SEEDS])

    top = [category.slug for category in children_of(tree, None)]
    below = [category.slug for category in children_of(tree, "seeds")]

    assert top == ["kitchen", "garden"]
    assert below == ["beans", "herbs"]


def test_a_branch_is_a_category_with_all_below_it() -> None:
    tree = tree_of([GARDEN, KITCHEN, SEEDS, HERBS, BEANS])

    inside = [category.slug for category in branch(tree, "seeds")]

    assert inside == ["seeds", "beans", "herbs"]


def test_products_stand_in_the_leaves_of_a_branch() -> None:
    tree = tree_of([GARDEN, KITCHEN, SEEDS, HERBS, BEANS])

    found = [category.slug for category in leaves(tree, "garden")]

    assert found == ["beans", "herbs"]


def test_what_is_below_a_moved_category_comes_along() -> None:
    stand = ancestry_below(KITCHEN, "seeds")

    moved = moved_ancestry(HERBS, "seeds", stand)

    assert stand == ("kitchen", "seeds")
    assert moved == ("kitchen", "seeds", "herbs")
