"""Every capability as it is sent to Lambda, packed once for all these tests."""

import shutil
from collections.abc import Iterator

import pytest

from tests.packaging import Package, bundled_packages


@pytest.fixture(scope="package")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Package]]:
    place = tmp_path_factory.mktemp("bundles")
    yield bundled_packages(place)
    shutil.rmtree(place)
