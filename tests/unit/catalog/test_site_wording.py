"""Descriptions for search engines, and texts in paragraphs."""

import pytest
from catalog.site.wording import description, paragraphs
from hypothesis import given
from hypothesis import strategies as st


def test_a_short_text_is_its_own_description() -> None:
    assert description("Tea.\n\nStrong tea.", "x") == "Tea. Strong tea."


def test_without_a_text_something_else_is_said() -> None:
    assert description(" \n ", "Tea at the shop.") == "Tea at the shop."


def test_a_long_text_ends_after_a_whole_word() -> None:
    assert description("word " * 60, "x").endswith(" word…")


def test_an_endless_word_is_cut_where_it_must_be() -> None:
    assert description("x" * 400, "") == "x" * 154 + "…"


@given(st.text(max_size=600))
def test_no_description_is_longer_than_what_is_shown(text: str) -> None:
    assert len(description(text, "")) <= 155


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("One.", ("One.",)),
        ("One\nline.\n\n\nTwo.", ("One line.", "Two.")),
        ("One.\r\n\r\nTwo.", ("One.", "Two.")),
    ],
)
def test_paragraphs_are_parted_by_empty_lines(text: str, parts: tuple[str, ...]) -> None:
    assert paragraphs(text) == parts
