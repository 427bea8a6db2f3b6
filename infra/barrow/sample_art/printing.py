"""From inked parts to the bytes of a picture."""

import random
from functools import cache

import resvg_py

from barrow.sample_art.ink import fill

SIDE = 1600
"""Pixels of a square picture's side."""


def printed(parts: str, wide: float = 1000, high: float = 1000, side: int = SIDE) -> bytes:
    """A PNG, `side` pixels to 1000 units, with the grain of a screen print over it."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}">'
        f"{parts}{_grain(wide, high)}</svg>"
    )
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=round(wide * side / 1000),
        height=round(high * side / 1000),
        skip_system_fonts=True,
    )


@cache
def _grain(wide: float, high: float) -> str:
    """Where the ink did not take, and where it did twice: each a single path, which prints fastest."""
    rand = random.Random("grain")
    count = round(wide * high * 0.0034)
    return "".join(
        fill("".join(_speck(rand, wide, high) for _ in range(count)), tone, weight)
        for tone, weight in (("#ffffff", 0.16), ("#2c1810", 0.08))
    )


def _speck(rand: random.Random, wide: float, high: float) -> str:
    size = rand.uniform(0.8, 2.1)
    return (
        f"M{rand.uniform(0, wide):.1f} {rand.uniform(0, high):.1f}"
        f"h{size:.1f}l{size * 0.3:.1f} {size:.1f}h-{size:.1f}z"
    )
