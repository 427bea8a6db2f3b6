"""The order of shelves, and what stands beside a product."""

from catalog.site.directory import RELATED
from catalog.site.views import Price

from tests.unit.catalog.shelves import make_entry, shelved


def test_a_category_holds_what_stands_below_it() -> None:
    shelves = shelved([make_entry(1), make_entry(2, "tools"), make_entry(3, "kitchen")])

    assert [one.id for one in shelves.of("garden")] == ["prd_0002", "prd_0001"]
    assert [one.id for one in shelves.of("seeds")] == ["prd_0001"]
    assert shelves.of("nothing") == []


def test_a_category_that_is_empty_has_one_page() -> None:
    assert shelved([]).pages("seeds") == 1


def test_orders_are_by_time_price_and_name_without_case_or_accents() -> None:
    shelves = shelved(
        [
            make_entry(1, name="éclair", price=Price(300, "GBP")),
            make_entry(2, name="Eclair", price=Price(300, "GBP")),
            make_entry(3, name="apple", price=None),
            make_entry(4, name="Zest", price=Price(100, "GBP")),
        ]
    )

    def order(sort: str) -> list[str]:
        return [one.id[-1] for one in shelves.in_order("seeds", sort)]  # type: ignore[arg-type]

    assert order("newest") == ["4", "3", "2", "1"]
    assert order("by-price") == ["4", "1", "2", "3"]
    assert order("by-price-down") == ["1", "2", "4", "3"]
    assert order("by-name") == ["3", "1", "2", "4"]


def test_a_product_leads_to_those_after_it_round_and_round() -> None:
    shelves = shelved([make_entry(n) for n in range(7)])

    assert [one.id[-1] for one in shelves.related("prd_0001")] == ["0", "6", "5", "4"]


def test_a_product_never_leads_to_itself() -> None:
    shelves = shelved([make_entry(n) for n in range(3)])

    assert [one.id[-1] for one in shelves.related("prd_0001")] == ["0", "2"]
    assert shelved([make_entry(1)]).related("prd_0001") == []
    assert shelved([make_entry(1, None)]).related("prd_0001") == []


def test_each_product_is_led_to_from_as_many_as_it_leads_to() -> None:
    shelves = shelved([make_entry(n) for n in range(9)])

    led = [one.id for key in shelves.directory.entries for one in shelves.related(key)]

    assert {led.count(key) for key in shelves.directory.entries} == {RELATED}


def test_who_leads_to_a_product_is_known_though_it_is_gone() -> None:
    shelves = shelved([make_entry(n) for n in range(9) if n != 5])

    assert shelves.leading_to([make_entry(5)]) == {"prd_0006", "prd_0007", "prd_0008", "prd_0000"}
