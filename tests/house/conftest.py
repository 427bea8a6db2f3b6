"""Each app as `chalice package` makes it, once for all tests of the house."""

import shutil
from collections.abc import Iterator

import pytest

from tests.packaging import Package, plain_packages


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Package]]:
    place = tmp_path_factory.mktemp("packages")
    yield plain_packages(place)
    shutil.rmtree(place)
