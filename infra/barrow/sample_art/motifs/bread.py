"""Bread and biscuits."""

import math
import random

from barrow.sample_art.colours import BUTTER, CREAM, darker, lighter
from barrow.sample_art.ink import at, fill, oval, ring, smooth, solid, stroke

CRUST = "#a8652f"


def round_loaf(radius: float, colour: str = CRUST, cuts: int = 4) -> str:
    """A dark round loaf from above, floured and scored."""
    r = radius
    rand = random.Random(radius)
    flour = "".join(
        fill(
            oval(rand.uniform(-r, r) * 0.8, rand.uniform(-r, r) * 0.8, rand.uniform(3, 10), 5),
            CREAM,
            0.5,
        )
        for _ in range(46)
    )
    scores = ""
    for step in range(cuts):
        x = (step - (cuts - 1) / 2) * r * 0.42
        long = math.sqrt(max(r * r - x * x, 0)) * 0.7
        scores += fill(smooth((x, -long), (x + r * 0.09, 0), (x, long), (x - r * 0.06, 0)), BUTTER)
    return solid(
        smooth(*ring(14, 0, 0, r, r * 0.97)),
        colour,
        fill(oval(-r * 0.2, -r * 0.24, r * 0.7), lighter(colour, 0.15)),
        flour,
        scores,
        shade=r * 0.16,
    )


def cut_loaf(
    wide: float, crumb: str = BUTTER, crust: str = CRUST, holes: int = 26, seed: int = 1
) -> str:
    """Half a loaf with the cut side to us, standing on its origin."""
    rand = random.Random(seed)
    w, h = wide / 2, wide * 0.62
    shape = smooth(
        (-w, -h * 0.3),
        (-w * 0.72, -h * 0.84),
        (0, -h),
        (w * 0.72, -h * 0.84),
        (w, -h * 0.3),
        (w * 0.86, -4),
        (0, 4),
        (-w * 0.86, -4),
    )
    inner = smooth(
        (-w * 0.92, -h * 0.32),
        (-w * 0.66, -h * 0.78),
        (0, -h * 0.92),
        (w * 0.66, -h * 0.78),
        (w * 0.92, -h * 0.32),
        (w * 0.8, -h * 0.08),
        (0, -h * 0.05),
        (-w * 0.8, -h * 0.08),
    )
    pores = "".join(
        fill(
            oval(
                rand.uniform(-w, w) * 0.76,
                -h * rand.uniform(0.14, 0.78),
                rand.uniform(3, wide * 0.034),
                rand.uniform(3, wide * 0.02),
            ),
            darker(crumb, 0.2),
        )
        for _ in range(holes)
    )
    return solid(shape, crust, shade=wide * 0.05) + solid(inner, crumb, pores, shade=0)


def tin_loaf(wide: float, high: float, colour: str = "#c98a45") -> str:
    """The risen top of a loaf in its tin; its foot at the origin."""
    w = wide / 2
    shape = smooth(
        (-w * 0.92, 0),
        (-w * 1.02, -high * 0.5),
        (-w * 0.7, -high * 0.95),
        (0, -high),
        (w * 0.7, -high * 0.95),
        (w * 1.02, -high * 0.5),
        (w * 0.92, 0),
        ease=7,
    )
    split = fill(
        smooth(
            (-w * 0.7, -high * 0.72), (0, -high * 0.86), (w * 0.7, -high * 0.74), (0, -high * 0.64)
        ),
        BUTTER,
    )
    return solid(shape, colour, split, shade=wide * 0.07)


def slice_of(wide: float, crumb: str = BUTTER, crust: str = CRUST, seed: int = 3) -> str:
    """A slice lying, its middle at the origin."""
    return at(0, wide * 0.31, cut_loaf(wide, crumb, crust, 18, seed))


def biscuit(radius: float, dipped: str = "", colour: str = "#c9924f") -> str:
    rand = random.Random(radius)
    flakes = "".join(
        fill(
            oval(rand.uniform(-1, 1) * radius * 0.8, rand.uniform(-1, 1) * radius * 0.8, 9, 5),
            lighter(colour, 0.35) if i % 2 else darker(colour, 0.25),
        )
        for i in range(18)
    )
    half = (
        fill(
            smooth(
                (-radius * 1.2, radius * 0.1),
                (-radius * 0.4, -radius * 0.02),
                (radius * 0.3, radius * 0.14),
                (radius * 1.2, 0),
                (radius * 1.2, radius * 1.3),
                (-radius * 1.2, radius * 1.3),
            ),
            dipped,
        )
        if dipped
        else ""
    )
    shine = (
        stroke(
            f"M{-radius * 0.6} {radius * 0.5}q{radius * 0.2} {radius * 0.24} {radius * 0.5} {radius * 0.3}",
            lighter(dipped, 0.3),
            radius * 0.07,
        )
        if dipped
        else ""
    )
    return (
        solid(
            smooth(*[(x * rand.uniform(0.98, 1.02), y) for x, y in ring(24, 0, 0, radius, radius)]),
            colour,
            flakes,
            half,
            shade=radius * 0.12,
        )
        + shine
    )


def welsh_cake(radius: float) -> str:
    brown = fill(oval(0, 0, radius * 0.78), "#b57a3c")
    currants = "".join(
        fill(oval(x * radius, y * radius, radius * 0.09), "#3a2420")
        for x, y in (
            (-0.4, -0.2),
            (0.1, -0.45),
            (0.4, 0.1),
            (-0.1, 0.15),
            (-0.35, 0.4),
            (0.25, 0.5),
            (0.02, -0.12),
        )
    )
    return solid(oval(0, 0, radius), "#dfb46c", brown, currants, shade=radius * 0.12)
