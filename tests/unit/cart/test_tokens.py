"""The token that opens a cart, and the cookie that carries it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from cart import tokens
from shopkit import cart_tokens, settings
from shopkit.cart_tokens import Shopper
from shopkit.errors import NotAllowed
from shopkit.http import Call

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CART = "crt_01KJPWD6M0F8Y3XV5NACBNHWG0"
PLAIN, SECURE = "http://127.0.0.1:8000", "https://shop.example"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def at(url: str) -> None:
        monkeypatch.setenv("BARROW_SITE_URL", url)
        settings.forget()

    yield at
    settings.forget()


def make_call(**headers: str) -> Call:
    return Call(NOW, {name.replace("_", "-").lower(): text for name, text in headers.items()}, b"")


def test_on_https_the_cookie_belongs_to_this_host_alone(site: Callable[[str], None]) -> None:
    site(SECURE)

    headers = tokens.set_cookies(CART, "t0ken")["Set-Cookie"]

    assert headers == [
        f"__Host-cart_id={CART}; Max-Age=2592000; Path=/; SameSite=Lax; Secure",
        "__Host-cart_token=t0ken; HttpOnly; Max-Age=2592000; Path=/; SameSite=Lax; Secure",
    ]


def test_on_plain_http_the_cookie_has_a_plain_name(site: Callable[[str], None]) -> None:
    site(PLAIN)

    headers = tokens.set_cookies(CART, "t0ken")["Set-Cookie"]

    assert headers == [
        f"cart_id={CART}; Max-Age=2592000; Path=/; SameSite=Lax",
        "cart_token=t0ken; HttpOnly; Max-Age=2592000; Path=/; SameSite=Lax",
    ]


def test_a_page_knows_its_cart_by_both_cookies(site: Callable[[str], None]) -> None:
    site(PLAIN)

    both = make_call(Cookie=f"cart_id={CART}; cart_token=t0ken")
    nonsense = make_call(Cookie=f"cart_id={CART}x; cart_token=t0ken")

    assert cart_tokens.shopper(both) == Shopper(CART, "t0ken")
    assert cart_tokens.shopper(nonsense) == Shopper("", "t0ken")
    assert cart_tokens.shopper(make_call()) == Shopper("", None)


def test_the_header_wins_over_the_cookie(site: Callable[[str], None]) -> None:
    site(PLAIN)

    both = make_call(X_Cart_Token="mine", Cookie="a=1; cart_token=other")
    cookie = make_call(Cookie="a=1; cart_token=other")

    assert cart_tokens.for_reading(both) == "mine"
    assert cart_tokens.for_reading(cookie) == "other"
    assert cart_tokens.for_reading(make_call(Cookie="cart_token=")) is None
    assert tokens.renewed(both, CART) == {}
    assert tokens.renewed(cookie, CART) == tokens.set_cookies(CART, "other")


def test_a_plain_cookie_does_not_open_carts_of_an_https_site(site: Callable[[str], None]) -> None:
    site(SECURE)

    assert cart_tokens.for_reading(make_call(Cookie="cart_token=other")) is None


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_a_write_by_cookie_needs_this_sites_origin(
    site: Callable[[str], None], origin: dict[str, str]
) -> None:
    site(PLAIN)

    with pytest.raises(NotAllowed):
        cart_tokens.for_writing(make_call(Cookie="cart_token=t", **origin))

    assert cart_tokens.for_writing(make_call(Cookie="cart_token=t", Origin=PLAIN)) == "t"
    assert cart_tokens.for_writing(make_call(X_Cart_Token="t", **origin)) == "t"
