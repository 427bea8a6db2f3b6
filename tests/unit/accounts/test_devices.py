"""Browsers: their names in a list of sessions, and how one is known again."""

import pytest
from accounts.signing_in import devices, limits

from tests.shop import SITE
from tests.signing_in import FIREFOX, IPHONE

assert SITE  # the shop's environment, with the key that devices are known by

CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
    " Safari/537.36"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)
ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        (IPHONE, "Safari on iPhone"),
        (CHROME, "Chrome on Linux"),
        (EDGE, "Edge on Windows"),
        (ANDROID, "Chrome on Android"),
        ("curl/8.5.0", "Curl"),
        ("", "A browser"),
        (None, "A browser"),
        ("<script>alert(1)</script>" * 1000, "A browser"),
    ],
)
def test_a_browser_has_the_name_that_people_give_it(agent: str | None, name: str) -> None:
    assert devices.label(agent) == name


def test_a_browser_is_known_to_the_address_that_it_signed_in_to_and_no_other() -> None:
    cookie = devices.cookie_for("eml_A")

    nonce = devices.known(cookie, "eml_A")

    assert nonce == cookie.split(".")[0]
    assert devices.known(cookie, "eml_B") is None


@pytest.mark.parametrize("forged", [None, "", "x", "A" * 22 + "." + "0" * 32, "A" * 22])
def test_a_cookie_that_the_shop_did_not_make_is_nobodys(forged: str | None) -> None:
    assert devices.known(forged, "eml_A") is None


def test_another_nonce_under_the_same_mac_is_nobodys() -> None:
    mac = devices.cookie_for("eml_A").split(".")[1]

    assert devices.known(f"{'B' * 22}.{mac}", "eml_A") is None


@pytest.mark.parametrize(
    ("viewer", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("203.0.113.250", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        (" 203.0.113.7 ", "203.0.113.0/24"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_network_is_what_one_customer_of_a_provider_has(viewer: str, network: str) -> None:
    assert limits.network(viewer) == network


def test_a_guess_is_one_of_a_million_and_the_same_however_it_was_typed() -> None:
    composed, decomposed = "caf\u00e9 au lait 12", "cafe\u0301 au lait 12"

    assert limits.guess_of(composed) == limits.guess_of(decomposed)
    assert limits.guess_of(composed) != limits.guess_of("another one 12")
    assert 0 <= int(limits.guess_of("x" * 1000)) < 2**20
