"""A rollout mixes versions: facts that older code told are read, whatever the classes became.

tests/data/facts_told.json holds one fact of each type and version as it once went over the bus,
with no more than it had to have. It is only ever added to: a new version gets a line of its own.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from shopkit import consumers
from shopkit.events import Fact, OrderPlaced

TOLD: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "facts_told.json").read_text(encoding="utf-8")
)
NOW = [kind for kind in Fact.types.values() if kind.__module__.startswith("shopkit.events.")]


@pytest.fixture
def later_code() -> Iterator[type[Fact]]:
    """OrderPlaced as a later deployment may have it: a version more, and a field more."""

    class Later(OrderPlaced):
        version: ClassVar[int] = OrderPlaced.version + 1
        gift_note: str = ""

    Fact.types["OrderPlaced"] = Later
    yield Later
    Fact.types["OrderPlaced"] = OrderPlaced
    del Fact.types["Later"]


@pytest.mark.parametrize(
    "told", TOLD, ids=lambda told: f"{told['detail-type']}-{told['detail']['version']}"
)
def test_a_fact_that_was_ever_told_is_read(told: dict[str, Any]) -> None:
    fact = consumers.read(json.dumps(told))

    read = fact.model_dump(mode="json")
    assert type(fact).__name__ == told["detail-type"]
    assert read | told["detail"]["data"] == read


@pytest.mark.parametrize("kind", NOW)
def test_every_fact_is_kept_in_its_version_and_the_one_before(kind: type[Fact]) -> None:
    kept: dict[str, set[int]] = defaultdict(set)
    for told in TOLD:
        kept[told["detail-type"]].add(told["detail"]["version"])

    assert kept[kind.__name__] >= {kind.version, max(1, kind.version - 1)}


def test_code_of_the_next_version_reads_what_this_one_tells(later_code: type[Fact]) -> None:
    told = last_told("OrderPlaced")

    fact = consumers.read(json.dumps(told))

    assert type(fact) is later_code
    assert fact.model_dump()["gift_note"] == ""
    assert fact.model_dump()["number"] == told["detail"]["data"]["number"]


def test_this_code_leaves_the_next_version_to_be_read_later(later_code: type[Fact]) -> None:
    told = last_told("OrderPlaced")
    told_later = told | {"detail": told["detail"] | {"version": later_code.version}}
    Fact.types["OrderPlaced"] = OrderPlaced

    with pytest.raises(consumers.UnknownFact, match=f"OrderPlaced version {later_code.version}"):
        consumers.read(json.dumps(told_later))


def last_told(name: str) -> dict[str, Any]:
    """As the code of today tells it."""
    return max(
        (one for one in TOLD if one["detail-type"] == name),
        key=lambda one: int(one["detail"]["version"]),
    )
