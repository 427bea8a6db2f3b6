"""The mark of personal fields, and values without them."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from shopkit.models import Answer, Line, Request
from shopkit.personal import LEFT_OUT, Personal, is_personal, left_out, personal_fields


class Place(Answer):
    street: Personal[str]
    country: str


class Person(Answer):
    id: str
    name: Personal[Line]
    nick_names: list[Personal[str]]
    home: Place | None
    places: list[Place] = []
    since: datetime


class Elder(Person):
    stick: bool = True


@dataclass(frozen=True)
class Parcel:
    to: Place
    note: Personal[str]
    weight: int


class Asked(Request):
    name: Personal[Line | None] = None


SINCE = datetime(2026, 3, 2, tzinfo=UTC)


def person(**changes: object) -> Person:
    given = {"id": "p_1", "name": "Ada", "nick_names": ["A"], "home": None, "since": SINCE}
    return Person.model_validate(given | changes)


def test_a_mark_is_found_in_a_model_and_in_what_inherits_from_it() -> None:
    assert personal_fields(Person) == {"name", "nick_names"}
    assert personal_fields(Elder) == {"name", "nick_names"}
    assert personal_fields(Parcel) == {"note"}


@pytest.mark.parametrize(
    "hint", [Personal[str], Personal[str] | None, list[Personal[str]], dict[str, Personal[str]]]
)
def test_a_mark_is_found_within_an_annotation(hint: object) -> None:
    assert is_personal(hint)


@pytest.mark.parametrize("hint", [str, str | None, list[str], Place])
def test_what_has_no_mark_is_not_personal(hint: object) -> None:
    assert not is_personal(hint)


def test_a_mark_leaves_a_field_as_strict_as_it_was() -> None:
    with pytest.raises(ValueError, match="name"):
        Asked.model_validate({"name": "two\nlines"})


def test_personal_values_are_left_out_wherever_they_stand() -> None:
    ada = person(home=Place(street="Cross Street", country="GB"))

    shown = left_out(ada)

    assert shown == {
        "id": "p_1",
        "name": LEFT_OUT,
        "nick_names": LEFT_OUT,
        "home": {"street": LEFT_OUT, "country": "GB"},
        "places": [],
        "since": "2026-03-02T00:00:00Z",
    }


def test_personal_values_are_left_out_of_lists_mappings_and_dataclasses() -> None:
    place = Place(street="Cross Street", country="GB")
    value = {"parcels": [Parcel(place, "ring twice", 3)], "places": (place,)}

    shown = left_out(value)

    without = {"street": LEFT_OUT, "country": "GB"}
    assert shown == {
        "parcels": [{"to": without, "note": LEFT_OUT, "weight": 3}],
        "places": [without],
    }


def test_an_empty_value_is_shown_as_empty() -> None:
    assert left_out(Asked()) == {"name": None}
    assert left_out(person(nick_names=[]))["nick_names"] == []
