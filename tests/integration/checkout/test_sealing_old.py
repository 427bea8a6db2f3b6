"""Orders from before personal data were sealed are sealed, and their buyers can be erased."""

import json
from typing import Any

import pytest
from checkout import erasing, forgetting, orders_table, sealing_old
from checkout.payments import gateway
from shopkit import buyers, people, table
from shopkit.events import ErasureAsked, PersonErased

from tests.factories import make_offer, order, pay, read_order, sell
from tests.shop import ADDRESS, EMAIL, Bought, Shop
from tests.traces import Traces

CHECKOUT = "barrow-local-checkout"
WORDS = Traces([EMAIL, ADDRESS["name"], ADDRESS["line1"]])


def all_of(made: Bought) -> list[dict[str, Any]]:
    return [
        *table.query_all(CHECKOUT, f"ORDER#{made.order_id}", consistent=True),
        *table.query_all(CHECKOUT, f"NUMBER#{made.number}", consistent=True),
    ]


def age(made: Bought) -> None:
    """Write the order as the shop wrote it before: in clear, in its facts and its number, too."""
    buyer = buyers.open_(_private(made), made.order_id)
    assert buyer is not None
    shipping = vars(buyer.shipping_address)
    clear = {"email": buyer.email, "shipping_address": shipping, "billing_address": shipping}
    for item in all_of(made):
        if item["sk"] == "ORDER":
            values = json.loads(item["order"])
            for name in ("private", "country"):
                values.pop(name)
            table.write(table.put(CHECKOUT, item | {"order": json.dumps(values | clear)}))
        elif item["sk"] == "NUMBER":
            old = {name: item[name] for name in ("pk", "sk", "order_id", "gsi1sk")}
            table.write(table.put(CHECKOUT, old | {"gsi1pk": "EMAIL#of-sha-256"}))
        elif item.get("type") in {"OrderPlaced", "OrderRefunded"}:
            told = json.loads(item["data"])
            told.pop("private")
            told |= {"email": buyer.email, "name": buyer.shipping_address.name}
            table.write(table.put(CHECKOUT, item | {"data": json.dumps(told), "version": 1}))


def _private(made: Bought) -> str:
    found = orders_table.read(made.order_id)
    assert found is not None
    return found.private


@pytest.fixture
def old(shop: Shop) -> Bought:
    sell(shop, make_offer("TEA-1", 450))
    made = order(shop, ("TEA-1", 1))
    pay(shop, made)
    age(made)
    assert WORDS.in_value(all_of(made)) == {EMAIL, ADDRESS["name"], ADDRESS["line1"]}
    return made


def seal(shop: Shop) -> int:
    return sealing_old.seal_all(shop.now, still_time=lambda: True)


def test_an_old_order_is_sealed_with_its_number_and_its_facts(shop: Shop, old: Bought) -> None:
    before = read_order(shop, old)

    sealed = seal(shop)

    after = read_order(shop, old)
    assert sealed == 1
    assert WORDS.in_value(all_of(old)) == set()
    assert {**after, "version": 0} == {**before, "version": 0}
    listed = shop.get(f"/checkout/admin/orders?email={EMAIL}", staff=True).json["data"]
    assert [one["id"] for one in listed] == [old.order_id]


def test_the_buyer_of_an_old_order_can_be_erased(shop: Shop, old: Bought) -> None:
    seal(shop)
    subject = people.address_subject(EMAIL)
    table.transact(people.destroyed([subject]))
    fact = PersonErased.of(shop.now, erasure_id="ers_1", account_id=None, subjects=[subject])

    body = {
        "detail-type": "PersonErased",
        "detail": {"version": 1, "data": json.loads(fact.model_dump_json())},
    }
    _hear(shop, json.dumps(body))

    assert read_order(shop, old)["email"] is None
    assert subject not in str(all_of(old))


def test_an_old_order_that_is_not_sealed_yet_hides_from_no_erasure(shop: Shop, old: Bought) -> None:
    subject = people.address_subject(EMAIL)
    asked = ErasureAsked.of(shop.now, erasure_id="ers_1", account_id=None, subjects=[subject])
    erasing.hear(asked, gateway, shop.now)
    at_once = read_order(shop, old)["status"]
    shop.advance(120)
    shop.settle()
    then = read_order(shop, old)["status"]
    table.transact(people.destroyed([subject]))

    fact = PersonErased.of(shop.now, erasure_id="ers_1", account_id=None, subjects=[subject])
    erasing.hear(fact, gateway, shop.now)
    seal(shop)

    assert (at_once, then) == ("paid", "cancelled")
    assert WORDS.in_value(all_of(old)) == set()
    assert read_order(shop, old)["email"] is None
    assert people.keys_of([subject]) == {}


def _hear(shop: Shop, body: str) -> None:
    from shopkit import aws

    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName="barrow-local-checkout")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=body)
    shop.settle()


def test_it_is_done_once_and_new_orders_are_left_alone(shop: Shop, old: Bought) -> None:
    seal(shop)
    made = order(shop, ("TEA-1", 1))
    version = read_order(shop, made)["version"]

    assert [seal(shop) for _ in range(2)] == [0, 0]
    assert read_order(shop, made)["version"] == version


def test_what_stopped_half_way_goes_on(shop: Shop, old: Bought) -> None:
    nothing = sealing_old.seal_all(shop.now, still_time=lambda: False)

    assert (nothing, seal(shop)) == (0, 1)


def test_an_old_order_whose_time_is_over_is_forgotten_in_its_facts_too(
    shop: Shop, old: Bought
) -> None:
    found = orders_table.read(old.order_id)
    assert found is not None

    forgetting.forget(found)

    assert WORDS.in_value(all_of(old)) == set()
    assert seal(shop) == 0
