"""Orders of who is signed in: their own list, one of it, and nobody else's."""

from typing import Any

import pytest
from shopkit import sessions

from tests import factories
from tests.plain_browser import PlainBrowser
from tests.shop import Bought, Shop
from tests.signed_in import Visitor, sign_in

ADA, BOB = "ada@example.com", "bob@example.com"


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    factories.sell(shop, factories.make_offer("TEA-1"), factories.make_offer("POT-1"), units=50)
    return shop


def order_as(visitor: Visitor, email: str = ADA) -> Bought:
    """An order that was made signed in, with a cart of the browser's own."""
    shop = visitor.shop
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 1))
    body = factories.checkout_body(shop, cart_id, token, email=email)
    answer = visitor.post("/checkout/checkouts", json=body, headers={"X-Cart-Token": token})
    assert answer.status == 201, answer.text
    return factories.bought(cart_id, token, answer)


def order_as_guest(shop: Shop, email: str = ADA) -> Bought:
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 1))
    answer = factories.start_checkout(shop, cart_id, token, email=email)
    return factories.bought(cart_id, token, answer)


def own(visitor: Visitor, query: str = "") -> dict[str, Any]:
    answer = visitor.get(f"/checkout/orders{query}")
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [one["id"] for one in found["data"]]


def test_what_is_ordered_signed_in_is_the_accounts(stocked: Shop) -> None:
    ada = sign_in(stocked, ADA)

    made = order_as(ada, "office@example.com")

    (one,) = own(ada)["data"]
    assert one["id"] == made.order_id
    assert one["account_id"] == ada.account_id
    assert one["email"] == "office@example.com"


def test_guests_orders_of_a_confirmed_address_stand_among_them_newest_first(stocked: Shop) -> None:
    before = order_as_guest(stocked)
    stocked.advance(60)
    ada = sign_in(stocked, ADA)
    signed_in = order_as(ada, "office@example.com")
    stocked.advance(60)
    after = order_as_guest(stocked, ADA.upper())
    order_as_guest(stocked, BOB)

    found = own(ada)

    assert ids(found) == [after.order_id, signed_in.order_id, before.order_id]
    assert [one["account_id"] for one in found["data"]] == [None, ada.account_id, None]


def test_the_list_goes_on_over_both_without_a_gap_or_a_repeat(stocked: Shop) -> None:
    ada = sign_in(stocked, ADA)
    made = []
    for number in range(7):
        if number % 2:
            # two at a time in the same second
            stocked.advance(1)
        made.append(order_as(ada) if number % 3 else order_as_guest(stocked))
    seen: list[str] = []
    query = "?limit=2"

    while query:
        page = own(ada, query)
        assert len(page["data"]) <= 2
        seen += ids(page)
        query = f"?limit=2&cursor={page['next_cursor']}" if page["has_more"] else ""

    assert sorted(seen) == sorted(one.order_id for one in made)
    assert len(seen) == len(set(seen)) == 7


def test_a_cursor_of_one_account_is_no_others(stocked: Shop) -> None:
    ada, bob = sign_in(stocked, ADA), sign_in(stocked, BOB)
    for _ in range(2):
        order_as(ada)

    cursor = own(ada, "?limit=1")["next_cursor"]
    answer = bob.get(f"/checkout/orders?limit=1&cursor={cursor}")

    assert answer.status == 422


def test_an_order_with_anothers_address_is_not_theirs_to_see(stocked: Shop) -> None:
    ada, bob = sign_in(stocked, ADA), sign_in(stocked, BOB)

    made = order_as(ada, BOB)

    assert ids(own(bob)) == []
    assert bob.get(f"/checkout/orders/{made.order_id}").status == 404
    assert bob.post(f"/checkout/orders/{made.order_id}/cancel").status == 404
    assert own(ada)["data"][0]["status"] == "pending_payment"


def test_the_session_opens_an_order_and_cancels_it(stocked: Shop) -> None:
    ada = sign_in(stocked, ADA)
    made = [order_as(ada), order_as_guest(stocked)]

    seen = [ada.get(f"/checkout/orders/{one.order_id}").json["email"] for one in made]
    ended = [ada.post(f"/checkout/orders/{one.order_id}/cancel").json["status"] for one in made]

    assert seen == [ADA, ADA]
    assert ended == ["cancelled", "cancelled"]
    assert factories.counts("TEA-1") == (50, 0)


def test_the_token_opens_an_order_whoever_is_signed_in(stocked: Shop) -> None:
    bob = sign_in(stocked, BOB)
    made = order_as_guest(stocked)

    answer = bob.get(
        f"/checkout/orders/{made.order_id}", headers={"X-Order-Token": made.order_token}
    )

    assert answer.json["email"] == ADA


def test_nobody_has_no_list(stocked: Shop) -> None:
    made = order_as_guest(stocked)

    assert stocked.get("/checkout/orders").status == 401
    assert stocked.get(f"/checkout/orders/{made.order_id}").status == 404


def test_a_page_of_another_site_cancels_nothing(stocked: Shop) -> None:
    ada = sign_in(stocked, ADA)
    made = order_as(ada)

    answer = ada.post(
        f"/checkout/orders/{made.order_id}/cancel", headers={"Origin": "https://evil.example"}
    )

    assert answer.status == 403
    assert own(ada)["data"][0]["status"] == "pending_payment"


def test_staff_find_what_was_ordered_signed_in_by_the_orders_address(stocked: Shop) -> None:
    made = order_as(sign_in(stocked, ADA), "office@example.com")

    found = stocked.get("/checkout/admin/orders?email=office@example.com", staff=True).json

    assert ids(found) == [made.order_id]


def test_without_script_the_orders_are_listed_and_each_can_be_read(stocked: Shop) -> None:
    ada = sign_in(stocked, ADA)
    made = order_as(ada)

    page = ada.get("/checkout/orders-page")
    one = ada.get(f"/checkout/order-page?order={made.order_id}")

    assert page.status == one.status == 200
    assert f'href="/api/checkout/order-page?order={made.order_id}"' in page.text
    assert made.number in page.text
    assert f"Order {made.number}" in one.text
    assert ADA in one.text


def test_without_script_older_orders_are_a_link_away(stocked: Shop) -> None:
    ada = sign_in(stocked, ADA)
    made = []
    for _ in range(21):
        stocked.advance(1)
        made.append(order_as(ada))

    first = ada.get("/checkout/orders-page").text
    link = first.split('<a href="/api/checkout/orders-page?cursor=')[1].split('"')[0]
    second = ada.get(f"/checkout/orders-page?cursor={link}").text

    assert made[0].number not in first
    assert made[0].number in second
    assert "Older orders" not in second


def test_without_script_and_session_the_list_leads_to_signing_in(stocked: Shop) -> None:
    answer = stocked.get("/checkout/orders-page")

    assert answer.status == 303
    assert answer.headers["Location"] == "/api/accounts/page?next=%2Fapi%2Fcheckout%2Forders-page"


def test_without_script_an_order_is_made_for_the_account(stocked: Shop) -> None:
    ada = sign_in(stocked, ADA)
    browser = PlainBrowser(stocked)
    browser.cookies[sessions.cookie_name()] = ada.token
    browser.post("/api/cart/forms/lines", {"sku": "TEA-1", "quantity": "2"})

    typed = {
        "email": ADA, "name": "Ada Byron", "line1": "12 Cross Street", "city": "Whitby",
        "terms": "yes",
    }  # fmt: skip
    paying = browser.submit(
        browser.get("/api/checkout/page"), "/api/checkout/forms/orders", "Order and pay", **typed
    )

    (made,) = own(ada)["data"]
    assert paying.path == made["payment"]["url"]
    assert made["account_id"] == ada.account_id
