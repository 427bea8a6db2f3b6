"""Settings: one typed object from the environment; secrets from there or from nowhere."""

from collections.abc import Iterator
from dataclasses import asdict

import pytest
from shopkit import settings

VARIABLES = ("BARROW_STAGE", "BARROW_SITE_URL", "BARROW_CURRENCY", "BARROW_COUNTRY",
             "BARROW_SENDER", "BARROW_SHOP_NAME", "STRIPE_API_BASE", "BARROW_SITE_BUCKET",
             "BARROW_MEDIA_BUCKET", "BARROW_UPLOAD_URL", "BARROW_KEY_ID", "LOCAL_KEY",
             "BARROW_EXPORTS_BUCKET", "BARROW_EDGE_FINGERPRINTS")  # fmt: skip
NUMBERS = {
    "BARROW_SHOPPER_IDLE_DAYS": ("shopper_idle_days", 14),
    "BARROW_SHOPPER_SESSION_DAYS": ("shopper_session_days", 90),
    "BARROW_STAFF_IDLE_MINUTES": ("staff_idle_minutes", 30),
    "BARROW_STAFF_SESSION_HOURS": ("staff_session_hours", 12),
    "BARROW_RECOVERY_DAYS": ("recovery_days", 7),
    "BARROW_ARGON2_KIB": ("argon2_kib", 65536),
    "BARROW_ARGON2_PASSES": ("argon2_passes", 2),
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    for name in (*VARIABLES, *NUMBERS, "BARROW_CURRENCIES"):
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
        "exports_bucket": None,
        "key_id": None,
        "local_key": None,
        "further_currencies": (),
        "edge_fingerprints": (),
    } | dict(NUMBERS.values())


@pytest.mark.parametrize(("variable", "field"), [(v, f) for v, (f, _) in NUMBERS.items()])
def test_a_number_is_read_as_one(
    nothing_set: pytest.MonkeyPatch, variable: str, field: str
) -> None:
    nothing_set.setenv(variable, "5")

    assert asdict(settings.settings())[field] == 5


def test_each_variable_sets_its_own(nothing_set: pytest.MonkeyPatch) -> None:
    given = ["prod", "https://a.shop/", "EUR", "IE", "b@a.shop", "A", "", "site", "media", "there",
             "alias/barrow-prod", "one machine's", "copies", "new old"]  # fmt: skip
    values = dict(zip(VARIABLES, given, strict=True))
    for name, value in values.items():
        nothing_set.setenv(name, value)

    read = settings.settings()

    assert (read.stage, read.site_url, read.currency, read.country) == (
        "prod", "https://a.shop", "EUR", "IE",
    )  # fmt: skip
    assert (read.sender, read.shop_name, read.stripe_api_base) == ("b@a.shop", "A", None)
    assert (read.site_bucket, read.media_bucket, read.upload_url) == ("site", "media", "there")
    assert read.exports_bucket == "copies"
    assert read.edge_fingerprints == ("new", "old")
    assert (read.key_id, read.local_key) == ("alias/barrow-prod", "one machine's")


def test_the_key_of_one_machine_is_not_shown_with_the_settings(
    nothing_set: pytest.MonkeyPatch,
) -> None:
    nothing_set.setenv("LOCAL_KEY", "one machine's")

    assert "one machine's" not in repr(settings.settings())


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
