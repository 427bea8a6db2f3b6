"""Onions, garlic, leeks and flower bulbs. A round one’s middle is its origin."""

from barrow.sample_art.colours import (
    FERN,
    LEAF,
    MAROON,
    PAPER,
    PLUM,
    STRAW,
    TAN,
    WHITE,
    darker,
    lighter,
    mixed,
)
from barrow.sample_art.ink import at, fill, mirrored, smooth, solid, stroke, thread
from barrow.sample_art.motifs.leaves import blade


def onion(radius: float, colour: str = MAROON, tip: float = 0.9) -> str:
    r = radius
    shape = mirrored(
        [
            (0, -r * (1 + tip * 0.5)),
            (r * 0.18, -r * 0.95),
            (r, 0),
            (r * 0.62, r * 0.8),
            (0, r * 0.95),
        ]
    )
    lines = "".join(
        f"M{x * r * 0.12} {-r}Q{x * r * 1.1} 0 {x * r * 0.2} {r * 0.88}"
        for x in (-0.8, -0.3, 0.3, 0.8)
    )
    roots = stroke(
        f"M{-r * 0.12} {r * 0.9}l{-r * 0.06} {r * 0.2}M0 {r * 0.92}v{r * 0.22}M{r * 0.12} {r * 0.9}l{r * 0.06} {r * 0.2}",
        STRAW,
        r * 0.05,
    )
    return roots + solid(
        shape, colour, stroke(lines, lighter(colour, 0.35), r * 0.05, 0.8), shade=r * 0.24
    )


def garlic(radius: float, colour: str = PAPER) -> str:
    r = radius
    shape = mirrored(
        [
            (0, -r * 1.25),
            (r * 0.14, -r * 1.0),
            (r * 0.3, -r * 0.72),
            (r, 0.12 * r),
            (r * 0.55, r * 0.8),
            (0, r * 0.86),
        ]
    )
    lines = "".join(
        f"M{x * r * 0.12} {-r * 0.8}Q{x * r * 1.15} {r * 0.1} {x * r * 0.25} {r * 0.82}"
        for x in (-0.85, -0.3, 0.3, 0.85)
    )
    return solid(shape, colour, stroke(lines, PLUM, r * 0.05, 0.35), shade=r * 0.24)


def clove(long: float, colour: str = "#ead7d3") -> str:
    shape = smooth(
        (0, -long),
        (long * 0.26, -long * 0.5),
        (long * 0.3, -long * 0.1),
        (0, 0),
        (-long * 0.24, -long * 0.12),
        (-long * 0.16, -long * 0.55),
    )
    line = thread(
        [(long * 0.02, -long * 0.9), (long * 0.1, -long * 0.45), (0, -long * 0.06)], PLUM, 3, 0.5
    )
    return solid(shape, colour, line, shade=long * 0.1)


def leek(long: float, wide: float) -> str:
    """White foot at the origin, flags upwards."""
    w = wide / 2
    flags = "".join(
        at(0, -long * 0.5, blade(long * h, wide * 0.95, c, b))
        for h, c, b in (
            (0.52, darker(LEAF, 0.15), -wide * 1.5),
            (0.5, darker(LEAF, 0.05), wide * 1.5),
            (0.58, LEAF, -wide * 0.4),
            (0.48, FERN, wide * 0.5),
        )
    )
    stem = f"M{-w * 0.8} 0L{-w} {-long * 0.55}H{w}L{w * 0.8} 0Q0 {w * 0.7} {-w * 0.8} 0Z"
    green = fill(
        f"M{-w * 2} {-long}H{w * 2}V{-long * 0.34}Q0 {-long * 0.24} {-w * 2} {-long * 0.34}Z",
        mixed(FERN, WHITE, 0.4),
    )
    roots = stroke(
        "".join(f"M{x * w} {w * 0.2}q{x * 8} 14 {x * 16} 26" for x in (-0.6, -0.2, 0.2, 0.6)),
        STRAW,
        3,
    )
    return flags + roots + solid(stem, PAPER, green, shade=w * 0.4)


def flower_bulb(radius: float, colour: str = TAN) -> str:
    """A narcissus or tulip bulb in its brown skin, its nose up."""
    r = radius
    shape = mirrored(
        [(0, -r * 1.5), (r * 0.2, -r * 1.1), (r, 0), (r * 0.55, r * 0.72), (0, r * 0.8)]
    )
    lines = "".join(
        f"M{x * r * 0.15} {-r * 1.1}Q{x * r * 1.1} 0 {x * r * 0.3} {r * 0.7}"
        for x in (-0.8, 0, 0.8)
    )
    return solid(shape, colour, stroke(lines, darker(colour, 0.3), r * 0.05), shade=r * 0.24)
