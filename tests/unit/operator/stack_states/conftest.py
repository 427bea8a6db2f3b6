"""A stack that is waited for."""

import pytest


@pytest.fixture
def waits() -> list[float]:
    """The seconds that were waited, one by one."""
    return []
