"""The catalogue's facts become pages: through the queue, to files of the site bucket."""

from collections.abc import Iterator

import pytest

from tests import storefront


@pytest.fixture(autouse=True)
def site() -> Iterator[None]:
    with storefront.publishing():
        yield
