"""Keys of addresses: each ends when nobody has used it for its time and nothing stands under it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from accounts.privacy import unused_addresses
from checkout import forgetting, orders_table
from shopkit import aws, buyers, leases, people, retention, table

from tests.factories import bought, fill_cart, make_offer, order, pay, sell, start_checkout
from tests.shop import EMAIL, Bought, Shop
from tests.signing_in import Browser
from tests.wire import Wire, watched

DAY = 86400
OTHER = "eve@example.com"
SUBJECT = people.address_subject(EMAIL)


@pytest.fixture
def tea(shop: Shop) -> Shop:
    sell(shop, make_offer("TEA-1", 450), units=50)
    shop.settle()
    return shop


def asked(shop: Shop, email: str) -> None:
    """A code for somebody who has no account."""
    answer = Browser(shop).post("/accounts/sign-in/code", {"email": email})
    assert answer.status == 202, answer.text


def stands(email: str = EMAIL) -> bool:
    subject = people.address_subject(email)
    return subject in people.keys_of([subject])


def pass_days(shop: Shop, days: int) -> None:
    shop.advance(days * DAY)
    shop.settle()


def until() -> str:
    return people.key_of(SUBJECT).until


def readable(made: Bought) -> bool:
    kept = orders_table.read(made.order_id)
    return kept is not None and buyers.open_(kept.private, kept.id) is not None


def run_out(shop: Shop) -> None:
    """The key's day has come, and nobody has looked yet."""
    shop.advance((retention.periods().address_keys + 1) * DAY)


def end(shop: Shop) -> int:
    return unused_addresses.end(shop.now, lambda: True)


def test_a_key_that_was_only_asked_for_goes_when_the_mail_about_it_is_forgotten(
    shop: Shop,
) -> None:
    asked(shop, EMAIL)
    shop.settle()
    days = retention.periods()

    pass_days(shop, days.address_keys + 1)
    while_the_mail_is_listed = stands()
    pass_days(shop, days.mails)
    pass_days(shop, days.address_keys + 1)

    assert while_the_mail_is_listed
    assert not stands()
    assert leases.due(shop.now, 10) == []


def test_a_key_stands_for_its_period_though_nothing_stands_under_it(shop: Shop) -> None:
    people.key_for(SUBJECT, shop.now)

    pass_days(shop, retention.periods().address_keys)
    before = stands()
    pass_days(shop, 1)

    assert (before, stands()) == (True, False)


def test_each_use_begins_the_period_anew(shop: Shop) -> None:
    people.key_for(SUBJECT, shop.now)
    pass_days(shop, 20)
    first = until()

    asked(shop, EMAIL)

    assert (first, until()) == ("2026-04-02", "2026-04-22")


def test_the_key_of_an_order_stands_as_long_as_the_order_tells_whose_it_is(tea: Shop) -> None:
    made = order(tea, ("TEA-1", 1))
    pay(tea, made)
    days = retention.periods()

    pass_days(tea, days.paid_orders - 1)
    known = readable(made)
    for _ in range(3):
        pass_days(tea, days.address_keys + 1)

    kept = orders_table.read(made.order_id)
    assert kept is not None
    assert (known, kept.private, stands()) == (True, "", False)


def test_a_longer_period_for_orders_is_held_though_it_was_set_after_the_order(
    tea: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = order(tea, ("TEA-1", 1))
    pay(tea, made)
    before = retention.periods().paid_orders
    monkeypatch.setenv("BARROW_KEEP_PAID_ORDERS", str(before + 1000))
    retention.forget()

    try:
        pass_days(tea, before + 900)
    finally:
        monkeypatch.undo()
        retention.forget()

    assert readable(made)


def test_a_key_with_an_erasure_under_way_is_left_to_the_erasure(shop: Shop) -> None:
    people.key_for(SUBJECT, shop.now)
    table.write(table.put("barrow-local-accounts", {"pk": f"PRIVACY#{SUBJECT}", "sk": "ERASURE"}))
    run_out(shop)

    assert (end(shop), stands()) == (0, True)


def test_an_invitation_can_be_read_as_long_as_it_is_listed(shop: Shop) -> None:
    body = {"email": EMAIL, "roles": ["support"]}
    made = shop.post("/accounts/admin/invitations", staff=True, json=body)
    assert made.status == 201, made.text
    shop.settle()

    pass_days(shop, 7 + 89)
    listed = shop.get("/accounts/admin/invitations", staff=True).json["data"]
    pass_days(shop, 2)

    assert [one["email"] for one in listed] == [EMAIL]
    assert not stands()


def test_an_accounts_own_key_has_no_end(shop: Shop) -> None:
    browser = Browser(shop)
    account_id = browser.sign_in()["account"]["id"]

    pass_days(shop, 200)

    assert account_id in people.keys_of([account_id])


def test_what_cannot_be_looked_up_is_put_off_and_holds_nobody_back(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.key_for(SUBJECT, shop.now)
    people.key_for(people.address_subject(OTHER), shop.now)
    run_out(shop)
    asks = aws.client("dynamodb").meta.events

    def fails(params: dict[str, object], **_: object) -> None:
        if SUBJECT in str(params["body"]) and "READER#" in str(params["body"]):
            raise ConnectionError("no answer")

    asks.register("before-call.dynamodb.Query", fails)
    try:
        ended = end(shop)
    finally:
        asks.unregister("before-call.dynamodb.Query", fails)

    assert (ended, stands(EMAIL), stands(OTHER)) == (1, True, False)
    assert leases.due(shop.now, 10) == []
    shop.advance(DAY)
    assert (end(shop), stands(EMAIL)) == (1, False)


@contextmanager
def at_call(shop: Shop, number: int, act: Callable[[], object]) -> Iterator[Wire]:
    """`act` is done by somebody else just before call `number` of what happens inside."""

    class Between(Wire):
        def before(self, name: str) -> None:
            if self.acting:
                return
            self.calls.append(name)
            if len(self.calls) == number:
                self.acting = True
                act()
                self.acting = False

        def after(self) -> None:
            return

        acting = False

    with watched(shop, Between()) as wire:
        yield wire


def test_an_order_at_whatever_moment_of_the_ending_can_be_read(tea: Shop) -> None:
    people.key_for(SUBJECT, tea.now)
    run_out(tea)
    with watched(tea, Wire()) as undisturbed:
        ended = end(tea)

    for number, call in enumerate(undisturbed.calls, start=1):
        people.key_for(SUBJECT, tea.now)
        run_out(tea)
        made: list[Bought] = []
        with at_call(tea, number, lambda made=made: made.append(order(tea, ("TEA-1", 1)))):  # type: ignore[misc]
            end(tea)
        assert readable(made[0]), f"before {call}"
        forget_buyer(made[0])

    # whose day has come, three places to look at, the end, and whether there are more
    assert (ended, len(undisturbed.calls)) == (1, 6)


def test_an_ending_at_whatever_moment_of_an_order_leaves_it_readable(tea: Shop) -> None:
    cart = fill_cart(tea, ("TEA-1", 1))
    with watched(tea, Wire()) as undisturbed:
        answer = start_checkout(tea, *cart)
    forget_buyer(bought(*cart, answer))
    ended = []

    for number, call in enumerate(undisturbed.calls, start=1):
        people.key_for(SUBJECT, tea.now)
        run_out(tea)
        cart = fill_cart(tea, ("TEA-1", 1))
        counted: list[int] = []
        with at_call(tea, number, lambda counted=counted: counted.append(end(tea))):  # type: ignore[misc]
            made = bought(*cart, start_checkout(tea, *cart))
        assert readable(made), f"before {call}"
        forget_buyer(made)
        ended += counted

    # up to the order's transaction it went, and the order had another; from then on it stayed
    assert ended == sorted(ended, reverse=True)
    assert (sum(ended) > 1, len(ended) - sum(ended) > 1) == (True, True)


def forget_buyer(made: Bought) -> None:
    """Nothing stands under the key then, as when the order's time is over."""
    kept = orders_table.read(made.order_id)
    assert kept is not None
    forgetting.forget(kept)
