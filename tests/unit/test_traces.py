"""A person's words are found in every writing, or a proof that none is left would prove nothing."""

import base64
import gzip
import html
import io
import json
import zipfile
import zlib
from urllib.parse import quote, quote_plus

import pytest

from tests.traces import Traces

NAME = "Zoë “Zo” O'Brien 山田"
MAIL = "zoe.erasable+shop@example.org"
TRACES = Traces([NAME, MAIL])


def zipped(text: str) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("account.json", json.dumps({"name": text}))
    return into.getvalue()


@pytest.mark.parametrize(
    "haystack",
    [
        f"before {NAME} after",
        json.dumps({"name": NAME}),
        json.dumps({"name": NAME}, ensure_ascii=False),
        json.dumps(json.dumps({"name": NAME})),
        f"<td>{html.escape(NAME)}</td>",
        f"/orders?name={quote(NAME)}&page=2",
        f"name={quote_plus(NAME)}",
        zlib.compress(json.dumps({"name": NAME}).encode()),
        gzip.compress(NAME.encode(), mtime=0),
        zipped(NAME),
        json.dumps({"content": base64.b64encode(zipped(NAME)).decode()}),
        f"p: {base64.urlsafe_b64encode(zlib.compress(NAME.encode() * 3)).decode()} ",
        str(ValueError(NAME)),
    ],
)
def test_a_name_is_found_however_it_is_written(haystack: str | bytes) -> None:
    assert TRACES.within(haystack) == {NAME}


@pytest.mark.parametrize("before", range(7))
@pytest.mark.parametrize("after", range(4))
def test_base64_is_looked_into_at_each_alignment(before: int, after: int) -> None:
    plain = b"x" * before + MAIL.encode() + b"y" * after

    assert TRACES.within(base64.b64encode(plain)) == {MAIL}
    assert TRACES.within(base64.urlsafe_b64encode(plain)) == {MAIL}


@pytest.mark.parametrize("written", [MAIL.upper(), quote(MAIL), MAIL.replace("@", "%40")])
def test_an_address_is_found_in_other_letters_and_in_links(written: str) -> None:
    assert TRACES.within(f"to={written}") == {MAIL}


def test_values_are_looked_into_to_their_last_part() -> None:
    value = {"a": [1, {MAIL: None}], "b": {"c": (b"\x00" + NAME.encode(),)}}

    assert TRACES.in_value(value) == {NAME, MAIL}


@pytest.mark.parametrize("text", ["", "Zoë", "example.org", "ada@example.com", "x" * 1_000])
def test_what_is_somebody_elses_is_no_trace(text: str) -> None:
    assert TRACES.within(text) == set()


def test_a_string_that_is_found_in_anything_is_refused() -> None:
    with pytest.raises(AssertionError, match="found in anything"):
        Traces(["Ada"])
