"""Forms as browsers send them, read into models."""

from typing import Annotated, ClassVar, Literal

import pytest
from pydantic import Field
from shopkit.errors import Malformed, NotAForm, TooLarge
from shopkit.forms import FORM_TYPE, MAX_FORM, Form, Sent, of_body, of_pairs
from shopkit.models import Email, Line, Text


class Wish(Form):
    SAYS: ClassVar = {"email": "Write an e-mail address", "terms": "Agree to the terms"}
    email: Email
    name: Line
    count: Annotated[int, Field(ge=1, le=9)] = 1
    note: Text = ""
    terms: Literal["yes"]


GOOD = {"email": "ada@example.com", "name": "Ada", "terms": "yes"}


def read(**changes: str) -> Sent[Wish]:
    return of_pairs((GOOD | changes).items(), Wish)


def test_texts_become_what_the_fields_are() -> None:
    sent = of_body(b"email=ada%40example.com&name=Ada+Byron&count=3&terms=yes", FORM_TYPE, Wish)

    assert sent.model == Wish(email="ada@example.com", name="Ada Byron", count=3, terms="yes")
    assert sent.wrong == {}


def test_a_field_that_is_not_known_is_let_be_and_of_two_the_last_counts() -> None:
    pairs = [*GOOD.items(), ("count", "2"), ("count", "4"), ("extension", "x")]

    sent = of_pairs(pairs, Wish)

    assert sent.model is not None
    assert sent.model.count == 4


@pytest.mark.parametrize(("changes", "wrong"), [
    ({"email": "ada"}, {"email": "Write an e-mail address"}),
    ({"email": ""}, {"email": "Write an e-mail address"}),
    ({"name": " "}, {"name": "Fill this in"}),
    ({"name": "x" * 201}, {"name": "Use at most 200 characters"}),
    ({"name": "a\x00b"}, {"name": "This has characters that cannot be used here"}),
    ({"name": "a\ud800"}, {"name": "This is not as it should be"}),
    ({"count": "0"}, {"count": "This is at least 1"}),
    ({"count": "10"}, {"count": "This is at most 9"}),
    ({"count": "two"}, {"count": "Write a whole number"}),
    ({"count": "9" * 5_000}, {"count": "Write a whole number"}),
    ({"count": ""}, {"count": "Fill this in"}),
    ({"terms": "no"}, {"terms": "Agree to the terms"}),
])  # fmt: skip
def test_what_is_wrong_is_a_sentence_beside_its_field(
    changes: dict[str, str], wrong: dict[str, str]
) -> None:
    sent = read(**changes)

    assert sent.model is None
    assert sent.wrong == wrong
    assert sent.values == GOOD | changes


def test_everything_that_is_wrong_is_told_at_once() -> None:
    sent = of_pairs([], Wish)

    assert sent.wrong == {
        "email": "Write an e-mail address", "name": "Fill this in", "terms": "Agree to the terms",
    }  # fmt: skip


@pytest.mark.parametrize("media", ["", "application/json", "multipart/form-data; boundary=x"])
def test_another_content_type_is_no_form(media: str) -> None:
    with pytest.raises(NotAForm):
        of_body(b"name=Ada", media, Wish)


@pytest.mark.parametrize("body", [b"name=%ff", b"name=\xc3\xa9", b"name=%ED%A0%80", b"&a" * 2_000])
def test_bytes_that_are_no_form_are_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        of_body(body, f"{FORM_TYPE}; charset=UTF-8", Wish)


def test_a_form_has_a_size() -> None:
    with pytest.raises(TooLarge):
        of_body(b"a" * (MAX_FORM + 1), FORM_TYPE, Wish)
