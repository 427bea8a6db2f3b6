"""A browser that nobody is signed in with, one with a passkey, and the shop on https by name."""

from collections.abc import Iterator

import pytest
from shopkit import settings

from tests.authenticator import Authenticator
from tests.integration.accounts.passkeys_made import add
from tests.shop import Shop
from tests.signing_in import Browser


@pytest.fixture
def browser(shop: Shop) -> Browser:
    return Browser(shop)


@pytest.fixture
def https(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The site's address, as a deployed shop has one: passkeys and `__Host-` cookies need it."""
    monkeypatch.setenv("BARROW_SITE_URL", "https://shop.example.com")
    settings.forget()
    yield "https://shop.example.com"
    monkeypatch.undo()
    settings.forget()


@pytest.fixture
def holder(https: str, browser: Browser) -> tuple[Browser, Authenticator]:
    """A browser of an account with one passkey, and what holds that."""
    browser.sign_in()
    authenticator = Authenticator(https)
    answer = add(browser, authenticator)
    assert answer.status == 201, answer.text
    browser.shop.advance(60)
    return browser, authenticator
