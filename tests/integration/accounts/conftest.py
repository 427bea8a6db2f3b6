"""A browser that nobody is signed in with, and the shop on https under a name of its own."""

from collections.abc import Iterator

import pytest
from shopkit import settings

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
