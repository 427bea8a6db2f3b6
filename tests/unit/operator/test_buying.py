"""How an invoice becomes orders, and what of it cannot be bought."""

import pytest
from barrow.order_log.plan import Purchase, Wanted

from tests.unit.operator.log_lines import line, met, noticed, planned


def test_an_invoice_is_one_order_of_all_its_goods() -> None:
    made = planned(line(code="85123A", quantity=6), line(code="71053", quantity=2, price="3.39"))

    (purchase,) = made.steps
    assert isinstance(purchase, Purchase)
    assert purchase.key == "536365"
    assert purchase.lines == (Wanted("85123A", 6, 255), Wanted("71053", 2, 339))
    assert purchase.total == 6 * 255 + 2 * 339
    assert (made.account.bought.lines, made.account.bought.units) == (2, 8)


def test_an_article_twice_at_one_price_is_one_line() -> None:
    made = planned(line(quantity=6), line(quantity=2))

    assert [step.lines for step in made.steps] == [(Wanted("85123A", 8, 255),)]
    assert made.account.bought.lines == 2
    assert noticed(made.account) == {"DUPLICATE": 1}


def test_codes_in_small_letters_are_the_same_article() -> None:
    made = planned(line(code="85123a", quantity=1), line(code="85123A", quantity=2))

    assert [step.lines for step in made.steps] == [(Wanted("85123A", 3, 255),)]
    assert noticed(made.account) == {"CASE": 1, "DUPLICATE": 1}


def test_an_article_at_two_prices_makes_two_orders() -> None:
    made = planned(line(price="2.55"), line(price="2.95"), line(code="71053"))

    assert [(step.key, len(step.lines)) for step in made.steps] == [("536365", 2), ("536365/2", 1)]
    assert noticed(made.account) == {"TWO_PRICES": 1, "REPRICED": 1}


def test_an_invoice_that_no_cart_holds_makes_several_orders() -> None:
    made = planned(*(line(code=f"{10_000 + n}") for n in range(705)))

    assert [len(step.lines) for step in made.steps] == [500, 205]
    assert noticed(made.account) == {"TOO_MANY_LINES": 1}


def test_an_invoice_that_no_payment_carries_makes_several_orders() -> None:
    made = planned(
        line(code="10001", quantity=1, price="600000"),
        line(code="10002", quantity=1, price="500000"),
    )

    assert [step.total for step in made.steps] == [60_000_000, 50_000_000]
    assert noticed(made.account) == {"OVER_MAXIMUM": 1}


def test_prices_are_rounded_half_up_to_the_penny() -> None:
    made = planned(line(price="0.125", quantity=10))

    assert [step.total for step in made.steps] == [130]
    assert noticed(made.account) == {"THREE_DECIMALS": 1}


def test_an_order_below_the_smallest_payment_is_set_aside_whole() -> None:
    made = planned(
        line(code="10001", quantity=1, price="0.19"), line(code="10002", quantity=1, price="0.10")
    )

    assert made.steps == []
    assert met(made.account) == {"BELOW_MINIMUM": (2, 2, 29)}


def test_thirty_pence_can_be_paid() -> None:
    made = planned(line(quantity=1, price="0.30"))

    assert [step.total for step in made.steps] == [30]


@pytest.mark.parametrize(
    ("code", "class_"),
    [
        ("POST", "POSTAGE"),
        ("DOT", "POSTAGE"),
        ("C2", "POSTAGE"),
        ("M", "MANUAL"),
        ("m", "MANUAL"),
        ("D", "DISCOUNT"),
        ("BANK CHARGES", "FEES"),
        ("AMAZONFEE", "FEES"),
        ("CRUK", "FEES"),
        ("S", "SAMPLES"),
        ("gift_0001_20", "VOUCHER"),
        ("XYZ", "UNKNOWN_CODE"),
    ],
)
def test_what_is_no_article_is_set_aside_by_its_kind(code: str, class_: str) -> None:
    made = planned(line(code=code, quantity=3, price="18.00"))

    assert made.steps == []
    assert met(made.account) == {class_: (1, 3, 5_400)}


@pytest.mark.parametrize("code", ["10002", "15056BL", "DCGS0003", "DCGSSGIRL", "PADS"])
def test_articles_are_bought_whatever_their_code_looks_like(code: str) -> None:
    made = planned(line(code=code))

    assert met(made.account) == {}
    assert made.account.bought.lines == 1


@pytest.mark.parametrize(
    ("quantity", "price", "description", "class_"),
    [
        (-10, "0", "damaged", "NOTE"),
        (-10, "0", "?", "NOTE"),
        (56, "0", "", "NOTE"),
        (-3, "0", "RED KITCHEN SCALES", "CORRECTION"),
        (2, "0", "RED KITCHEN SCALES", "NO_PRICE"),
        (2, "-1.50", "RED KITCHEN SCALES", "NEGATIVE_PRICE"),
        (2, "0.001", "PADS TO MATCH ALL CUSHIONS", "NO_PENNY"),
        (0, "1.00", "RED KITCHEN SCALES", "NO_UNITS"),
        (1_000_001, "0.01", "RED KITCHEN SCALES", "TOO_MANY_UNITS"),
        (100, "10000", "RED KITCHEN SCALES", "ABOVE_MAXIMUM"),
    ],
)
def test_goods_that_cannot_be_bought_are_set_aside(
    quantity: int, price: str, description: str, class_: str
) -> None:
    made = planned(line(quantity=quantity, price=price, description=description))

    assert made.steps == []
    assert [(name, values[:2]) for name, values in met(made.account).items()] == [
        (class_, (1, quantity))
    ]


def test_what_cannot_be_bought_leaves_the_rest_of_its_invoice() -> None:
    made = planned(line(code="POST", price="18"), line(), line(code="22139", price="0"))

    assert [step.lines for step in made.steps] == [(Wanted("85123A", 6, 255),)]
    assert set(met(made.account)) == {"POSTAGE", "NO_PRICE"}


def test_adjustment_invoices_are_book_keeping() -> None:
    made = planned(line("A563185", "B", 1, "11062.06", description="Adjust bad debt"))

    assert made.steps == []
    assert met(made.account) == {"BAD_DEBT": (1, 1, 1_106_206)}


def test_guests_and_unknown_countries_are_told_of() -> None:
    made = planned(line(customer="", country="Unspecified"))

    assert noticed(made.account) == {"GUEST": 1, "NO_COUNTRY": 1}
