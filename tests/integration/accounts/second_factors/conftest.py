"""An account with an authenticator."""

import pytest

from tests.signing_in import PASSPHRASE, Browser


@pytest.fixture
def guarded(browser: Browser) -> tuple[Browser, str, list[str]]:
    """A browser of an account with a password and an authenticator, its key and codes."""
    browser.sign_in()
    assert browser.put("/accounts/security/password", {"password": PASSPHRASE}).status == 204
    key, codes = browser.set_up_totp()
    browser.shop.advance(60)
    return browser, key, codes
