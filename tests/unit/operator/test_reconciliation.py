"""The books agree to the penny and the unit, or every difference is named."""

from dataclasses import replace

from barrow.replay.reconciliation import Books, Posting, Shelf, reconcile

from tests.unit.operator.log_lines import line, planned

STEPS = planned(
    line("1", "85123A", quantity=6, price="2.55"),
    line("1", "71053", quantity=2, price="3.39"),
    line("2", "85123A", quantity=4, price="2.00", at="2010-12-01T09:00"),
    line("C3", "85123A", quantity=-1, price="2.00", at="2010-12-01T10:00"),
).steps
ORDERS = {"1": "ord_1", "2": "ord_2"}
BOOKS = Books(
    postings=[
        Posting("ord_1", "payment", 2_208),
        Posting("ord_2", "payment", 800),
        Posting("ord_2", "refund", -200),
    ],
    balance=2_808,
    shelves=[
        Shelf("71053", 0, {"opening": 2, "sold": -2}),
        Shelf("85123A", 1, {"opening": 10, "sold": -10, "restocked": 1}),
        Shelf("OTHER", 5, {"opening": 5}),
    ],
)


def test_books_that_agree() -> None:
    found = reconcile(STEPS, ORDERS, BOOKS)

    assert found.agrees
    assert [(row.what, row.log, row.shop) for row in found.rows] == [
        ("bought", 3_008, 3_008),
        ("refunded", 200, 200),
        ("money ledger", 2_808, 2_808),
        ("Stripe's balance", 2_808, 2_808),
        ("units sold", 12, 12),
        ("units taken back", 1, 1),
        ("units on hand", 1, 1),
    ]


def test_a_penny_too_much_in_the_ledger_names_the_invoice() -> None:
    postings = [Posting("ord_1", "payment", 2_209), *BOOKS.postings[1:]]

    found = reconcile(STEPS, ORDERS, replace(BOOKS, postings=postings))

    assert not found.agrees
    assert found.differing == ["invoice 1 (ord_1): 22.08 in the log, 22.09 in the ledger"]


def test_differences_that_cancel_each_other_out_are_named() -> None:
    postings = [
        Posting("ord_1", "payment", 2_108),
        Posting("ord_2", "payment", 900),
        Posting("ord_2", "refund", -200),
    ]

    found = reconcile(STEPS, ORDERS, replace(BOOKS, postings=postings))

    assert all(row.agrees for row in found.rows)
    assert not found.agrees
    assert [text.partition(":")[0] for text in found.differing] == [
        "invoice 1 (ord_1)", "invoice 2 (ord_2)",
    ]  # fmt: skip


def test_money_that_only_stripe_has_is_a_difference() -> None:
    found = reconcile(STEPS, ORDERS, replace(BOOKS, balance=2_809))

    assert [row.what for row in found.rows if not row.agrees] == ["Stripe's balance"]
    assert not found.agrees


def test_an_order_that_is_not_of_the_log_is_named() -> None:
    postings = [*BOOKS.postings, Posting("ord_9", "payment", 100)]

    found = reconcile(STEPS, ORDERS, replace(BOOKS, postings=postings, balance=2_908))

    assert found.differing == ["ord_9: not of this log, 1.00 in the ledger"]


def test_an_invoice_that_was_never_bought_is_named() -> None:
    found = reconcile(STEPS, {"2": "ord_2"}, replace(BOOKS, postings=BOOKS.postings[1:]))

    assert "invoice 1 (no order): 22.08 in the log, 0.00 in the ledger" in found.differing


def test_a_unit_that_nobody_sold_names_the_sku() -> None:
    shelves = [*BOOKS.shelves[:1], Shelf("85123A", 0, {"opening": 10, "sold": -11, "restocked": 1})]

    found = reconcile(STEPS, ORDERS, replace(BOOKS, shelves=shelves))

    assert found.differing == [
        "85123A: 10 sold in the log, 11 in the ledger; 1 expected on hand, 0 there"
    ]


def test_a_shelf_that_its_movements_do_not_explain_is_named() -> None:
    shelves = [Shelf("71053", 3, {"opening": 2, "sold": -2}), *BOOKS.shelves[1:]]

    found = reconcile(STEPS, ORDERS, replace(BOOKS, shelves=shelves))

    assert found.differing == [
        "71053: 0 expected on hand, 3 there; its movements come to 0, 3 are on hand"
    ]


def test_a_sku_that_the_shop_does_not_know_is_named() -> None:
    found = reconcile(STEPS, ORDERS, replace(BOOKS, shelves=BOOKS.shelves[1:]))

    assert [text.partition(":")[0] for text in found.differing] == ["71053"]
