"""The shop's own numbers: what is counted, once, and by what it is told apart."""

import pytest
from checkout import payments, reconciling
from shopkit import aws, observability, table

from tests import factories
from tests.emitted import Number, numbers
from tests.shop import Shop


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "checkout")
    monkeypatch.setenv("BARROW_STAGE", "local")


def told(capsys: pytest.CaptureFixture[str]) -> list[Number]:
    return numbers(capsys.readouterr().out)


def test_a_sale_is_counted_from_its_cart_to_its_revenue(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.sell(shop, factories.make_offer("TEA-1", 450))
    made = factories.order(shop, ("TEA-1", 2))
    before = told(capsys)
    factories.pay(shop, made)
    shop.settle()

    after = told(capsys)
    total = factories.read_order(shop, made)["totals"]["total"]["amount"]

    assert [(one.name, one.value) for one in before] == [
        ("CartsOpened", 1),
        ("CheckoutsStarted", 1),
    ]
    assert [(one.name, one.value) for one in after] == [
        ("OrdersPaid", 1),
        ("Revenue", total / 100),
        ("MailsSent", 1),
    ]


def test_a_checkout_that_is_sent_again_is_counted_once(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"))
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 1))
    for _ in range(2):
        factories.start_checkout(shop, cart_id, token, key="once")

    names = [one.name for one in told(capsys)]

    assert names == ["CartsOpened", "CheckoutsStarted"]


def test_a_number_is_told_apart_by_capability_and_stage_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    observability.count("PaymentsRepaid", reason="sold_out")

    (number,) = told(capsys)

    assert number.namespace == "Barrow"
    assert number.unit == "Count"
    assert number.dimensions == {"service": "checkout", "stage": "local"}
    assert number.beside == {"reason": "sold_out"}


def test_stages_of_one_account_do_not_mix(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    observability.count("OrdersPaid")
    monkeypatch.setenv("BARROW_STAGE", "prod")
    observability.count("OrdersPaid")

    stages = [one.dimensions["stage"] for one in told(capsys)]

    assert stages == ["local", "prod"]


@pytest.mark.parametrize(
    ("amount", "currency", "value"),
    [(129_95, "GBP", 129.95), (1_500, "JPY", 1_500), (2_500, "KWD", 2.5), (-5, "EUR", -0.05)],
)
def test_an_amount_is_shown_in_its_currency_s_major_unit(
    amount: int, currency: str, value: float, capsys: pytest.CaptureFixture[str]
) -> None:
    observability.earned("Revenue", amount, currency)

    (number,) = told(capsys)

    assert number.value == value
    assert number.dimensions == {"service": "checkout", "stage": "local", "currency": currency}


def test_where_numbers_are_off_nothing_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "true")

    observability.count("OrdersPaid")
    observability.earned("Revenue", 1, "GBP")

    assert capsys.readouterr().out == ""


def test_money_without_an_order_is_counted_in_every_run_that_sees_it(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"))
    made = factories.order(shop, ("TEA-1", 1))
    factories.pay(shop, made)
    reconcile = "/checkout/admin/reconcile"
    shop.post(reconcile, staff=True)
    well = [one for one in told(capsys) if one.name == "ChargedNotPaid"]
    table.write(
        table.delete("barrow-local-checkout", {"pk": f"ORDER#{made.order_id}", "sk": "ORDER"})
    )
    for _ in range(2):
        shop.post(reconcile, staff=True)

    found = [(one.name, one.value) for one in told(capsys)]

    assert well == []
    # the finding is told once; that nobody has looked at it yet, each time
    assert found == [("ReconcileFinding", 1), ("ChargedNotPaid", 1), ("ChargedNotPaid", 1)]


def test_money_whose_order_cannot_be_made_paid_is_counted_until_it_can(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"))
    made = factories.order(shop, ("TEA-1", 1))
    shop.stripe.switches.late = 3_600
    shop.pay(made.session_id)
    dynamodb = aws.client("dynamodb")

    def refuse(**_: object) -> None:
        denied = {"Error": {"Code": "AccessDeniedException", "Message": "not now"}}
        raise dynamodb.exceptions.ClientError(denied, "TransactWriteItems")

    dynamodb.meta.events.register("before-call.dynamodb.TransactWriteItems", refuse)
    try:
        # as the schedule does: what staff ask for is told in a transaction, which is refused here
        reconciling.reconcile(payments.gateway(), shop.now)
    finally:
        dynamodb.meta.events.unregister("before-call.dynamodb.TransactWriteItems", refuse)
    stuck = [one.name for one in told(capsys)]
    shop.post("/checkout/admin/reconcile", staff=True)

    mended = [one.name for one in told(capsys)]

    assert "ChargedNotPaid" in stuck
    assert "OrdersPaid" not in stuck
    assert mended == ["OrdersPaid", "Revenue", "ReconcileMended"]


def test_a_handler_s_time_is_in_its_log_and_is_no_number_of_the_shop_s(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.get("/catalog/products")

    assert told(capsys) == []
