"""Fruit, tomatoes and chillies among it. A round one’s middle is its origin; a chilli hangs from it."""

import math

from barrow.sample_art.colours import (
    BUTTER,
    FERN,
    LEAF,
    ORANGE,
    STRAW,
    TAN,
    TOMATO,
    WHITE,
    darker,
    lighter,
)
from barrow.sample_art.ink import (
    Point,
    at,
    fill,
    mirrored,
    oval,
    ring,
    smooth,
    solid,
    stroke,
    thread,
)
from barrow.sample_art.motifs.leaves import leaf


def calyx(radius: float, colour: str = LEAF, points: int = 5) -> str:
    one = leaf(radius, radius * 0.34, colour, 0)
    return "".join(at(0, 0, one, turn=360 * s / points + 14) for s in range(points)) + thread(
        [(0, 0), (4, -radius * 0.4), (14, -radius * 0.7)], darker(colour, 0.2), radius * 0.16
    )


def tomato(radius: float, colour: str = TOMATO, shoulder: str = FERN) -> str:
    """A ribbed beefsteak with coloured shoulders."""
    r = radius
    points: list[Point] = []
    for step in range(20):
        angle = math.radians(18 * step - 90)
        reach = r * (1.0 if step % 2 else 0.955)
        points.append((reach * 1.1 * math.cos(angle), reach * 0.86 * math.sin(angle)))
    top = fill(oval(0, -r * 0.82, r * 0.95, r * 0.42), shoulder, 0.85)
    ribs = "".join(
        f"M{x * r * 0.2} {-r * 0.72}Q{x * r * 1.1} {-r * 0.1} {x * r * 0.6} {r * 0.74}"
        for x in (-1, -0.45, 0.45, 1)
    )
    shine = fill(oval(-r * 0.5, -r * 0.2, r * 0.13, r * 0.24), WHITE, 0.5)
    body = solid(
        smooth(*points),
        colour,
        top,
        stroke(ribs, darker(colour, 0.25), r * 0.035, 0.7),
        shade=r * 0.17,
    )
    return body + shine + at(0, -r * 0.72, calyx(r * 0.5))


def cut_tomato(radius: float, colour: str = TOMATO) -> str:
    """Cut across: its chambers and seeds."""
    r = radius
    parts = [solid(smooth(*ring(10, 0, 0, r * 1.08, r * 0.92)), colour, shade=r * 0.1)]
    parts.append(fill(smooth(*ring(10, 0, 0, r * 0.95, r * 0.8)), lighter(colour, 0.32)))
    for step in range(7):
        turn = 360 * step / 7
        cell = smooth(
            (0, -r * 0.28),
            (r * 0.24, -r * 0.52),
            (r * 0.14, -r * 0.74),
            (-r * 0.14, -r * 0.74),
            (-r * 0.24, -r * 0.52),
        )
        seeds = "".join(
            fill(oval(x * r, y * r, r * 0.035, r * 0.06), BUTTER)
            for x, y in ((-0.1, -0.56), (0.1, -0.56), (0, -0.42), (-0.04, -0.67), (0.06, -0.67))
        )
        parts.append(at(0, 0, fill(cell, darker(colour, 0.12)) + seeds, turn=turn))
    return "".join(parts)


def chilli(long: float, wide: float, colour: str, bend: float = 0.0) -> str:
    """Hanging from its stalk at the origin."""
    w = wide / 2
    shape = (
        f"M{-w * 0.6} 0C{-w * 1.5} {long * 0.1} {-w + bend * 0.3} {long * 0.6} {bend} {long}"
        f"C{w + bend * 0.5} {long * 0.65} {w * 1.5} {long * 0.12} {w * 0.6} 0Z"
    )
    shine = thread(
        [(-w * 0.5, long * 0.14), (-w * 0.55 + bend * 0.1, long * 0.4)],
        WHITE,
        max(3.0, w * 0.2),
        0.55,
    )
    stalk = thread([(0, 0), (4, -20), (14, -38)], LEAF, 9)
    cap = fill(oval(0, 2, w * 0.85, w * 0.36 + 5), LEAF)
    return stalk + solid(shape, colour, shade=w * 0.4) + shine + cap


def squash(radius: float, colour: str = ORANGE) -> str:
    """Onion-shaped, with its corky stalk."""
    r = radius
    shape = mirrored(
        [(0, -r * 1.18), (r * 0.3, -r * 0.92), (r, 0.08 * r), (r * 0.66, r * 0.78), (0, r * 0.9)]
    )
    lines = "".join(
        f"M{x * r * 0.16} {-r * 0.95}Q{x * r * 1.15} {r * 0.05} {x * r * 0.3} {r * 0.85}"
        for x in (-0.85, -0.32, 0.32, 0.85)
    )
    stalk = fill(
        f"M{-r * 0.13} {-r * 0.98}L{-r * 0.08} {-r * 1.42}L{r * 0.16} {-r * 1.5}L{r * 0.13} {-r * 0.98}Z",
        STRAW,
    )
    shine = fill(oval(-r * 0.5, -r * 0.12, r * 0.1, r * 0.26), WHITE, 0.45)
    return (
        stalk
        + solid(shape, colour, stroke(lines, darker(colour, 0.22), r * 0.045, 0.7), shade=r * 0.22)
        + shine
    )


def apple(radius: float, colour: str, cheek: str) -> str:
    r = radius
    shape = smooth(
        (0, -r * 0.72),
        (r * 0.5, -r * 0.92),
        (r, -r * 0.2),
        (r * 0.72, r * 0.7),
        (r * 0.2, r * 0.92),
        (0, r * 0.84),
        (-r * 0.2, r * 0.92),
        (-r * 0.72, r * 0.7),
        (-r, -r * 0.2),
        (-r * 0.5, -r * 0.92),
    )
    blush = fill(oval(r * 0.62, r * 0.1, r * 0.72, r * 1.05), cheek, 0.75)
    stalk = thread([(0, -r * 0.66), (r * 0.06, -r * 0.95), (r * 0.2, -r * 1.15)], TAN, r * 0.1)
    return (
        solid(shape, colour, blush, shade=r * 0.2)
        + stalk
        + at(r * 0.1, -r * 0.95, leaf(r * 0.6, r * 0.3), turn=62)
    )


def lemon(radius: float, colour: str = "#f2c744") -> str:
    r = radius
    return solid(
        smooth(
            (-r * 1.3, 0),
            (-r * 0.9, -r * 0.6),
            (0, -r * 0.85),
            (r * 0.9, -r * 0.6),
            (r * 1.3, 0),
            (r * 0.9, r * 0.6),
            (0, r * 0.85),
            (-r * 0.9, r * 0.6),
        ),
        colour,
        shade=r * 0.2,
    )


def berry(radius: float, colour: str) -> str:
    """A strawberry, its calyx at the origin."""
    r = radius
    shape = mirrored(
        [(0, -r * 0.1), (r * 0.8, -r * 0.1), (r * 0.85, r * 0.5), (r * 0.2, r * 1.5), (0, r * 1.6)]
    )
    pips = "".join(
        fill(oval(x * r, y * r, r * 0.05, r * 0.09), BUTTER)
        for x, y in ((-0.4, 0.3), (0, 0.25), (0.4, 0.3), (-0.2, 0.65), (0.25, 0.7), (0, 1.05))
    )
    return solid(shape, colour, pips, shade=r * 0.2) + calyx(r * 0.62)
