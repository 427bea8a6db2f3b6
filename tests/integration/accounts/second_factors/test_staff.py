"""The shop's people need a second factor, and their sessions end sooner."""

from tests.shop import Shop
from tests.signed_in import make_member
from tests.signing_in import ADA, Browser


def test_staff_who_signed_in_with_one_factor_have_no_permission_and_are_told_to_enrol(
    shop: Shop, browser: Browser
) -> None:
    make_member(shop, ADA, "owner")

    signed_in = browser.sign_in()

    assert signed_in["staff"]
    assert signed_in["enrol_second_factor"]
    assert browser.who["permissions"] == []
    refused = browser.get("/checkout/admin/orders")
    assert (refused.status, refused.json["code"]) == (403, "second_factor_needed")


def test_staff_have_their_permissions_from_the_moment_they_enrol(
    shop: Shop, browser: Browser
) -> None:
    make_member(shop, ADA, "owner")
    browser.sign_in()

    browser.set_up_totp()

    assert browser.who["permissions"] == ["*"]
    assert browser.get("/checkout/admin/orders").status == 200


def test_staff_keep_one_second_factor(shop: Shop, browser: Browser) -> None:
    make_member(shop, ADA, "owner")
    browser.sign_in()
    browser.set_up_totp()

    refused = browser.delete("/accounts/security/totp")

    assert (refused.status, refused.json["code"]) == (409, "last_second_factor")
    assert browser.get("/accounts/security").json["totp"]["enabled"]


def test_a_session_of_staff_ends_after_half_an_hour_unused_and_after_twelve_in_any_case(
    shop: Shop, browser: Browser
) -> None:
    make_member(shop, ADA, "owner")
    browser.sign_in()
    browser.set_up_totp()
    used = 0

    while browser.get("/checkout/admin/orders").status == 200:
        shop.advance(29 * 60)
        used += 29 * 60

    assert 12 * 3600 <= used < 12 * 3600 + 29 * 60
    again = Browser(shop)
    again.sign_in()
    shop.advance(30 * 60)
    assert not again.who["signed_in"]
