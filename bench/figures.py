"""What a row of times comes to."""

from collections.abc import Sequence
from math import ceil


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of all values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def milliseconds(seconds: Sequence[float], percent: float) -> str:
    return f"{percentile(seconds, percent) * 1000:.2f}"
