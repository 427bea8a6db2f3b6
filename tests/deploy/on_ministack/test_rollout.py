"""New code comes while the shop is in use: no request fails, and no message is lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests import factories
from tests.deploy.on_ministack.deployed_shop import STAGE, DeployedShop
from tests.deploy.on_ministack.test_dead_letters import state, told

SHOPPERS = 3
CARTS = 24
OLD, NEW = "Open a cart, empty or filled at once", "Open a cart at once, empty or filled"


def test_nobody_notices_a_rollout(shop: DeployedShop) -> None:
    carts = [factories.fill_cart(shop) for _ in range(CARTS)]
    door = shop.tree.app("cart") / "app.py"
    door.write_text(door.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    is_over = threading.Event()

    with ThreadPoolExecutor(SHOPPERS + 1) as pool:
        visits = [pool.submit(until, is_over, lambda: shopped(shop)) for _ in range(SHOPPERS)]
        sent = pool.submit(tell_of, shop, [cart_id for cart_id, _ in carts], is_over)
        try:
            shop.barrow("deploy", "--stage", STAGE, "--only", "cart", "--no-publish")
        finally:
            is_over.set()
        answers = [answer for visit in visits for answer in visit.result()]
        sent.result()

    assert set(answers) == {(201, 200, OLD), (201, 200, NEW)}
    shop.wait_for(lambda: {state(shop, *cart) for cart in carts} == {"ordered"}, "every cart ends")
    assert shop.waiting_in("cart") == []


def until(is_over: threading.Event, ask: Callable[[], Any]) -> list[Any]:
    """Answers until it is over, and one after that."""
    answers = []
    while not is_over.is_set():
        answers.append(ask())
    return [*answers, ask()]


def shopped(shop: DeployedShop) -> tuple[int, int, str]:
    """A cart is opened, and the API looked at: both statuses, and which code answered."""
    cart = shop.post("/cart/carts", json={})
    api = shop.get("/cart/openapi.json")
    code = next((text for text in (OLD, NEW) if text in api.text), api.text)
    return cart.status, api.status, code


def tell_of(shop: DeployedShop, cart_ids: list[str], is_over: threading.Event) -> None:
    """One message a cart into the queue, spread over the whole rollout; the last after it."""
    sqs = shop.account.client("sqs")
    url = sqs.get_queue_url(QueueName=f"barrow-{shop.stage.name}-cart")["QueueUrl"]
    for cart_id in cart_ids:
        sqs.send_message(QueueUrl=url, MessageBody=told(cart_id, 1))
        is_over.wait(0.5)
