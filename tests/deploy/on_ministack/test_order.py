"""An order from cart to mail, by the deployed functions alone."""

from decimal import Decimal
from typing import Any

from tests.deploy.on_ministack.deployed_shop import DeployedShop
from tests.shop import ADDRESS

BUYER = "ada@deployed.example"


def test_an_order_becomes_paid_sold_and_confirmed(shop: DeployedShop, sku: str) -> None:
    with shop.invoked() as api:
        cart = api.post("/api/cart/carts", {"lines": [{"sku": sku, "quantity": 2}]}).json
        opens = {"X-Cart-Token": cart["token"]}
        asked = {"cart_id": cart["id"], "address": {"country": "GB"}}
        ways = api.post("/api/checkout/shipping-options", asked, headers=opens).json["data"]
        wish = {
            "cart_id": cart["id"],
            "email": BUYER,
            "shipping_address": ADDRESS,
            "shipping_option": ways[0]["id"],
            "expected_total": ways[0]["total"],
            "consents": {"terms": True},
        }
        made = api.post("/api/checkout/checkouts", wish, headers=opens).json

        shop.pay(made["payment"]["url"].rpartition("/")[2])

        [mail] = shop.wait_for(lambda: shop.mails(BUYER), "the confirmation is sent")
        order = api.get(
            f"/api/checkout/orders/{made['order_id']}", headers={"X-Order-Token": made["token"]}
        ).json
        stock = shop.wait_for(lambda: sold(api, sku, 2), "the units are entered as sold")
        ordered = shop.wait_for(lambda: ended(api, cart["id"], opens), "the cart ends")
    assert order["status"] == "paid"
    assert order["payment_status"] == "paid"
    assert order["totals"]["total"] == ways[0]["total"]
    assert (stock["available"], stock["held"]) == (8, 0)
    assert ordered["lines"] == []
    assert mail.subject == f"Your order {made['number']} at {shop.stage.shop_name}"
    total = Decimal(ways[0]["total"]["amount"]) / 100
    assert "2 × £4.50 = £9.00\r\n" in mail.text
    assert f"Total: £{total}\r\n" in mail.text
    assert f"/order/#{made['order_id']}.{made['token']}" in mail.text


def sold(api: Any, sku: str, units: int) -> Any:
    """The stock item once so many units of ten have left the books."""
    stock = api.get(f"/api/inventory/admin/stock/{sku}", staff=True).json
    return stock if stock["on_hand"] == 10 - units else None


def ended(api: Any, cart_id: str, opens: dict[str, str]) -> Any:
    cart = api.get(f"/api/cart/carts/{cart_id}", headers=opens).json
    return cart if cart["state"] == "ordered" else None
