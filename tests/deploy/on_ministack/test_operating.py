"""The commands that look after a shop, at a shop that runs."""

import json
import re
from decimal import Decimal

from tests import factories
from tests.deploy.on_ministack.deployed_shop import DeployedShop


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


def test_cost_reckons_what_the_stage_used(shop: DeployedShop) -> None:
    found = json.loads(shop.barrow("cost", "--stage", shop.stage.name, "--json"))

    (whole, *_) = found["columns"]
    assert whole["name"] == "the last 30 days"
    assert Decimal(whole["usd"]) >= 0
