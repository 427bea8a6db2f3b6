"""Reading an order log, and the invoices and articles in it."""

import gzip
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from barrow.order_log.articles import catalogue
from barrow.order_log.lines import LogLine, NoOrderLog, Unreadable, read
from barrow.order_log.planning import plan

from tests.unit.operator.log_lines import line, met, noticed, planned

LOG = Path(__file__).parents[2] / "data" / "order_log.csv"


def test_a_line_is_read_as_it_stands() -> None:
    first = next(iter(read(LOG)))

    assert first == LogLine(
        number=2,
        invoice="536365",
        code="85123A",
        description="WHITE HANGING HEART T-LIGHT HOLDER",
        quantity=6,
        at=datetime(2010, 12, 1, 8, 26, tzinfo=UTC),
        price=Decimal("2.55"),
        customer="17850",
        country="United Kingdom",
    )


def test_a_compressed_log_reads_the_same(tmp_path: Path) -> None:
    packed = tmp_path / "log.csv.gz"
    packed.write_bytes(gzip.compress(LOG.read_bytes()))

    assert list(read(packed)) == list(read(LOG))


def test_days_are_taken_from_first_to_last() -> None:
    found = read(LOG, date(2010, 12, 2), date(2010, 12, 2))

    days = {one.at.date() for one in found if isinstance(one, LogLine)}
    assert days == {date(2010, 12, 2)}


def test_a_line_that_cannot_be_read_is_counted() -> None:
    made = plan(read(LOG))

    assert [one for one in read(LOG) if isinstance(one, Unreadable)] == [Unreadable(18)]
    assert met(made.account)["UNREADABLE"][0] == 1
    assert made.account.unaccounted == 0


def test_another_file_is_no_order_log(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(NoOrderLog, match="no column InvoiceNo"):
        list(read(other))


@pytest.mark.parametrize("name", ["missing.csv", "torn.csv.gz"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "torn.csv.gz").write_bytes(gzip.compress(LOG.read_bytes())[:80])

    with pytest.raises(NoOrderLog, match=name):
        list(read(tmp_path / name))


def test_invoices_come_in_the_order_of_their_time() -> None:
    made = planned(line("2", at="2010-12-01T09:00"), line("1", at="2010-12-01T08:00"))

    assert [step.key for step in made.steps] == ["1", "2"]


def test_an_invoice_with_two_times_is_bought_at_the_first() -> None:
    made = planned(line("1", at="2010-12-01T09:01"), line("1", code="71053", at="2010-12-01T09:00"))

    assert [step.at.minute for step in made.steps] == [0]
    assert noticed(made.account) == {"TWO_TIMES": 1}


def test_an_article_has_its_first_price_and_all_units_that_are_sold() -> None:
    made = planned(
        line("1", quantity=6, price="2.55"),
        line("2", quantity=10, price="2.10", at="2010-12-01T09:00"),
        line("C3", quantity=-4, at="2010-12-01T10:00"),
    )

    found = catalogue(made)

    (product,) = found.products
    assert product["variants"][0]["prices"] == {"GBP": 255}
    assert product["variants"][0]["tax_class"] == "exempt"
    assert found.stock == [{"sku": "85123A", "on_hand": 16, "supplier": "Wholesaler"}]


def test_an_article_is_named_by_its_most_frequent_description_that_is_no_note() -> None:
    made = planned(
        line("1", description="damaged in box"),
        line("2", description="damaged in box", at="2010-12-01T09:00"),
        line("3", description="LANTERN", at="2010-12-01T09:01"),
        line("4", description="WHITE METAL  LANTERN", at="2010-12-01T09:02"),
        line("5", description="WHITE METAL LANTERN", at="2010-12-01T09:03"),
    )

    (product,) = catalogue(made).products
    assert product["name"] == "WHITE METAL LANTERN"
    assert product["slug"] == "white-metal-lantern-85123a"


def test_an_article_that_nobody_describes_is_named_by_its_code() -> None:
    made = planned(line(description=""))

    (product,) = catalogue(made).products
    assert product["name"] == "Article 85123A"
    assert noticed(made.account) == {"NAMELESS": 1}


def test_only_what_is_sold_is_in_the_catalogue() -> None:
    made = planned(
        line(), line(code="POST"), line(code="22139", price="0"), line("C9", "71053", -1)
    )

    assert [product["variants"][0]["sku"] for product in catalogue(made).products] == ["85123A"]
