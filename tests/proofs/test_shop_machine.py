"""Any sequence of what people and time do to a shop leaves stock, money and Stripe in agreement."""

from typing import Any

from barrow.cloud.ministack_engine import MiniStackEngine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests import factories
from tests.books import assert_books_balance
from tests.shop import open_shop

UNITS = {"TEA-1": 12, "POT-1": 6}


class ShopMachine(RuleBasedStateMachine):
    """One hot item over three shards, one that is rare; every step goes through the doors."""

    orders = Bundle("orders")

    @initialize()
    def opens(self) -> None:
        self._open = open_shop(MiniStackEngine())
        self.shop = self._open.__enter__()
        self.added = 0
        factories.sell(self.shop, factories.make_offer("TEA-1"), units=12, shards=3)
        factories.sell(self.shop, factories.make_offer("POT-1", 1_299), units=6)

    @rule(target=orders, tea=st.integers(1, 7), pots=st.integers(0, 4))
    def somebody_checks_out(self, tea: int, pots: int) -> Any:
        lines = [("TEA-1", tea)] + ([("POT-1", pots)] if pots else [])
        cart_id, token = factories.fill_cart(self.shop, *lines)
        answer = factories.start_checkout(self.shop, cart_id, token)
        assert answer.status in {201, 409}, answer.text
        return factories.bought(cart_id, token, answer) if answer.status == 201 else None

    @rule(order=orders, card=st.sampled_from(["4242424242424242", "4000000000000002"]))
    def somebody_pays(self, order: Any, card: str) -> None:
        if order:
            self.shop.pay(order.session_id, card)

    @rule()
    def everything_is_delivered(self) -> None:
        self.shop.settle()

    @rule(minutes=st.sampled_from([1, 20, 40]))
    def time_passes(self, minutes: int) -> None:
        self.shop.advance(minutes * 60)

    @rule(twice=st.booleans(), backwards=st.booleans())
    def stripe_turns_unruly(self, twice: bool, backwards: bool) -> None:
        self.shop.stripe.switches.duplicate = twice
        self.shop.stripe.switches.reordered = backwards

    @rule(order=orders)
    def somebody_calls_it_off(self, order: Any) -> None:
        if order:
            path = f"/checkout/orders/{order.order_id}/cancel"
            answer = self.shop.post(path, headers={"X-Order-Token": order.order_token})
            assert answer.status in {200, 409}, answer.text

    @rule(order=orders, quantity=st.integers(1, 3), restock=st.booleans())
    def staff_refund_units(self, order: Any, quantity: int, restock: bool) -> None:
        if order:
            line = factories.read_order(self.shop, order)["lines"][0]["id"]
            answer = self.shop.post(
                f"/checkout/admin/orders/{order.order_id}/refunds",
                json={"lines": [{"line_id": line, "quantity": quantity}], "restock": restock},
                staff=True,
            )
            assert answer.status in {201, 409}, answer.text

    @rule(delta=st.integers(1, 5))
    def tea_is_delivered(self, delta: int) -> None:
        answer = self.shop.post(
            "/inventory/admin/stock/TEA-1/adjustments",
            json={"delta": delta, "reason": "received"},
            staff=True,
        )
        assert answer.status == 201
        self.added += delta

    @rule(shards=st.integers(1, 4))
    def staff_reshard(self, shards: int) -> None:
        path = "/inventory/admin/stock/TEA-1"
        answer = self.shop.patch(
            path, json={"shards": shards}, headers={"If-Match": "*"}, staff=True
        )
        assert answer.status in {200, 409}, answer.text

    @rule()
    def the_books_are_reconciled(self) -> None:
        report = self.shop.post("/checkout/admin/reconcile", staff=True)
        assert report.status == 200, report.text
        assert report.json["findings"] == []

    @invariant()
    def nothing_is_wrong_at_any_moment(self) -> None:
        if hasattr(self, "shop"):
            assert_books_balance(self.shop, self._opening(), at_rest=False, settled=False)

    def teardown(self) -> None:
        if not hasattr(self, "shop"):
            return
        try:
            for minutes in (1, 60, 60):
                self.shop.advance(minutes * 60)
                self.shop.settle()
            assert_books_balance(self.shop, self._opening())
        finally:
            self._open.__exit__(None, None, None)

    def _opening(self) -> dict[str, int]:
        return UNITS | {"TEA-1": UNITS["TEA-1"] + self.added}


TestShopMachine = ShopMachine.TestCase
TestShopMachine.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
