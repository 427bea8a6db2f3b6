"""The token that opens a cart, and the cookie that carries it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cart import tokens
from shopkit import cart_tokens, ids, settings
from shopkit.cart_tokens import Shopper
from shopkit.carts import OPEN, Cart, Opener
from shopkit.errors import NotAllowed
from shopkit.http import Call
from shopkit.sessions import Session

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


def make_cart(account_id: str | None = None, token_hash: str = "") -> Cart:
    return Cart(CART, token_hash, "GBP", 1, OPEN, NOW, 0, (), account_id)


def make_session(account_id: str) -> Session:
    return Session(
        id="ses_1", account_id=account_id, addresses=(), permissions=frozenset(), staff=False,
        strong=False, confirmed_at=NOW, created_at=NOW, used_at=NOW, idle_until=NOW, ends_at=NOW,
        fingerprint="",
    )  # fmt: skip


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

    assert cart_tokens.for_reading(both) == Opener("mine")
    assert cart_tokens.for_reading(cookie) == Opener("other")
    assert cart_tokens.for_reading(make_call(Cookie="cart_token=")) == Opener()
    assert tokens.renewed(both, make_cart()) == {}
    assert tokens.renewed(cookie, make_cart()) == tokens.set_cookies(CART, "other")


def test_the_cart_of_an_account_leaves_its_id_in_the_browser_and_no_token(
    site: Callable[[str], None],
) -> None:
    site(SECURE)
    expected = [
        f"__Host-cart_id={CART}; Max-Age=2592000; Path=/; SameSite=Lax; Secure",
        "__Host-cart_token=; HttpOnly; Max-Age=0; Path=/; SameSite=Lax; Secure",
    ]

    by_cookie = tokens.renewed(make_call(Cookie="cart_token=old"), make_cart("acc_1"))
    none = tokens.account_cookies(None)

    assert by_cookie["Set-Cookie"] == expected
    assert none["Set-Cookie"] == cart_tokens.cleared()
    assert [text.split(";")[0] for text in cart_tokens.cleared()] == [
        "__Host-cart_id=", "__Host-cart_token="
    ]  # fmt: skip
    assert all("Max-Age=0" in text for text in cart_tokens.cleared())


def test_whoever_is_signed_in_shows_their_account_beside_the_token(
    site: Callable[[str], None],
) -> None:
    site(PLAIN)
    call = replace(make_call(Cookie=f"cart_id={CART}; cart_token=t"), account=make_session("acc_1"))

    shopper = cart_tokens.shopper(call)

    assert shopper == Shopper(CART, "t", "acc_1")
    assert shopper.opener == cart_tokens.for_reading(call) == Opener("t", "acc_1")


def test_an_accounts_cart_opens_to_its_session_and_to_no_token() -> None:
    guests, own = make_cart(token_hash=ids.fingerprint("t")), make_cart("acc_1")

    assert guests.opens_with(Opener("t"))
    assert not guests.opens_with(Opener("u", "acc_1"))
    assert own.opens_with(Opener(None, "acc_1"))
    assert not own.opens_with(Opener("t", "acc_2"))
    assert not own.opens_with(Opener("", None))


def test_a_plain_cookie_does_not_open_carts_of_an_https_site(site: Callable[[str], None]) -> None:
    site(SECURE)

    assert cart_tokens.for_reading(make_call(Cookie="cart_token=other")) == Opener()


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_a_write_by_cookie_needs_this_sites_origin(
    site: Callable[[str], None], origin: dict[str, str]
) -> None:
    site(PLAIN)

    with pytest.raises(NotAllowed):
        cart_tokens.for_writing(make_call(Cookie="cart_token=t", **origin))

    assert cart_tokens.for_writing(make_call(Cookie="cart_token=t", Origin=PLAIN)) == Opener("t")
    assert cart_tokens.for_writing(make_call(X_Cart_Token="t", **origin)) == Opener("t")
