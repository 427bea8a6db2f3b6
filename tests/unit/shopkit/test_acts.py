"""Entries of the audit log: what changed, bounded, and nobody's data."""

import json

import pytest
from shopkit import acts
from shopkit.models import Line, Request
from shopkit.personal import Personal


class Address(Request):
    city: Personal[Line]
    country: Line


class Edit(Request):
    title: Line = ""
    email: Personal[Line] = ""
    address: Address | None = None
    prices: list[int] = []
    note: str = ""


def test_an_edit_tells_each_field_that_is_another() -> None:
    before = {"title": "Tea", "status": "draft", "stock": 3}

    changes = acts.edits(before, {"title": "Best tea", "status": "draft"})

    assert changes == [("title", "Tea", "Best tea")]


def test_an_edit_goes_down_to_the_plain_values() -> None:
    before = {"variants": [{"sku": "A", "price": {"amount": 100, "currency": "GBP"}, "id": "v1"}]}

    changes = acts.edits(before, {"variants": [{"sku": "A", "price": {"amount": 90}}]})

    assert changes == [("variants/0/price/amount", 100, 90)]


def test_lists_of_another_length_are_told_whole() -> None:
    changes = acts.edits({"tags": ["a"]}, {"tags": ["a", "b"]})

    assert changes == [("tags", ["a"], ["a", "b"])]


def test_what_was_not_there_before_was_nothing() -> None:
    assert acts.edits({}, {"title": "Tea"}) == [("title", None, "Tea")]


def test_versions_and_ids_are_not_told() -> None:
    assert acts.edits({"version": 3, "id": "x"}, {"version": 4, "id": "y"}) == []


def test_a_removal_tells_the_plain_fields_that_go() -> None:
    before = {"id": "x", "version": 2, "name": "Tea", "about": None, "lines": [1, 2]}

    assert acts.removals(before) == [("name", "Tea", None)]


def test_only_what_was_sent_is_asked() -> None:
    assert acts.asked(Edit(title="Tea")) == '{"title":"Tea"}'
    assert acts.asked(None) == ""


def test_nobodys_data_is_told() -> None:
    body = Edit(email="ada@example.com", address=Address(city="Whitby", country="GB"))

    told = acts.asked(body)

    assert "ada" not in told
    assert "Whitby" not in told
    assert json.loads(told)["address"]["country"] == "GB"


def test_a_long_body_is_an_outline_that_says_so() -> None:
    told = acts.asked(Edit(prices=list(range(5_000)), note="x" * 500))

    assert json.loads(told) == {
        "prices": "5000 entries",
        "note": "x" * acts.MAX_TEXT + "… (500 characters)",
    }


def test_a_list_of_changes_says_how_many_are_missing() -> None:
    fields, more = acts.listed([(f"prices/{n}", n, n + 1) for n in range(75)])

    assert (len(fields), more) == (60, 15)
    assert (fields[0].field, fields[0].before, fields[0].after) == ("prices/0", "0", "1")


def test_a_long_value_is_cut_and_says_how_long_it_was() -> None:
    fields, _ = acts.listed([("description", "x" * 1_000, None)])

    assert fields[0].before.endswith("… (1,002 characters)")
    assert len(fields[0].before) < 230
    assert fields[0].after == "null"


@pytest.mark.parametrize(
    ("viewer", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("", ""),
        ("unknown", ""),
        ("203.0.113.77, 10.0.0.1", ""),
    ],
)
def test_where_it_came_from_is_a_network_and_no_line(viewer: str, network: str) -> None:
    assert acts.network(viewer) == network
