"""Cursors: they open the list they were made for, and nothing else does."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit import cursors
from shopkit.errors import Invalid

KEY = {"pk": "STOCK#TEA-1", "sk": "MOVE#mov_01"}
keys = st.dictionaries(st.text(min_size=1), st.text() | st.integers(), min_size=1, max_size=4)
SCOPE = "inventory.movements.TEA-1"


def sealed(scope: str = SCOPE) -> str:
    cursor = cursors.seal(scope, KEY)
    assert cursor is not None
    return cursor


def decoded(cursor: str) -> bytes:
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


@given(st.text(), keys)
def test_a_cursor_opens_where_it_was_sealed(scope: str, key: dict[str, object]) -> None:
    assert cursors.open_(scope, cursors.seal(scope, key)) == key


def test_the_end_of_a_list_has_no_cursor_and_none_begins_it() -> None:
    assert cursors.seal(SCOPE, None) is None
    assert cursors.open_(SCOPE, None) is None
    assert cursors.open_(SCOPE, "") is None


def test_a_cursor_fits_into_a_query_string_as_it_is() -> None:
    assert sealed().replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize("scope", ["inventory.movements.TEA-2", "", SCOPE + "x", SCOPE + "\0"])
def test_a_cursor_of_another_list_is_refused(scope: str) -> None:
    with pytest.raises(Invalid):
        cursors.open_(scope, sealed())


@given(st.data())
def test_a_cursor_with_any_letter_changed_is_refused(data: st.DataObject) -> None:
    cursor = sealed()
    at = data.draw(st.integers(0, len(cursor) - 1))
    letter = data.draw(st.characters(codec="ascii").filter(lambda one: one != cursor[at]))
    forged = cursor[:at] + letter + cursor[at + 1 :]

    try:
        opened = cursors.open_(SCOPE, forged)
    except Invalid:
        return

    # the bits that base64 leaves over at the end carry nothing
    assert opened == KEY
    assert decoded(forged) == decoded(cursor)


@given(st.integers(1, 200))
def test_a_cursor_that_was_cut_is_refused(length: int) -> None:
    cursor = sealed()

    with pytest.raises(Invalid):
        cursors.open_(SCOPE, cursor[: min(length, len(cursor) - 2)])


@given(st.text(min_size=1))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        cursors.open_(SCOPE, text)

    assert [error.pointer for error in refused.value.errors] == ["?cursor"]


def test_a_position_moved_to_another_place_is_refused() -> None:
    raw = decoded(sealed()).replace(b"TEA-1", b"POT-1")
    forged = base64.urlsafe_b64encode(raw).decode().rstrip("=")

    with pytest.raises(Invalid):
        cursors.open_(SCOPE, forged)
