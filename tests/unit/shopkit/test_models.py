"""Field types: what a name, an address, a SKU and an amount may look like on the wire."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from shopkit.models import (
    Amount,
    Country,
    Currency,
    Email,
    Line,
    Listing,
    ListQuery,
    MoneyIn,
    Query,
    Request,
    ShortLine,
    Sku,
    Slug,
    Text,
)
from shopkit.money import MAX_AMOUNT


def taken(kind: Any, value: Any) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "text", ["Ada", "Åsa Lindström", "李小龍", "O'Neill", "🛒", "  trimmed  ", "a" * 80]
)
def test_people_are_called_what_they_are_called(text: str) -> None:
    assert TypeAdapter(ShortLine).validate_python(text) == text.strip()


@pytest.mark.parametrize("text", ["", "   ", "a\nb", "a\tb", "a\x00b", "\x7f", "\ud800", "a" * 81])
def test_what_is_no_printed_line_is_refused(text: str) -> None:
    assert not taken(ShortLine, text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=300))
def test_a_text_keeps_every_letter_that_utf_8_can_carry(text: str) -> None:
    assert TypeAdapter(Text).validate_python(text) == text.strip()


def test_a_text_has_lines_and_a_line_has_one() -> None:
    assert taken(Text, "one\ntwo\tthree")
    assert not taken(Line, "one\ntwo")
    assert not taken(Text, "a" * 10_001)


@pytest.mark.parametrize(
    "address",
    ["ada@example.com", "a.b+c@x-y.co.uk", "o'neill@example.ie", "1@2.3", f"{'a' * 64}@b.cd"],
)
def test_addresses_that_mail_servers_take(address: str) -> None:
    assert taken(Email, address)


@pytest.mark.parametrize(
    "address",
    ["", "ada", "@b.cd", "a@b", "a@b..cd", "a@-b.cd", "a@b-.cd", "a b@c.de", "a@b.cd\nBcc: x@y.zz",
     f"{'a' * 65}@b.cd", f"a@{'b' * 250}.cd", "a@b.cd,e@f.gh", "ä@b.cd", "a@b_c.de", "<a@b.cd>"],
)  # fmt: skip
def test_addresses_that_none_takes(address: str) -> None:
    assert not taken(Email, address)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            Sku,
            ["TEA-1", "a", "85123A", "x.y_z-1"],
            ["", "-a", "a b", "a/b", "a" * 65, "TEA-1\n", "é"],
        ),
        (
            Slug,
            ["tea", "tea-1", "a" * 120],
            ["", "Tea", "-tea", "tea-", "a--b", "a" * 121, "tea\n"],
        ),
        (Currency, ["GBP"], ["gbp", "GB", "GBPX", "GBP\n", "£"]),
        (Country, ["GB"], ["gb", "GBR", "G", "GB\n"]),
        (Amount, [0, MAX_AMOUNT], [-1, MAX_AMOUNT + 1]),
    ],
)
def test_codes_have_one_form(kind: Any, good: list[Any], bad: list[Any]) -> None:
    assert [value for value in good if not taken(kind, value)] == []
    assert [value for value in bad if taken(kind, value)] == []


@pytest.mark.parametrize(
    "body",
    [
        '{"amount": "1", "currency": "GBP"}',
        '{"amount": 1.0, "currency": "GBP"}',
        '{"amount": true, "currency": "GBP"}',
        '{"amount": 1}',
        '{"amount": 1, "currency": "GBP", "x": 0}',
    ],
)
def test_a_body_means_what_it_says_and_nothing_is_guessed(body: str) -> None:
    with pytest.raises(ValidationError):
        MoneyIn.model_validate_json(body)


def test_a_body_is_strict_and_a_query_reads_texts() -> None:
    assert ListQuery.model_validate({"limit": "7"}).limit == 7
    assert Request.model_config["strict"]
    assert Query.model_config["extra"] == "forbid"
    assert MoneyIn.model_validate_json('{"amount": 5, "currency": "GBP"}').money().amount == 5


@pytest.mark.parametrize("limit", ["0", "101", "-1", "1.5", "x", ""])
def test_a_list_gives_one_to_a_hundred(limit: str) -> None:
    assert not taken(ListQuery, {"limit": limit})


def test_a_list_has_more_where_it_has_a_cursor() -> None:
    assert Listing[int].of([1], "next").has_more
    assert not Listing[int].of([1], None).has_more
