"""The commands that look after a shop, at a shop that runs."""

import json
import re

from shopkit.events import OrderPlaced

from tests import factories
from tests.deploy.on_ministack.deployed_shop import DeployedShop
from tests.deploy.on_ministack.test_dead_letters import state, told


def test_status_tells_what_runs_and_the_last_order_without_its_buyer(
    shop: DeployedShop, sku: str
) -> None:
    made = factories.order(shop, (sku, 1))
    number = made.number

    told = json.loads(shop.barrow("status", "--stage", shop.stage.name, "--json"))
    shown = shop.barrow("status", "--stage", shop.stage.name)

    orders = {one["number"]: one for one in told["orders"]}
    assert orders[number]["status"] == "pending_payment"
    assert all(app["functions"] for app in told["apps"])
    assert all(stack["state"] for stack in told["stacks"] if "firewall" not in stack["name"])
    assert "@" not in json.dumps(told)
    assert number in shown
    assert "broken off" not in shown


def test_logs_tell_what_the_functions_did(shop: DeployedShop, sku: str) -> None:
    factories.order(shop, (sku, 1))

    shown = shop.barrow("logs", "--stage", shop.stage.name, "--capability", "checkout")

    assert re.search(r"checkout-one INFO handled POST \S*/checkouts", shown)
    assert "_aws" not in shown
    assert "RequestId:" not in shown


def test_a_stage_without_dead_letters_has_none_to_send_back(shop: DeployedShop) -> None:
    assert "no dead letters" in shop.barrow("redrive", "site", "--stage", shop.stage.name)


def test_dead_letters_are_tried_again(shop: DeployedShop) -> None:
    cart_id, token = factories.fill_cart(shop)
    sqs = shop.account.client("sqs")
    url = sqs.get_queue_url(QueueName=f"barrow-{shop.stage.name}-cart-dead")["QueueUrl"]
    fact = told(cart_id, OrderPlaced.version)
    sqs.send_message(QueueUrl=url, MessageBody=fact)

    said = shop.barrow("redrive", "cart", "--stage", shop.stage.name)

    assert "on their way back" in said
    shop.wait_for(lambda: state(shop, cart_id, token) == "ordered", "the cart ends")
    shop.wait_for(lambda: fact not in shop.waiting_in("cart-dead"), "it waits no more")


def test_cost_reckons_what_the_stage_used(shop: DeployedShop) -> None:
    found = json.loads(shop.barrow("cost", "--stage", shop.stage.name, "--json"))

    (whole, *_) = found["columns"]
    assert whole["name"] == "the last 30 days"
    assert whole["usd"] >= 0
