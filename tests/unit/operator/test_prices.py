"""The price list, and what an amount of something comes to by it."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from barrow.operating.costs import prices
from barrow.operating.costs.invocation import Billing, Invocation
from barrow.operating.costs.prices import NoPrices
from barrow.operating.costs.units import Units
from barrow.operating.costs.usage import Usage

LIST = """
[calls]
what = "calls"
source = "https://example.com/pricing/"
usd = {us-east-1 = 0.20, eu-west-2 = 0.30}
per = 1_000_000
free = 500_000
checked = ["us-east-1"]

[alarms]
what = "alarms"
source = "https://example.com/pricing/"
usd = {us-east-1 = 0.10}
per = 1
checked = []
"""
COSTS = Path(prices.__file__).parent


@pytest.fixture
def listed(tmp_path: Path) -> prices.Prices:
    (tmp_path / "prices-2026-11-22.toml").write_text(LIST, encoding="utf-8")
    return prices.newest(tmp_path)


def test_an_amount_is_priced_exactly_in_its_region(listed: prices.Prices) -> None:
    assert listed.usd("calls", Decimal(1), "eu-west-2") == Decimal("0.0000003")
    assert listed.usd("calls", Decimal(2_000_000), "us-east-1") == Decimal("0.4")


def test_a_region_that_is_not_listed_is_reckoned_at_the_reference(listed: prices.Prices) -> None:
    assert listed.usd("alarms", Decimal(3), "eu-west-2") == Decimal("0.3")
    assert listed.knows("eu-west-2")
    assert not listed.knows("ap-southeast-2")


def test_what_is_free_each_month_is_taken_off_when_that_is_asked(listed: prices.Prices) -> None:
    def usd(amount: int) -> Decimal:
        return listed.usd("calls", Decimal(amount), "us-east-1", after_free=True)

    assert usd(1_500_000) == Decimal("0.2")
    assert usd(400_000) == 0


def test_what_nobody_compared_is_named(listed: prices.Prices) -> None:
    assert listed.unchecked("us-east-1") == ("alarms",)
    assert listed.unchecked("eu-west-2") == ("calls", "alarms")


def test_the_newest_list_counts(tmp_path: Path) -> None:
    for day in ("2026-11-22", "2027-01-03", "2026-12-31"):
        (tmp_path / f"prices-{day}.toml").write_text(LIST, encoding="utf-8")

    assert prices.newest(tmp_path).as_of == date(2027, 1, 3)


def test_without_a_list_there_are_no_prices(tmp_path: Path) -> None:
    with pytest.raises(NoPrices):
        prices.newest(tmp_path)


def counted() -> set[str]:
    """The names by which the code counts: of `Usage(name=…)` and `Metric("name", …)`."""
    names: set[str] = set()
    for file in [*COSTS.glob("*.py"), COSTS.parent / "cost.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id == "Usage":
                names |= {keyword.arg for keyword in node.keywords if keyword.arg}
            elif node.func.id in {"Metric", "_own"}:
                item = node.args[0 if node.func.id == "Metric" else 1]
                names |= {str(item.value)} if isinstance(item, ast.Constant) else set()
    # how many orders there were is asked too, and costs nothing
    return names - {"orders"}


def test_the_list_has_everything_that_is_counted_and_no_more() -> None:
    assert counted() == prices.newest().items.keys()


def test_each_price_names_an_address_of_aws() -> None:
    found = prices.newest().items.values()

    assert {item.source.partition("/pricing")[0].rpartition("/")[0] for item in found} == {
        "https://aws.amazon.com"
    }
    assert all(set(item.checked) <= set(item.usd) for item in found)
    assert all(prices.REFERENCE in item.usd for item in found)


# ── usage ────────────────────────────────────────────────────────────────────────────────────
def test_usage_adds_up_and_is_shared_out() -> None:
    both = Usage(calls=1.5, alarms=2) + Usage(calls=0.5)

    assert dict(both) == {"calls": Decimal(2), "alarms": Decimal(2)}
    assert dict(both * 3) == {"calls": Decimal(6), "alarms": Decimal(6)}
    assert dict(both / 4) == {"calls": Decimal("0.5"), "alarms": Decimal("0.5")}


def test_usage_is_priced_as_a_whole(listed: prices.Prices) -> None:
    usage = Usage(calls=1_000_000, alarms=1)

    assert usage.usd(listed, "us-east-1") == Decimal("0.3")
    assert usage.usd(listed, "us-east-1", after_free=True) == Decimal("0.2")


# ── one call of a function ───────────────────────────────────────────────────────────────────
def call(**given: object) -> Invocation:
    made = Invocation("cart", 512, is_api=True, messages=0)
    for name, value in given.items():
        setattr(made, name, value)
    return made


def test_a_call_is_billed_for_its_work_at_its_memory_and_for_what_it_waits_for() -> None:
    made = call(own=0.002, counts={"dynamodb.GetItem": 2, "stripe": 1, "events.PutEvents": 1})
    billing = Billing(dynamodb_ms=5, stripe_ms=300, aws_ms=10)

    # a processor's share at 512 of 1,769 MB
    assert made.seconds(billing) == pytest.approx(0.002 * 1769 / 512 + 0.320)
    assert made.seconds(Billing(memory_mb=1769)) == pytest.approx(0.002 + 0.320)
    assert made.seconds(Billing(memory_mb=10_240)) == pytest.approx(0.002 + 0.320)


def test_a_transaction_waits_longer() -> None:
    made = call(counts={"dynamodb.TransactWriteItems": 1})

    assert made.seconds(Billing(transaction_ms=15, dynamodb_ms=5)) == pytest.approx(0.015)


def test_a_duration_that_is_given_replaces_what_was_measured() -> None:
    made = call(own=5.0, counts={"stripe": 9})

    usage = made.usage(Billing(duration_ms=100))

    assert usage["lambda_gb_seconds"] == Decimal("0.05")


def test_time_is_billed_in_whole_milliseconds() -> None:
    usage = call(own=0.0001).usage(Billing(memory_mb=1024))

    assert usage["lambda_gb_seconds"] == Decimal("0.001")


def test_a_call_over_http_is_one_request_of_the_gateway_and_the_cdn() -> None:
    usage = call(answer_bytes=2**20).usage(Billing())

    assert usage["api_requests"] == usage["cdn_requests"] == usage["lambda_requests"] == 1
    assert usage["cdn_gb"] == Decimal(1) / 1024


def test_a_call_from_a_queue_is_its_messages_and_the_polls_that_bring_and_delete_them() -> None:
    usage = call(is_api=False, messages=12).usage(Billing())

    assert usage["queue_requests"] == 12 + 2 * 2
    assert "api_requests" not in usage


def test_units_of_indexes_are_paid_for_as_writes() -> None:
    usage = call(units=Units(read=2.5, written=4, indexed=3)).usage(Billing())

    assert usage["dynamodb_reads"] == Decimal("2.5")
    assert usage["dynamodb_writes"] == 7


def test_reading_writing_and_deleting_objects_cost_what_they_cost() -> None:
    counts = {"s3.PutObject": 3, "s3.ListObjectsV2": 1, "s3.GetObject": 2, "s3.DeleteObject": 5}

    usage = call(counts=counts).usage(Billing())

    assert usage["site_writes"] == 4
    assert usage["site_reads"] == 2
