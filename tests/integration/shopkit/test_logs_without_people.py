"""What is logged of an order: ids, codes and durations; never who bought it or what opens it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from shopkit import aws, observability
from shopkit.events import OrderRefunded

from tests import factories
from tests.shop import ADDRESS, EMAIL, STAFF_KEY, START, Bought, Shop

CARD, DECLINED = "4242424242424242", "4000000000000002"


class Log:
    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.text.splitlines() if line.startswith("{")]


@pytest.fixture
def log() -> Iterator[Log]:
    """Every logger of the process at INFO, as Lambda would write it, tracebacks included."""
    stream = io.StringIO()
    ours, root = observability.logger(), logging.getLogger()
    below = logging.getLogger(observability.service())
    own = logging.StreamHandler(stream)
    own.setFormatter(ours.registered_formatter)
    others = logging.StreamHandler(stream)
    levels = ours.log_level, root.level
    ours.setLevel("INFO")
    root.setLevel(logging.INFO)
    below.addHandler(own)
    root.addHandler(others)
    yield Log(stream)
    below.removeHandler(own)
    root.removeHandler(others)
    ours.setLevel(levels[0])
    root.setLevel(levels[1])


def private(made: Bought) -> list[str]:
    people = [value for name, value in ADDRESS.items() if name != "country"]
    return [EMAIL, "ada@", *people, made.token, made.order_token, CARD, STAFF_KEY]


def found(text: str, made: Bought) -> list[str]:
    return [word for word in private(made) if word.lower() in text.lower()]


def test_a_whole_order_leaves_no_person_in_the_logs(
    shop: Shop, log: Log, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    factories.sell(shop, factories.make_offer("TEA-1"), units=5)
    made = factories.order(shop, ("TEA-1", 2), key="my-key")
    shop.pay(made.session_id, DECLINED)
    factories.pay(shop, made, CARD)
    factories.read_order(shop, made)
    order = f"/checkout/admin/orders/{made.order_id}"
    shop.get(f"/checkout/admin/orders?email={EMAIL}", staff=True)
    shop.post(f"{order}/refunds", json={"amount": 100, "reason": "late"}, staff=True)
    shop.post(f"{order}/refunds", json={"amount": 10**7}, staff=True)
    shop.post("/checkout/checkouts", json={"email": EMAIL, "name": ADDRESS["name"]})
    shop.get(f"/checkout/orders/{made.order_id}", headers={"X-Order-Token": "wrong"})
    shop.settle()
    shop.advance(3600)
    shop.settle()

    printed = capsys.readouterr()

    assert found(log.text, made) == []
    assert found(printed.out + printed.err, made) == []
    routes = {line.get("route") for line in log.lines}
    assert {"POST /checkout/checkouts", "GET /checkout/orders/{order_id}"} <= routes
    assert len([line for line in log.lines if line.get("message") == "handled"]) > 20
    assert '"OrdersPaid"' in printed.out


def test_a_fact_that_cannot_be_read_is_not_quoted(shop: Shop, log: Log) -> None:
    fact = OrderRefunded.of(
        START, order_id="ord_1", number="K7", refund_id="ref_1", email=EMAIL, name=ADDRESS["name"],
        order_url="https://a.shop/order", amount=1, currency="GBP", reason="late",
    )  # fmt: skip
    data = json.loads(fact.model_dump_json()) | {"amount": f"for {EMAIL}", "currency": {}}
    detail = {"version": 1, "data": {k: v for k, v in data.items() if k != "reason"}}
    message = {"detail-type": "OrderRefunded", "detail": detail}
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName="barrow-local-marketing")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps(message))

    settled = shop.settle()

    assert settled["dead_letters"] == 1
    assert "fact not applied" in log.text
    assert EMAIL not in log.text
    assert ADDRESS["name"] not in log.text


def test_a_mail_that_is_refused_does_not_tell_to_whom_it_went(shop: Shop, log: Log) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=5)
    made = factories.order(shop, ("TEA-1", 1))
    client = aws.client("sesv2")

    def refuse(**_: object) -> None:
        raise client.exceptions.MessageRejected(
            {"Error": {"Code": "MessageRejected", "Message": f"{EMAIL} is not verified"}},
            "SendEmail",
        )

    client.meta.events.register("before-call.sesv2.SendEmail", refuse)
    try:
        factories.pay(shop, made)
    finally:
        client.meta.events.unregister("before-call.sesv2.SendEmail", refuse)

    assert "mail not sent yet" in log.text
    assert found(log.text, made) == []
