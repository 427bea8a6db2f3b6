"""A sender that is refused."""

from collections.abc import Iterator

import pytest
from shopkit import settings


@pytest.fixture
def unverified(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A sender that SES has not verified: it refuses every mail."""
    monkeypatch.setenv("BARROW_SENDER", "nobody@elsewhere.example")
    settings.forget()
    yield
    settings.forget()
