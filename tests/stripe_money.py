"""Buyers, the shop and time at the stand-in Stripe, in any order, with the sums kept beside it."""

from typing import Any

import stripe
from barrow.stripe_stand_in import MemoryStore
from barrow.stripe_stand_in.store import Changes
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from tests.stripe_in_process import Till, line
from tests.stripe_spec import StripeSpec

AMOUNTS = st.integers(30, 5000)
BUYERS_CARDS = st.sampled_from(
    [
        "4242424242424242",
        "4000000000000002",
        "4000002760003184",
        "4000008260003178",
        "4000000000000259",
        "4000000000001976",
        "4000000000005126",
        "4000000000007726",
        "4000000000000077",
        "4111111111111111",
    ]
)


class MoneyConserves(RuleBasedStateMachine):
    """Whatever buyers and the shop do: what was charged and not given back is on the balance."""

    spec: StripeSpec
    sessions: Bundle[tuple[str, str, int]] = Bundle("sessions")  # id, key, amount
    refunds: Bundle[tuple[str, dict[str, Any], str]] = Bundle("refunds")  # key, params, id

    @initialize()
    def open_the_shop(self) -> None:
        self.till = Till(told=self.spec.check, fee=lambda amount, _: amount // 50)
        self.journal: Changes = []
        self.charged: dict[str, int] = {}  # by session
        self.keys = 0

    def key(self) -> str:
        self.keys += 1
        return f"key-{self.keys}"

    @rule(target=sessions, amount=AMOUNTS)
    def start(self, amount: int) -> tuple[str, str, int]:
        key = self.key()
        session = self.till.session(key, line_items=[line(amount)])
        return session.id, key, amount

    @rule(session=sessions)
    def start_again(self, session: tuple[str, str, int]) -> None:
        id_, key, amount = session
        assert self.till.session(key, line_items=[line(amount)]).id == id_

    @rule(session=sessions, card=BUYERS_CARDS, answer=st.sampled_from(["complete", "fail"]))
    def pay(self, session: tuple[str, str, int], card: str, answer: Any) -> None:
        id_, _, amount = session
        status = self.till.stand_in.pay(id_, card, three_d_secure=answer)["status"]
        assert (status == "already_paid") is (id_ in self.charged)
        if status == "paid":
            self.charged[id_] = amount

    @rule(target=refunds, session=sessions, amount=st.none() | AMOUNTS)
    def refund(self, session: tuple[str, str, int], amount: int | None) -> Any:
        found = self.till.client.v1.checkout.sessions.retrieve(session[0])
        if session[0] not in self.charged:
            return multiple()
        params: dict[str, Any] = {"payment_intent": str(found.payment_intent)}
        if amount is not None:
            params["amount"] = amount
        key = self.key()
        before = self.till.stand_in.refunds_total("gbp")
        try:
            refund = self.till.client.v1.refunds.create(params, {"idempotency_key": key})
        except stripe.InvalidRequestError:
            assert self.till.stand_in.refunds_total("gbp") == before
            return multiple()
        assert self.till.stand_in.refunds_total("gbp") == before + refund.amount
        return key, params, refund.id

    @rule(refund=refunds)
    def refund_again(self, refund: tuple[str, dict[str, Any], str]) -> None:
        key, params, id_ = refund
        again = self.till.client.v1.refunds.create(params, {"idempotency_key": key})
        assert again.id == id_

    @rule(session=consumes(sessions))
    def expire(self, session: tuple[str, str, int]) -> None:
        try:
            self.till.client.v1.checkout.sessions.expire(session[0])
        except stripe.InvalidRequestError:
            found = self.till.client.v1.checkout.sessions.retrieve(session[0])
            assert found.status in ("complete", "expired")
        else:
            assert session[0] not in self.charged
            assert self.till.stand_in.pay(session[0], "4242424242424242")["status"] == "expired"

    @rule(minutes=st.sampled_from([1, 20, 300]))
    def wait(self, minutes: int) -> None:
        self.till.stand_in.tick(self.till.clock.forward(minutes=minutes))

    @rule()
    def deliver(self) -> None:
        self.till.deliver()
        for event in self.till.endpoint.got:
            self.spec.check_event(event)
        self.till.endpoint.got.clear()

    @rule()
    def start_the_machine_again(self) -> None:
        self.journal += self.till.store.changed()
        store = MemoryStore()
        store.restore(self.journal)
        before = self.till
        self.till = Till(told=self.spec.check, store=store, fee=lambda amount, _: amount // 50)
        self.till.clock.at = before.clock.at
        assert self.till.stand_in.pending() == before.stand_in.pending()

    @invariant()
    def money_is_where_it_should_be(self) -> None:
        stand_in = self.till.stand_in
        fees = sum(amount // 50 for amount in self.charged.values())
        assert stand_in.charges_total("gbp") == sum(self.charged.values())
        assert stand_in.balance("gbp") == (
            stand_in.charges_total("gbp")
            - stand_in.refunds_total("gbp")
            - stand_in.disputes_total("gbp")
            - fees
        )
        assert 0 <= stand_in.refunds_total("gbp") <= stand_in.charges_total("gbp")

    def teardown(self) -> None:
        """What the API lists adds up to what it says it holds."""
        v1 = self.till.client.v1
        moves = list(v1.balance_transactions.list({"limit": 7}).auto_paging_iter())
        held = v1.balance.retrieve()
        charges = list(v1.charges.list({"limit": 3}).auto_paging_iter())
        refunds = [each for each in v1.refunds.list().auto_paging_iter() if each.status != "failed"]

        assert sum(each.net for each in moves) == self.till.stand_in.balance("gbp")
        assert held.available[0].amount + held.pending[0].amount == self.till.stand_in.balance(
            "gbp"
        )
        assert sum(each.amount for each in charges if each.paid) == sum(self.charged.values())
        assert all(0 <= each.amount_refunded <= each.amount for each in charges)
        assert sum(each.amount_refunded for each in charges) == sum(e.amount for e in refunds)
