"""Where a request comes from: the CDN is believed, and nobody who says to be it."""

from collections.abc import Iterator

import pytest
from shopkit import edge, settings
from shopkit.ids import fingerprint

KEY, OLD = "k" * 43, "o" * 43
VIEWER, PEER = "203.0.113.7", "198.51.100.1"
BY_THE_EDGE = f"6.6.6.6, {VIEWER}, {PEER}"


@pytest.fixture(autouse=True)
def knows(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A function that knows KEY by its fingerprint."""
    tell(monkeypatch, KEY)
    yield monkeypatch
    monkeypatch.undo()
    settings.forget()


def tell(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    told = " ".join(fingerprint(key) for key in keys)
    monkeypatch.setenv("BARROW_EDGE_FINGERPRINTS", told)
    settings.forget()


def test_the_edge_says_who_its_viewer_is_behind_whatever_the_viewer_claims() -> None:
    assert edge.viewer(KEY, BY_THE_EDGE, PEER) == VIEWER


@pytest.mark.parametrize("shown", ["", "x" * 43, KEY[:-1], KEY + "k", fingerprint(KEY), "é"])
def test_a_hop_that_somebody_else_claims_is_not_believed(shown: str) -> None:
    assert edge.viewer(shown, BY_THE_EDGE, PEER) == PEER


def test_where_no_key_is_known_nobody_is_the_edge(knows: pytest.MonkeyPatch) -> None:
    tell(knows)

    assert edge.viewer(KEY, BY_THE_EDGE, PEER) == PEER
    assert edge.viewer("", BY_THE_EDGE, PEER) == PEER


@pytest.mark.parametrize("shown", [KEY, OLD])
def test_while_a_key_is_renewed_the_one_before_is_good_as_well(
    knows: pytest.MonkeyPatch, shown: str
) -> None:
    tell(knows, KEY, OLD)

    assert edge.viewer(shown, BY_THE_EDGE, PEER) == VIEWER


@pytest.mark.parametrize("forwarded", ["", PEER])
def test_without_a_hop_before_the_edge_there_is_nothing_to_believe(forwarded: str) -> None:
    assert edge.viewer(KEY, forwarded, PEER) == PEER
