"""What a consumer cannot apply ends in the dead-letter queue, and holds nothing else back."""

import json
from typing import Any

from shopkit.events import OrderPlaced

from tests import factories
from tests.deploy.on_ministack.deployed_shop import DeployedShop

#: Half a minute until a message that failed comes again (shopkit/consumers.py), and MiniStack's
#: poll; the test's queue gives it up then, the template's after five times.
GIVEN_UP_WITHIN = 90


def test_poison_ends_in_the_dead_letter_queue_and_the_rest_is_applied(shop: DeployedShop) -> None:
    cart_id, token = factories.fill_cart(shop)
    poison = "no fact at all"
    of_the_future = told(cart_id, version=OrderPlaced.version + 1)
    gives_up_at_once(shop, "cart")

    together(shop, "cart", [poison, of_the_future, told(cart_id, OrderPlaced.version)])

    shop.wait_for(lambda: state(shop, cart_id, token) == "ordered", "the good one is applied")
    failed = shop.wait_for(lambda: not_applied(shop, "JSONDecodeError"), "the others fail")
    shop.wait_for(
        lambda: len(shop.waiting_in("cart-dead")) == 2, "two are given up", GIVEN_UP_WITHIN
    )
    assert "UnknownFact" in failed
    assert sorted(shop.waiting_in("cart-dead")) == sorted([poison, of_the_future])
    assert shop.waiting_in("cart") == []


def told(cart_id: str, version: int) -> str:
    """An OrderPlaced of this cart, as EventBridge puts it into a queue."""
    data = {
        "id": f"evt_{cart_id}_{version}",
        "at": "2026-03-02T09:00:00Z",
        "order_id": "ord_1",
        "number": "AB-CDE-FGH",
        "cart_id": cart_id,
        "email": "ada@example.com",
        "name": "Ada Byron",
        "order_url": "https://shop.example.com/order/",
        "currency": "GBP",
        "lines": [],
        "subtotal": 0,
        "shipping": 0,
        "shipping_name": "Post",
        "tax": 0,
        "tax_included": True,
        "total": 0,
    }
    detail = {"version": version, "data": data}
    envelope = {"source": "barrow.checkout", "detail-type": "OrderPlaced", "detail": detail}
    return json.dumps(envelope)


def gives_up_at_once(shop: DeployedShop, queue: str) -> None:
    """Of this stage's queue alone: a message that failed once is given up when it comes again."""
    sqs = shop.account.client("sqs")
    url = sqs.get_queue_url(QueueName=f"barrow-{shop.stage.name}-{queue}")["QueueUrl"]
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])
    policy = json.loads(found["Attributes"]["RedrivePolicy"]) | {"maxReceiveCount": 1}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": json.dumps(policy)})


def together(shop: DeployedShop, queue: str, bodies: list[str]) -> None:
    """Send messages that the consumer gets in one batch: it listens once all are there."""
    sqs, lambdas = shop.account.client("sqs"), shop.account.client("lambda")
    url = sqs.get_queue_url(QueueName=f"barrow-{shop.stage.name}-{queue}")["QueueUrl"]
    function = shop.stage.function("cart", "consume")
    [mapping] = lambdas.list_event_source_mappings(FunctionName=function)["EventSourceMappings"]
    lambdas.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    entries: list[Any] = [{"Id": str(i), "MessageBody": body} for i, body in enumerate(bodies)]
    sqs.send_message_batch(QueueUrl=url, Entries=entries)
    lambdas.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)


def not_applied(shop: DeployedShop, reason: str) -> str | None:
    """What the consumer said of a batch in which a message failed for this reason."""
    said = shop.logged("cart", "consume", "consumers.NotApplied")
    return next((line for line in said if reason in line), None)


def state(shop: DeployedShop, cart_id: str, token: str) -> Any:
    return shop.get(f"/cart/carts/{cart_id}", headers={"X-Cart-Token": token}).json["state"]
