"""Passwords: strong by length, refused when everybody has them, and hashed as was chosen."""

import pytest
from accounts.signing_in import passwords
from shopkit import settings
from shopkit.errors import Invalid

from tests.shop import SITE

assert SITE

MAIL, NAME = "ada.byron@example.com", "Ada Byron"


def refusal(password: str) -> str | None:
    try:
        passwords.require_strong(password, MAIL, NAME)
    except Invalid as invalid:
        (error,) = invalid.errors
        assert error.pointer == "/password"
        return error.code
    return None


@pytest.mark.parametrize(
    "password",
    [
        "copper kettle over the fjord",
        "correct horse battery staple",
        "ein blauer Elefant tanzt",
        "моя бабушка печёт пироги",
        "xK9#mQ2$vL7p",
        "éßøåæœçñüëïü",
        "w" + "o" * 3 + "jkdfhs 99 mnb" + "q" * 100,
    ],
)
def test_a_long_one_is_strong_whatever_it_is_made_of(password: str) -> None:
    assert refusal(password) is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "too_short"),
        ("elevenchars", "too_short"),
        # two code points that NFKC makes one
        ("e\u0301" * 11, "too_short"),
        ("kf93 " * 25 + "kf93", "too_long"),
    ],
)
def test_its_length_is_bounded_in_characters(password: str, code: str) -> None:
    assert refusal(password) == code


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "Password2024!", "P@ssw0rd12345", "passwordpassword", "qwertyuiop123",
        "1q2w3e4r5t6y", "iloveyou2024", "sunshineprincess", "123456789012", "999999999999",
        "aaaaaaaaaaaaaaaa", "abcabcabcabc", "michael-jackson", "letmeinletmein", "17-04-1999-2003",
        "Summer2024!Summer2024!", "qwertzuiop!!", "zaq1xsw2cde3", "poiuytrewq99", "W3lcome2026!!",
    ],
)  # fmt: skip
def test_what_too_many_people_take_is_refused_in_all_its_variants(password: str) -> None:
    assert refusal(password) == "too_common"


@pytest.mark.parametrize(
    "password", ["ada.byron@example.com", "AdaByron2026", "byron.ada.byron", "Barrow-Barrow-1"]
)
def test_what_can_be_guessed_from_the_person_or_the_shop_is_refused(password: str) -> None:
    assert refusal(password) == "too_common"


def test_a_password_is_right_in_whichever_form_it_was_typed() -> None:
    kept = passwords.hashed("caf\u00e9 au lait pour deux")

    assert passwords.is_right(kept, "cafe\u0301 au lait pour deux")
    assert not passwords.is_right(kept, "cafe au lait pour deux")


def test_who_has_no_password_is_refused_by_a_hash_of_the_same_cost() -> None:
    settings_in_it = passwords._nobodys().split("$")[3]

    assert not passwords.is_right(None, "anything at all")
    assert settings_in_it == passwords.hashed("anything at all").split("$")[3]


def test_the_shop_hashes_as_its_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    before = passwords.hashed("copper kettle over the fjord")
    monkeypatch.setenv("BARROW_ARGON2_KIB", "8192")
    monkeypatch.setenv("BARROW_ARGON2_PASSES", "3")
    settings.forget()
    try:
        after = passwords.hashed("copper kettle over the fjord")

        assert after.startswith("$argon2id$v=19$m=8192,t=3,p=1$")
        assert passwords.needs_rehash(before)
        assert passwords.is_right(before, "copper kettle over the fjord")
        assert not passwords.needs_rehash(after)
    finally:
        monkeypatch.undo()
        settings.forget()


def test_a_kept_hash_that_is_none_lets_nobody_in() -> None:
    assert not passwords.is_right("", "anything at all")
    assert not passwords.is_right("plain text", "plain text")
