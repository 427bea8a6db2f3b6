"""What a local shop still has to do stands in its folder before it opens."""

from pathlib import Path

import pytest
from barrow import errands


def marks(state: Path) -> set[str]:
    return {path.name for path in state.iterdir()}


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "shop"


def test_a_new_shop_is_to_be_filled(state: Path) -> None:
    errands.note(state, is_new=True, sample=True, site=True)

    assert errands.wants_sample(state)
    assert marks(state) == {"sample-is-loading"}


def test_a_filling_that_was_broken_off_is_still_to_be_done(state: Path) -> None:
    errands.note(state, is_new=True, sample=True, site=True)

    errands.note(state, is_new=False, sample=False, site=True)

    assert errands.wants_sample(state)


def test_a_new_shop_without_the_sample_forgets_one_that_never_opened(state: Path) -> None:
    errands.note(state, is_new=True, sample=True, site=True)

    errands.note(state, is_new=True, sample=False, site=True)

    assert not errands.wants_sample(state)


def test_a_shop_that_has_begun_is_not_filled(state: Path) -> None:
    errands.note(state, is_new=False, sample=True, site=True)

    assert not errands.wants_sample(state)
    assert marks(state) == set()


def test_a_run_without_its_storefront_leaves_the_pages_behind(state: Path) -> None:
    errands.note(state, is_new=False, sample=True, site=False)

    assert marks(state) == {"site-is-behind"}
