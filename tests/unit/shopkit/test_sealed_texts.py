"""Sealed texts: what JSON has goes in and comes out, for its subject and place alone."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit import people, settings
from shopkit.people import Altered, Erased, Key

ADA = Key("acc_01JADA", "k1", b"a" * 32)
BEN = Key("eml_01JBEN", "k2", b"b" * 32)
KEYS = {ADA.subject: ADA, BEN.subject: BEN}

JSON = st.recursive(
    # half a surrogate pair, too: JSON's \ud800 is what a client may send
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(JSON, st.text(max_size=30))
def test_what_is_sealed_opens_again(value: Any, about: str) -> None:
    sealed = people.seal(ADA, value, about)

    assert people.open_(sealed, about, KEYS) == value
    assert people.subject_of(sealed) == ADA.subject


@given(st.text(min_size=5).filter(str.isalnum))
def test_nothing_of_it_is_to_be_seen(name: str) -> None:
    sealed = people.seal(ADA, {"name": name}, "order:1")

    assert name not in sealed
    assert sealed.isascii()
    assert set(sealed).isdisjoint(' "+/=#&%')


def test_it_opens_in_its_own_place_alone() -> None:
    sealed = people.seal(ADA, {"name": "Ada"}, "order:1")

    with pytest.raises(Altered):
        people.open_(sealed, "order:2", KEYS)


def test_it_cannot_be_given_to_another_person_or_key() -> None:
    kind, _, key_id, text = people.seal(ADA, "Ada", "order:1").split(".")
    same_key = Key(BEN.subject, ADA.id, ADA.secret)

    with pytest.raises(Altered):
        people.open_(f"{kind}.{BEN.subject}.{key_id}.{text}", "order:1", {BEN.subject: same_key})
    with pytest.raises(Altered):
        people.open_(
            f"{kind}.{ADA.subject}.k3.{text}",
            "order:1",
            {ADA.subject: Key(ADA.subject, "k3", ADA.secret)},
        )


@pytest.mark.parametrize(
    "keys",
    [{}, {BEN.subject: BEN}, {ADA.subject: Key(ADA.subject, "made later", b"c" * 32)}],
    ids=["no key", "another's key", "a key made anew"],
)
def test_without_its_key_it_was_erased(keys: dict[str, Key]) -> None:
    sealed = people.seal(ADA, "Ada", "order:1")

    with pytest.raises(Erased):
        people.open_(sealed, "order:1", keys)


@pytest.mark.parametrize(
    "text",
    ["", "Ada", "p1.acc_01JADA.k1", "p2.acc_01JADA.k1.AAAA", "p1.acc_01JADA.k1.A.A",
     "p1.acc_01JADA.k1.", "p1.acc_01JADA.k1.AAAA", "p1.acc_01JADA.k1.A", "p1.acc_01JADA.k1.é"],
)  # fmt: skip
def test_a_text_of_another_shape_is_altered(text: str) -> None:
    with pytest.raises(Altered):
        people.open_(text, "order:1", KEYS)


def test_a_key_does_not_show_its_secret() -> None:
    assert "aaaa" not in repr(ADA)


def test_a_value_that_json_has_not_is_refused() -> None:
    with pytest.raises(TypeError):
        people.seal(ADA, {"at": datetime(2026, 1, 1, tzinfo=UTC)}, "order:1")


def test_an_address_is_known_by_any_case_of_its_ascii_letters() -> None:
    subject = people.address_subject("Ada@Example.com")

    assert people.address_subject(" ada@example.COM ") == subject
    assert people.address_subject("ben@example.com") != subject
    assert subject.startswith("eml_")
    assert len(subject) == 30


def test_letters_that_unicode_folds_into_ascii_are_another_address() -> None:
    kelvin, dotless = "mi\u212ae@example.com", "m\u0131ke@example.com"

    subjects = {people.address_subject(one) for one in ("mike@example.com", kelvin, dotless)}

    assert len(subjects) == 3


def test_another_shop_knows_an_address_by_another_subject(monkeypatch: pytest.MonkeyPatch) -> None:
    here = people.address_subject("ada@example.com")
    monkeypatch.setenv("PEOPLE_KEY", "the other shop's")
    settings.forget()

    there = people.address_subject("ada@example.com")

    monkeypatch.undo()
    settings.forget()
    assert there != here


def test_sealed_texts_are_as_long_as_what_they_hold_needs() -> None:
    value = {"name": "Ada Byron", "line1": "12 Cross Street", "city": "Whitby"}

    sealed = people.seal(ADA, value, "order:1")

    plain = len(json.dumps(value, separators=(",", ":")))
    assert len(sealed) == len("p1.acc_01JADA.k1.") + -(-(plain + 12 + 16) * 8 // 6)
