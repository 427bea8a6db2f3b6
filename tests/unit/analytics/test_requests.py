"""What browsers tell, before anything is stored."""

import pytest
from analytics.requests import without_people


@pytest.mark.parametrize("query", ["tea towel", "12 inch pot", "size 10 12 14", "b&q 1200", ""])
def test_what_people_look_for_is_kept(query: str) -> None:
    assert without_people(query) == query


@pytest.mark.parametrize("query", ["ada@example.com", "call 01947 602 345", "5555555555554444"])
def test_what_may_be_somebodys_is_not(query: str) -> None:
    assert without_people(query) == ""
