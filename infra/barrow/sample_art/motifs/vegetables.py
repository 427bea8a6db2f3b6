"""Roots, pods and cabbages. A carrot’s shoulder is its origin; a pod stands on it."""

from barrow.sample_art.colours import (
    BLUSH,
    CREAM,
    FERN,
    LEAF,
    MAROON,
    ORANGE,
    PLUM,
    darker,
    lighter,
)
from barrow.sample_art.ink import at, fill, mirrored, oval, ring, smooth, solid, stroke, thread
from barrow.sample_art.motifs.leaves import fern, leaf


def carrot(long: float, wide: float, colour: str = ORANGE, top: bool = True) -> str:
    """Its shoulder at the origin, its tip below."""
    w = wide / 2
    shape = f"M{-w} 0Q{-w} {-w * 0.6} 0 {-w * 0.5}Q{w} {-w * 0.6} {w} 0C{w * 0.8} {long * 0.6} {w * 0.2} {long} 0 {long}C{-w * 0.2} {long} {-w * 0.8} {long * 0.6} {-w} 0Z"
    rings = "".join(
        f"M{-w * s} {long * y}q{w * 0.5} {w * 0.12} {w * 0.8} 0"
        for s, y in ((0.9, 0.12), (0.2, 0.3), (0.62, 0.48), (0.1, 0.62))
    )
    tops = (
        "".join(at(0, -w * 0.4, fern(long * 0.8, LEAF, 7), turn=t) for t in (-26, 0, 26))
        if top
        else ""
    )
    return tops + solid(shape, colour, stroke(rings, darker(colour, 0.25), 4), shade=w * 0.4)


def beetroot(radius: float, colour: str = MAROON, top: bool = True) -> str:
    r = radius
    leaves = ""
    if top:
        for turn in (-30, -8, 14, 36):
            one = thread([(0, 0), (0, -r * 1.2)], "#a42d5c", r * 0.13)
            leaves += at(
                0, -r * 0.8, one + at(0, -r * 0.9, leaf(r * 1.7, r * 0.8, LEAF)), turn=turn
            )
    shape = mirrored(
        [
            (0, -r),
            (r * 0.75, -r * 0.75),
            (r, -r * 0.05),
            (r * 0.5, r * 0.7),
            (r * 0.08, r * 1.1),
            (0, r * 1.6),
        ]
    )
    rings = stroke(
        f"M{-r * 0.5} {r * 0.45}q{r * 0.4} {r * 0.12} {r * 0.7} 0M{-r * 0.2} {r * 0.75}q{r * 0.2} {r * 0.08} {r * 0.4} 0",
        lighter(colour, 0.25),
        r * 0.05,
    )
    return leaves + solid(shape, colour, rings, shade=r * 0.24)


def pod(long: float, wide: float, colour: str = FERN, beans: int = 0, bean: str = LEAF) -> str:
    """Upright from its origin; opened when it shows `beans`."""
    shape = smooth(
        (0, 0),
        (wide * 0.5, -long * 0.2),
        (wide * 0.52, -long * 0.75),
        (0, -long),
        (-wide * 0.42, -long * 0.75),
        (-wide * 0.44, -long * 0.2),
    )
    parts = [solid(shape, colour, shade=wide * 0.2)]
    if beans:
        inner = smooth(
            (0, -long * 0.07),
            (wide * 0.34, -long * 0.25),
            (wide * 0.34, -long * 0.75),
            (0, -long * 0.93),
            (-wide * 0.3, -long * 0.75),
            (-wide * 0.3, -long * 0.25),
        )
        parts.append(fill(inner, lighter(colour, 0.62)))
        for step in range(beans):
            y = -long * (0.18 + 0.66 * step / max(beans - 1, 1))
            parts.append(
                at(0, y, solid(oval(0, 0, wide * 0.26, long * 0.26 / beans + 3), bean, shade=5))
            )
    return "".join(parts) + thread([(0, 2), (-3, 18)], darker(colour, 0.2), wide * 0.14)


def courgette(long: float, wide: float, colour: str = "#3c6b35") -> str:
    """Lying, its stalk to the left of its middle."""
    shape = smooth(
        (-long / 2, -wide * 0.3),
        (0, -wide * 0.42),
        (long * 0.42, -wide * 0.5),
        (long / 2, 0),
        (long * 0.42, wide * 0.5),
        (0, wide * 0.42),
        (-long / 2, wide * 0.3),
    )
    lines = stroke(
        "".join(
            f"M{-long * 0.44} {wide * y}Q0 {wide * y * 1.3} {long * 0.44} {wide * y}"
            for y in (-0.26, -0.06, 0.18)
        ),
        lighter(colour, 0.4),
        wide * 0.05,
        0.7,
        "30 12",
    )
    stalk = fill(
        f"M{-long / 2 + 6} {-wide * 0.22}l{-wide * 0.5} {wide * 0.04}v{wide * 0.34}l{wide * 0.5} {wide * 0.06}Z",
        FERN,
    )
    return stalk + solid(shape, colour, lines, shade=wide * 0.16)


def cabbage_half(radius: float) -> str:
    """Half a red cabbage, the cut side towards us."""
    r = radius
    parts = [solid(smooth(*ring(12, 0, 0, r, r * 0.96)), PLUM, shade=r * 0.1)]
    for step in range(6):
        size = 0.9 - 0.14 * step
        wavy = [
            (x * (1.04 if i % 2 else 0.93), y * (1.04 if i % 2 else 0.93))
            for i, (x, y) in enumerate(
                ring(16, 0, r * 0.04 * step, r * size, r * size * 0.92, step * 9)
            )
        ]
        parts.append(stroke(smooth(*wavy), CREAM if step % 2 else BLUSH, r * 0.035))
    core = fill(
        f"M{-r * 0.16} {r * 0.9}Q0 {r * 0.1} 0 {-r * 0.1}Q0 {r * 0.1} {r * 0.16} {r * 0.9}Z", CREAM
    )
    return "".join(parts) + core
