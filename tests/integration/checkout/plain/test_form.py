"""The form without script: filled in, wrong in places, and sent to the payment page."""

import pytest
from shopkit import consents, people
from shopkit.consent_texts import CURRENT, TEXTS

from tests import factories
from tests.factories import counts, make_offer
from tests.integration.checkout.plain.ordering import (
    DELIVERY,
    ORDER_PAGE,
    ORDERS,
    PAGE,
    PAY,
    order,
    orders,
    session_of,
)
from tests.plain_browser import PlainBrowser
from tests.shop import Shop


def test_the_page_shows_what_delivery_at_home_comes_to(browser: PlainBrowser) -> None:
    page = browser.get(PAGE)

    assert (
        "Standard delivery 2 to 4 working days; the whole order then comes to £12.95" in page.text
    )
    assert page.form(ORDERS).values["shipping_option"] == "1295 standard"
    assert page.form(ORDERS).values["country"] == "GB"
    assert page.headers["Cache-Control"] == "no-store"


def test_a_form_that_is_filled_in_holds_the_units_and_goes_to_the_payment_page(
    shop: Shop, browser: PlainBrowser
) -> None:
    paying = order(browser, marketing="yes")

    (made,) = orders(shop)
    assert paying.path == made["payment"]["url"]
    assert counts("TEA-1") == (3, 2)
    assert (made["email"], made["totals"]["total"]["amount"]) == ("ada@example.com", 1295)
    assert made["shipping_address"] == made["billing_address"]
    assert made["shipping_address"] == {
        "name": "Ada Byron", "line1": "12 Cross Street", "line2": "", "city": "Whitby",
        "region": "", "postcode": "YO21 1AA", "country": "GB", "phone": "",
    }  # fmt: skip


@pytest.mark.parametrize(("sent", "agreed"), [("", False), (CURRENT, True), ("yes", False)])
def test_a_tick_is_a_consent_to_the_words_beside_it(
    shop: Shop, browser: PlainBrowser, sent: str, agreed: bool
) -> None:
    """`yes` is of a page from before ticks named their text."""
    page = browser.get(PAGE)
    paying = order(browser, page, **({"marketing": sent} if sent else {}))

    shop.pay(session_of(paying))
    shop.settle()

    ada = people.address_subject("ada@example.com")
    assert TEXTS[CURRENT]["marketing"] in page.text
    assert f'name="marketing" value="{CURRENT}"' in page.html
    assert consents.wants_letters(ada, shop.now) is agreed


def test_who_has_paid_comes_back_to_the_order_and_no_address_told_its_key(
    shop: Shop, browser: PlainBrowser
) -> None:
    paying = order(browser)
    session = shop.stripe_client.v1.checkout.sessions.retrieve(session_of(paying))

    before = browser.get(ORDER_PAGE)
    shop.pay(session.id)
    shop.settle()
    after = browser.get(ORDER_PAGE)

    assert session.success_url == f"http://127.0.0.1:8000{ORDER_PAGE}"
    assert session.cancel_url == "http://127.0.0.1:8000/api/cart/page"
    assert "Waiting for its payment" in before.text
    assert before.links["Pay £12.95"] == paying.path
    assert "Paid, thank you" in after.text
    assert "2 × " not in after.text
    assert "Tea TEA-1 2 £9.00" in after.text
    assert "Ada Byron 12 Cross Street Whitby YO21 1AA United Kingdom" in after.text
    assert not any(link.startswith("Pay") for link in after.links)


def test_every_field_that_is_wrong_is_told_beside_it_and_all_that_was_typed_stays(
    shop: Shop, browser: PlainBrowser
) -> None:
    page = order(browser, email="ada", name="", city="x" * 201, terms="no", line2="<b>Flat 2</b>")

    assert page.status == 422
    for sentence in ("Write an e-mail address, such as name@example.com",
                     "Write the name that goes on the label", "Write the town or city",
                     "Agree to the terms to go on"):  # fmt: skip
        assert page.text.count(sentence) == 2, sentence
    kept = page.form(ORDERS).values
    assert {name: kept[name] for name in ("email", "name", "line1", "line2", "city")} == {
        "email": "ada", "name": "", "line1": "12 Cross Street", "line2": "<b>Flat 2</b>",
        "city": "x" * 201,
    }  # fmt: skip
    assert "<b>Flat 2" not in page.html
    assert orders(shop) == []


def test_another_country_is_asked_about_with_the_form_half_filled(browser: PlainBrowser) -> None:
    page = browser.submit(
        browser.get(PAGE), ORDERS, "Show delivery to the country above",
        country="FR", name="Ada Byron", email="ada@",
    )  # fmt: skip

    assert (page.path, page.status) == (DELIVERY, 200)
    assert "Europe, tracked" in page.text
    assert page.form(ORDERS).values["shipping_option"].endswith(" europe")
    kept = page.form(ORDERS).values
    assert (kept["country"], kept["name"], kept["email"]) == ("FR", "Ada Byron", "ada@")
    assert "Write an e-mail address" not in page.text


def test_a_country_that_the_chosen_delivery_does_not_serve_is_told_and_asked_anew(
    shop: Shop, browser: PlainBrowser
) -> None:
    refused = order(browser, country="FR")
    paying = browser.submit(refused, ORDERS, PAY)

    assert refused.status == 422
    assert "This way of delivery is not available; choose another" in refused.text
    assert refused.form(ORDERS).values["email"] == "ada@example.com"
    assert session_of(paying)
    assert [made["shipping_option"] for made in orders(shop)] == ["europe"]


def test_a_delivery_that_was_not_chosen_is_asked_for(browser: PlainBrowser) -> None:
    page = order(browser, shipping_option="")

    assert page.status == 422
    assert "Choose how it is to come" in page.text


def test_a_total_that_no_card_pays_is_told(shop: Shop) -> None:
    factories.sell(shop, make_offer("PIN-1", 1, tax_class="zero"))
    shop.put(
        "/checkout/admin/shipping-options", staff=True, headers={"If-Match": "*"},
        json={"options": [{"id": "free", "name": "Free", "estimate": "soon", "countries": ["*"],
                           "price": {"GBP": 0}}]},
    )  # fmt: skip
    browser = PlainBrowser(shop)
    browser.post("/api/cart/forms/lines", {"sku": "PIN-1", "quantity": "1"})

    page = order(browser)

    assert page.status == 409
    assert page.form(ORDERS).values["email"] == "ada@example.com"


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example"])
def test_a_page_of_another_site_orders_nothing(
    shop: Shop, browser: PlainBrowser, origin: str | None
) -> None:
    page = browser.get(PAGE)
    browser.origin = origin

    refused = order(browser, page)

    assert refused.status == 403
    assert orders(shop) == []
    assert counts("TEA-1") == (5, 0)
