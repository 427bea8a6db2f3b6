"""If-Match: the version that is edited, or a refusal that says what to send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit.errors import Malformed, PreconditionMissing
from shopkit.preconditions import etag, if_match


@given(st.integers(0, 10**18 - 1))
def test_an_etag_names_its_version(version: int) -> None:
    assert if_match(etag(version)) == version
    assert if_match(f"  {etag(version)} ") == version


def test_a_version_that_a_cdn_made_weak_is_the_same_version() -> None:
    assert if_match('W/"3"') == 3


def test_a_star_matches_any_version() -> None:
    assert if_match("*") is None


@pytest.mark.parametrize("header", [None, ""])
def test_without_a_header_nothing_is_edited(header: str | None) -> None:
    with pytest.raises(PreconditionMissing):
        if_match(header)


@pytest.mark.parametrize(
    "header",
    ["3", '"3', '3"', 'W/3', '"3", "4"', '""', '"-1"', '"3.0"', '"٣"', '"abc"', "**",
     '"' + "9" * 19 + '"'],
)  # fmt: skip
def test_what_is_no_version_of_ours_is_malformed(header: str) -> None:
    with pytest.raises(Malformed):
        if_match(header)
