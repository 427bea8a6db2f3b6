"""The plain way in: a browser that only follows links and sends forms."""

import re

import pytest

from tests.plain_browser import PageSeen, PlainBrowser
from tests.shop import SITE, Shop

PAGE = "/api/accounts/page"
CODE, SIGN_IN = "/api/accounts/forms/code", "/api/accounts/forms/sign-in"
SIGN_OUT = "/api/accounts/forms/sign-out"
JO = "jo.marsh@example.com"


@pytest.fixture
def browser(shop: Shop) -> PlainBrowser:
    return PlainBrowser(shop)


def code_of(shop: Shop) -> str:
    """The six digits of the newest letter."""
    shop.settle()
    found = re.search(r"^\s*(\d{6})\s*$", shop.mailbox.all()[-1].text, re.MULTILINE)
    assert found
    return found[1]


def ask(browser: PlainBrowser, path: str = PAGE, email: str = JO) -> PageSeen:
    return browser.submit(browser.get(path), CODE, email=email)


def test_a_mailed_code_signs_in_and_the_way_out_is_a_button(
    shop: Shop, browser: PlainBrowser
) -> None:
    page = ask(browser)

    inside = browser.submit(page, SIGN_IN, code=code_of(shop))
    outside = browser.submit(inside, SIGN_OUT)

    assert (inside.status, inside.path) == (200, PAGE)
    assert "You are signed in" in inside.text
    assert browser.cookies["session"] == ""
    assert "Send me a code" in outside.text


def test_a_session_that_was_signed_out_here_is_dead(shop: Shop, browser: PlainBrowser) -> None:
    inside = browser.submit(ask(browser), SIGN_IN, code=code_of(shop))
    stolen = dict(browser.cookies)

    browser.submit(inside, SIGN_OUT)
    browser.cookies = stolen

    assert "Send me a code" in browser.get(PAGE).text


def test_signing_out_leaves_nothing_of_the_cart_in_the_browser(
    shop: Shop, browser: PlainBrowser
) -> None:
    inside = browser.submit(ask(browser), SIGN_IN, code=code_of(shop))
    browser.cookies["cart_id"] = "crt_01KJPWD6M0N3QMJAZHCHP725G0"

    browser.submit(inside, SIGN_OUT)

    assert browser.cookies["cart_id"] == ""


def test_reloading_the_page_that_asks_for_the_code_sends_no_second_letter(
    shop: Shop, browser: PlainBrowser
) -> None:
    page = ask(browser)

    again = browser.get(page.path)
    shop.settle()

    assert SIGN_IN in [form.action for form in again.forms]
    assert len(shop.mailbox.all()) == 1


def test_the_page_looks_the_same_whether_the_address_has_an_account_or_not(
    shop: Shop, browser: PlainBrowser
) -> None:
    browser.submit(ask(browser), SIGN_IN, code=code_of(shop))
    stranger = PlainBrowser(shop)
    shop.advance(60)

    known, unknown = (ask(stranger, email=email) for email in (JO, "nobody@example.com"))

    assert (known.status, known.text) == (unknown.status, unknown.text)


def test_another_browser_cannot_answer_the_code(shop: Shop, browser: PlainBrowser) -> None:
    page = ask(browser)
    thief = PlainBrowser(shop)

    answer = thief.submit(page, SIGN_IN, code=code_of(shop))

    assert answer.status == 409
    assert "session" not in thief.cookies


def test_what_was_typed_stays_and_what_is_wrong_is_told(shop: Shop, browser: PlainBrowser) -> None:
    no_address = ask(browser, email="jo@")
    page = ask(browser)
    no_code = browser.submit(page, SIGN_IN, code="12345")
    wrong = browser.submit(page, SIGN_IN, code=f"{(int(code_of(shop)) + 1) % 1_000_000:06d}")

    assert (no_address.status, no_address.form(CODE).values["email"]) == (422, "jo@")
    assert "Type a whole e-mail address" in no_address.text
    assert (no_code.status, "The code is six digits" in no_code.text) == (422, True)
    assert (wrong.status, "Tries left: 4" in wrong.text) == (422, True)


def test_a_code_that_is_too_old_asks_for_the_address_anew(
    shop: Shop, browser: PlainBrowser
) -> None:
    page = ask(browser)
    code = code_of(shop)

    shop.advance(601)
    answer = browser.submit(page, SIGN_IN, code=code)

    assert answer.status == 409
    assert "Send me a code" in answer.text


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "/%5Cevil.example/", "https:evil"])
def test_it_leads_back_into_this_shop_and_nowhere_else(
    shop: Shop, browser: PlainBrowser, elsewhere: str
) -> None:
    own, foreign = PlainBrowser(shop), browser

    for one, there in ((own, "/api/cart/page"), (foreign, elsewhere)):
        shop.advance(60)
        page = ask(one, f"{PAGE}?next={there}")
        one.submit(page, SIGN_IN, code=code_of(shop))

    assert dict(own.seen[-2].headers)["Location"] == "/api/cart/page"
    assert dict(foreign.seen[-2].headers)["Location"] == PAGE


def test_a_form_that_was_made_by_hand_leads_nowhere_else_either(
    shop: Shop, browser: PlainBrowser
) -> None:
    page = ask(browser)

    browser.submit(page, SIGN_IN, code=code_of(shop), next="//evil.example/")

    assert dict(browser.seen[-2].headers)["Location"] == PAGE


@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [
        (f"{SITE}/account/sign-in/?next=%2Faccount%2Fwishlists%2F", "/account/wishlists/"),
        (f"{SITE}/account/sign-up/?a=1&next=%2Fcart%2F", "/cart/"),
        (f"{SITE}/account/sign-in/", PAGE),
        (f"{SITE}/account/sign-in/?next=%2F%2Fevil.example%2F", PAGE),
        ("https://evil.example/?next=%2Fcart%2F", PAGE),
        ("http://[", PAGE),
        (None, PAGE),
    ],
)
def test_the_form_of_the_page_with_script_leads_where_that_page_was_to_lead(
    shop: Shop, browser: PlainBrowser, referer: str | None, leads_to: str
) -> None:
    # it is the same file for everybody, and may be sent before its script has come
    browser.referer = referer

    page = browser.post(CODE, {"email": JO})
    browser.submit(page, SIGN_IN, code=code_of(shop))

    assert dict(browser.seen[-2].headers)["Location"] == leads_to


def test_a_page_of_another_site_sends_nothing_here(shop: Shop, browser: PlainBrowser) -> None:
    page = ask(browser)
    code = code_of(shop)
    browser.origin = "https://evil.example"

    answers = [
        browser.submit(page, SIGN_IN, code=code),
        browser.post(CODE, {"email": JO}),
        browser.post(SIGN_OUT, {}),
    ]

    assert [answer.status for answer in answers] == [403, 403, 403]
    assert "session" not in browser.cookies
    assert len(shop.mailbox.all()) == 1
