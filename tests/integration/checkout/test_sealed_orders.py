"""Whom an order is for is sealed, and nobody sees it any more once the key is gone."""

from dataclasses import replace
from typing import Any

import pytest
from checkout import baskets, orders_table, payments, starting, webhooks
from shopkit import people, table
from shopkit.stock import CHUNK

from tests import factories
from tests.books import items
from tests.shop import ADDRESS, EMAIL, Bought, Shop
from tests.wire import Wire, watched

#: What stands in no table in clear.
STRINGS = [EMAIL, ADDRESS["name"], ADDRESS["line1"], ADDRESS["postcode"]]


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    factories.sell(shop, factories.make_offer("TEA-1"), factories.make_offer("POT-1"), units=10)
    return shop


def erase() -> None:
    table.transact(people.destroyed([people.address_subject(EMAIL)]))


def listed(shop: Shop, query: str) -> list[dict[str, Any]]:
    answer = shop.get(f"/checkout/admin/orders?{query}", staff=True)
    assert answer.status == 200, answer.text
    found: list[dict[str, Any]] = answer.json["data"]
    return found


def keys_in_table() -> list[str]:
    return [row["pk"] for row in items("people") if row["sk"] == "KEY"]


def test_no_table_has_the_buyer_in_clear_or_what_opens_the_order(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2), key="once")
    factories.pay(stocked, made)

    found = {
        (table, text)
        for table in ("checkout", "inventory", "cart", "marketing", "people", "accounts")
        for row in items(table)
        for text in [*STRINGS, made.order_token]
        if text in repr(row)
    }

    assert found == set()


def test_the_buyer_and_staff_see_whom_it_is_for(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2))

    own = factories.read_order(stocked, made)
    (by_email,) = listed(stocked, f"email={EMAIL.upper()}")

    assert own["email"] == by_email["email"] == EMAIL
    assert own["shipping_address"] == own["billing_address"] == by_email["shipping_address"]
    assert own["shipping_address"]["name"] == ADDRESS["name"]
    assert (own["country"], own["account_id"]) == ("GB", None)


def test_a_billing_address_of_its_own_is_kept(stocked: Shop) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 1))
    billing = ADDRESS | {"line1": "1 Bank Street", "phone": "+44 20 7946 0000"}

    answer = factories.start_checkout(stocked, cart_id, token, billing_address=billing)

    own = factories.read_order(stocked, factories.bought(cart_id, token, answer))
    assert own["billing_address"]["line1"] == "1 Bank Street"
    assert own["billing_address"]["phone"] == "+44 20 7946 0000"
    assert own["shipping_address"]["line1"] == ADDRESS["line1"]


def test_a_buyer_has_one_key_for_all_orders(stocked: Shop) -> None:
    for _ in range(3):
        factories.order(stocked, ("TEA-1", 1))

    assert keys_in_table() == [f"SUBJECT#{people.address_subject(EMAIL)}"]


def test_the_key_is_read_with_the_records_and_written_with_the_order(stocked: Shop) -> None:
    factories.order(stocked, ("POT-1", 1))
    calls: list[tuple[str, ...]] = []

    for email in (EMAIL, "new@example.com"):
        cart_id, token = factories.fill_cart(stocked, ("TEA-1", 1))
        body = factories.checkout_body(stocked, cart_id, token, email=email)
        with watched(stocked, Wire()) as wire:
            stocked.post("/checkout/checkouts", json=body, headers={"X-Cart-Token": token})
        calls.append(tuple(wire.calls))

    assert calls[0] == calls[1]
    assert len(calls[0]) <= 8


def test_two_first_orders_of_one_buyer_at_once_share_the_key_that_was_first(
    stocked: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    unhindered = baskets.read_records

    def overtaken(*given: Any) -> Any:
        records = unhindered(*given)
        monkeypatch.setattr(starting, "read_records", unhindered)
        factories.order(stocked, ("POT-1", 1))
        return records

    monkeypatch.setattr(starting, "read_records", overtaken)

    made = factories.order(stocked, ("TEA-1", 1))

    assert len(keys_in_table()) == 1
    assert factories.read_order(stocked, made)["email"] == EMAIL
    assert len(listed(stocked, f"email={EMAIL}")) == 2


def test_a_first_order_of_a_hundred_things_has_room_for_the_key(shop: Shop) -> None:
    skus = [f"S-{n}" for n in range(CHUNK)]
    factories.sell(shop, *(factories.make_offer(sku, 100) for sku in skus), units=5)

    made = factories.order(shop, *((sku, 1) for sku in skus))

    assert factories.read_order(shop, made)["email"] == EMAIL


def _erased_and_paid(shop: Shop) -> Bought:
    made = factories.order(shop, ("TEA-1", 2))
    factories.pay(shop, made)
    erase()
    return made


def test_an_erased_order_is_shown_without_its_buyer(stocked: Shop) -> None:
    made = _erased_and_paid(stocked)

    views = [
        factories.read_order(stocked, made),
        stocked.get(f"/checkout/admin/orders/{made.order_id}", staff=True).json,
        *listed(stocked, "status=paid"),
        *listed(stocked, f"number={made.number}"),
        *listed(stocked, f"email={EMAIL}"),
    ]

    assert len(views) == 5
    for view in views:
        assert (view["email"], view["shipping_address"], view["billing_address"]) == (None,) * 3
        assert view["country"] == "GB"
        assert view["totals"]["total"]["amount"] > 0


def test_the_page_of_an_erased_order_says_so(stocked: Shop) -> None:
    made = _erased_and_paid(stocked)

    page = stocked.get(f"/checkout/order-page?order={made.order_id}&token={made.order_token}")

    assert page.status == 200
    assert "To United Kingdom. Name and address were erased." in page.text
    assert "None" not in page.text


def test_an_erased_order_can_be_refunded_and_its_mail_is_dropped(stocked: Shop) -> None:
    made = _erased_and_paid(stocked)
    mails = len(stocked.mails())
    stocked.advance(seconds=1)

    answer = stocked.post(
        f"/checkout/admin/orders/{made.order_id}/refunds", json={"amount": 100}, staff=True
    )
    stocked.settle()

    (mail, *_) = stocked.get("/marketing/admin/mails", staff=True).json["data"]
    assert (answer.status, answer.json["status"]) == (201, "succeeded")
    assert (mail["kind"], mail["state"]) == ("refund", "dropped")
    assert len(stocked.mails()) == mails


def test_an_erased_order_can_be_cancelled_by_its_link_and_by_staff(stocked: Shop) -> None:
    first, second = _erased_and_paid(stocked), _erased_and_paid(stocked)

    by_link = stocked.post(
        f"/checkout/orders/{first.order_id}/cancel", headers={"X-Order-Token": first.order_token}
    )
    by_staff = stocked.post(f"/checkout/admin/orders/{second.order_id}/cancel", staff=True)

    assert [by_link.json["status"], by_staff.json["status"]] == ["cancelled", "cancelled"]
    stocked.settle()
    assert factories.counts("TEA-1") == (10, 0)


def test_a_paid_session_makes_an_erased_order_paid_all_the_same(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2))
    erase()

    factories.pay(stocked, made)

    assert factories.read_order(stocked, made)["status"] == "paid"


def test_who_has_the_address_later_does_not_open_what_was_sealed_before(stocked: Shop) -> None:
    before = factories.order(stocked, ("TEA-1", 1))
    erase()
    after = factories.order(stocked, ("TEA-1", 1))

    assert factories.read_order(stocked, before)["email"] is None
    assert factories.read_order(stocked, after)["email"] == EMAIL


def test_what_was_tampered_with_hides_no_other_order_of_a_list(stocked: Shop) -> None:
    older = factories.order(stocked, ("TEA-1", 1))
    stocked.advance(seconds=1)
    newer = factories.order(stocked, ("TEA-1", 1))
    first, second = orders_table.read(older.order_id), orders_table.read(newer.order_id)
    assert first is not None
    assert second is not None
    orders_table.save(replace(first, private=second.private), first)

    found = listed(stocked, "status=pending_payment")

    assert [one["email"] for one in found] == [EMAIL, None]


def test_what_a_paid_session_makes_of_an_order_opens_nothing(
    stocked: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = factories.order(stocked, ("TEA-1", 1))
    stocked.pay(made.session_id)
    order, session = orders_table.read(made.order_id), payments.gateway().read(made.session_id)
    assert order is not None
    assert session is not None
    opened: list[Any] = []
    monkeypatch.setattr(people, "keys_of", opened.append)

    paid = webhooks.look_at(order, session, payments.gateway(), stocked.now)

    assert paid.status == "paid"
    assert opened == []
