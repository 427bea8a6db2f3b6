"""Settings: one typed object from the environment; secrets from there or from nowhere."""

from collections.abc import Iterator
from dataclasses import asdict

import pytest
from shopkit import settings

VARIABLES = ("BARROW_STAGE", "BARROW_SITE_URL", "BARROW_CURRENCY", "BARROW_COUNTRY",
             "BARROW_SENDER", "BARROW_SHOP_NAME", "STRIPE_API_BASE", "BARROW_SITE_BUCKET",
             "BARROW_MEDIA_BUCKET", "BARROW_UPLOAD_URL")  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    settings.forget()
    yield monkeypatch
    monkeypatch.undo()
    settings.forget()


def test_without_variables_it_is_the_shop_on_this_machine() -> None:
    assert asdict(settings.settings()) == {
        "stage": "local",
        "site_url": "http://127.0.0.1:8000",
        "currency": "GBP",
        "country": "GB",
        "sender": "shop@example.com",
        "shop_name": "Barrow",
        "stripe_api_base": None,
        "site_bucket": None,
        "media_bucket": None,
        "upload_url": None,
    }


def test_each_variable_sets_its_own(nothing_set: pytest.MonkeyPatch) -> None:
    given = ["prod", "https://a.shop/", "EUR", "IE", "b@a.shop", "A", "", "site", "media", "there"]
    values = dict(zip(VARIABLES, given, strict=True))
    for name, value in values.items():
        nothing_set.setenv(name, value)

    read = settings.settings()

    assert (read.stage, read.site_url, read.currency, read.country) == (
        "prod", "https://a.shop", "EUR", "IE",
    )  # fmt: skip
    assert (read.sender, read.shop_name, read.stripe_api_base) == ("b@a.shop", "A", None)
    assert (read.site_bucket, read.media_bucket, read.upload_url) == ("site", "media", "there")


def test_resources_are_named_by_stage_and_capability(nothing_set: pytest.MonkeyPatch) -> None:
    nothing_set.setenv("BARROW_STAGE", "prod")

    assert settings.settings().bus == "barrow-prod"
    assert settings.settings().table("cart") == "barrow-prod-cart"


def test_a_secret_in_the_environment_is_taken_from_there(nothing_set: pytest.MonkeyPatch) -> None:
    nothing_set.setenv("CURSOR_KEY", "from here")

    assert settings.secret("CURSOR_KEY") == "from here"


def test_every_variable_is_in_the_modules_table() -> None:
    for name in VARIABLES:
        assert f"| {name} |" in (settings.__doc__ or "")
