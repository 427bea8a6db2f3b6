"""Prices of many SKUs at once, and edits that are larger than a transaction's room for facts."""

from concurrent.futures import ThreadPoolExecutor

from shopkit import offers

from tests.integration.catalog.goods import (
    PRODUCTS,
    create,
    edit,
    facts,
    names,
    read,
    set_prices,
    shirts,
    tea,
    wrong,
)
from tests.shop import Shop

SIX = ("CHF", "DKK", "EUR", "GBP", "SEK", "USD")


def teas(shop: Shop, count: int) -> list[dict[str, object]]:
    return [
        create(shop, tea(name=f"Tea {n}", variants=[{"sku": f"T-{n}", "prices": {"GBP": 100}}]))
        for n in range(count)
    ]


def test_prices_change_over_several_products_and_say_what_was(shop: Shop) -> None:
    first, second = teas(shop, 2)

    answer = set_prices(
        shop, ("T-0", "GBP", 120), ("T-1", "EUR", 150), ("T-1", "GBP", 100)
    )  # fmt: skip

    assert [
        (change["sku"], change["price"], change["previous"]) for change in answer.json["data"]
    ] == [
        ("T-0", {"amount": 120, "currency": "GBP"}, {"amount": 100, "currency": "GBP"}),
        ("T-1", {"amount": 150, "currency": "EUR"}, None),
    ]
    assert (read(shop, first)["version"], read(shop, second)["version"]) == (2, 2)
    assert offers.read(["T-1"])["T-1"].prices == {"GBP": 100, "EUR": 150}
    told = [fact for fact in facts(shop, first, "PriceChanged") if fact["previous"]]
    assert [(fact["previous"], fact["amount"]) for fact in told] == [(100, 120)]


def test_prices_that_are_the_same_change_nothing(shop: Shop) -> None:
    (made,) = teas(shop, 1)

    answer = set_prices(shop, ("T-0", "GBP", 100))

    assert answer.json["data"] == []
    assert read(shop, made) == made


def test_one_unknown_sku_leaves_every_price_alone(shop: Shop) -> None:
    (made,) = teas(shop, 1)

    answer = set_prices(shop, ("T-0", "GBP", 120), ("NO", "GBP", 1), ("NO-2", "GBP", 1))

    assert wrong(answer) == {
        ("/prices/1/sku", "unknown_sku"),
        ("/prices/2/sku", "unknown_sku"),
    }
    assert read(shop, made) == made


def test_two_prices_for_one_sku_in_one_currency_are_refused(shop: Shop) -> None:
    teas(shop, 1)

    answer = set_prices(shop, ("T-0", "GBP", 120), ("T-0", "GBP", 130))

    assert wrong(answer) == {("/prices/1", "duplicate")}


def test_a_price_that_reaches_the_compared_one_is_refused(shop: Shop) -> None:
    sale = [{"sku": "T-0", "prices": {"GBP": 100}, "compare_at": {"GBP": 150}}]
    made = create(shop, tea(variants=sale))

    answer = set_prices(shop, ("T-0", "GBP", 150))

    assert wrong(answer) == {("/prices/0/amount", "not_above_price")}
    assert read(shop, made) == made


def test_fifty_skus_of_one_product_change_at_once(shop: Shop) -> None:
    made = create(shop, shirts(60))
    wanted = [(f"SHIRT-{n}", "GBP", 2000 + n) for n in range(50)]

    answer = set_prices(shop, *wanted)
    shop.settle()

    assert len(answer.json["data"]) == 50
    sold = offers.read([sku for sku, _, _ in wanted])
    assert {sku: offer.prices["GBP"] for sku, offer in sold.items()} == {
        sku: amount for sku, _, amount in wanted
    }
    changed = [fact for fact in facts(shop, made, "PriceChanged") if fact["previous"] is not None]
    assert sorted(fact["amount"] for fact in changed) == [2000 + n for n in range(50)]


def test_forty_eight_products_change_at_once_and_a_forty_ninth_is_refused(shop: Shop) -> None:
    made = teas(shop, 49)

    refused = set_prices(shop, *[(f"T-{n}", "GBP", 120) for n in range(49)])
    done = set_prices(shop, *[(f"T-{n}", "GBP", 120) for n in range(48)])
    shop.settle()

    assert wrong(refused) == {("/prices", "too_many_products")}
    assert len(done.json["data"]) == 48
    assert len(facts(shop, made[47], "PriceChanged")) == 2
    cheapest = names(shop.get("/catalog/products?sort=price_asc&limit=1"))
    assert cheapest == ["Tea 48"]


def test_fifty_one_skus_are_too_many(shop: Shop) -> None:
    answer = set_prices(shop, *[(f"T-{n}", "GBP", 120) for n in range(51)])

    assert wrong(answer) == {("/prices", "too_many_skus")}


def test_price_lists_sent_at_once_all_count(shop: Shop) -> None:
    (made,) = teas(shop, 1)
    currencies = ["EUR", "USD", "SEK", "DKK"]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda c: set_prices(shop, ("T-0", c, 500)), currencies))

    assert [answer.status for answer in answers] == [200] * 4
    assert read(shop, made)["variants"][0]["prices"] == {
        "GBP": 100, "EUR": 500, "USD": 500, "SEK": 500, "DKK": 500,
    }  # fmt: skip


def test_more_prices_than_a_transaction_has_room_for_are_each_told_once(shop: Shop) -> None:
    body = shirts(20, prices=dict.fromkeys(SIX, 1000))

    made = create(shop, body)
    shop.settle()

    told = facts(shop, made, "PriceChanged")
    assert len(told) == 120
    assert {(fact["sku"], fact["currency"]) for fact in told} == {
        (f"SHIRT-{n}", currency) for n in range(20) for currency in SIX
    }
    assert len(shop.facts.latest("PriceChanged")) == 120


def test_the_largest_product_in_every_currency_is_made_in_one_step(shop: Shop) -> None:
    body = shirts(60, prices=dict.fromkeys(SIX, 1000))

    made = create(shop, body)

    assert len(made["variants"]) == 60
    assert len(offers.read([f"SHIRT-{n}" for n in range(60)])) == 60


def test_the_largest_product_is_renamed_and_gets_another_slug_in_one_step(shop: Shop) -> None:
    made = create(shop, shirts(60))

    edited = edit(shop, made, name="Blouse", slug="blouse")

    assert edited.status == 200
    assert offers.read(["SHIRT-59"])["SHIRT-59"].title == "Blouse"


def test_an_edit_that_touches_too_many_skus_is_refused_with_the_limit(shop: Shop) -> None:
    made = create(shop, shirts(60))
    others = shirts(60, prefix="OTHER")["variants"]

    answer = edit(shop, made, variants=others)

    assert wrong(answer) == {("/variants", "too_many_changes")}
    assert "at most 92 SKUs" in answer.json["errors"][0]["detail"]
    assert shop.get(f"{PRODUCTS}?sku=OTHER-0", staff=True).json["data"] == []
