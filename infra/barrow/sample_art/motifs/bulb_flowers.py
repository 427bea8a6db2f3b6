"""Flowers that come from bulbs. A tulip's bloom stands on its origin; so does a whole plant."""

import random

from barrow.sample_art.colours import (
    BUTTER,
    FERN,
    LEAF,
    MUSTARD,
    PAPER,
    SAGE,
    WHITE,
    YELLOW,
    darker,
    lighter,
)
from barrow.sample_art.ink import at, fill, mirrored, oval, smooth, stroke, thread, within
from barrow.sample_art.motifs.flowers import petal, stemmed
from barrow.sample_art.motifs.leaves import blade


def tulip(radius: float, colour: str, lily: bool = False) -> str:
    """A bloom standing on its origin; `lily` has pointed petals that turn out."""
    r, h = radius, radius * 2.3
    tip, out = (0.95, 0.86) if lily else (0.42, 1.0)
    side = smooth(
        (0, 0),
        (r * 0.75, -h * 0.2),
        (r * 0.8, -h * 0.55),
        (r * tip, -h * out),
        (r * 0.28, -h * 0.68),
        (0, -h * 0.3),
        closed=True,
    )
    middle = smooth(
        (0, 0),
        (r * 0.52, -h * 0.28),
        (r * 0.42, -h * 0.62),
        (0, -h),
        (-r * 0.42, -h * 0.62),
        (-r * 0.52, -h * 0.28),
    )
    back = smooth(
        (0, -h * 0.2),
        (r * 0.6, -h * 0.5),
        (r * 0.35, -h * 0.9),
        (0, -h * 0.7),
        (-r * 0.35, -h * 0.9),
        (-r * 0.6, -h * 0.5),
    )
    return (
        fill(back, darker(colour, 0.35))
        + at(0, 0, fill(side, darker(colour, 0.2)))
        + at(0, 0, fill(side, lighter(colour, 0.12)), flip=True)
        + fill(middle, colour)
        + stroke(f"M0 {-h * 0.15}V{-h * 0.8}", lighter(colour, 0.3), r * 0.06, 0.8)
    )


def tulip_plant(high: float, colour: str, lily: bool = False, bend: float = 0.0) -> str:
    flower = stemmed(tulip(46, colour, lily), high, bend, FERN, 10)
    left = at(0, 0, blade(high * 0.66, 58, SAGE, -70))
    return left + flower + at(0, 0, blade(high * 0.55, 52, darker(SAGE, 0.15), 76))


def allium(high: float, colour: str, bend: float = 0.0) -> str:
    """A drumstick head, green below where it has not coloured yet."""
    head = mirrored([(0, -112), (34, -98), (48, -55), (36, -12), (0, 2)])
    rand = random.Random(high)
    dots = []
    for _ in range(70):
        x, y = rand.uniform(-46, 46), rand.uniform(-110, 2)
        tone = lighter(colour, 0.35) if rand.random() < 0.5 else darker(colour, 0.35)
        dots.append(fill(oval(x, y, 4.5, 6), tone))
    base = fill(oval(0, 4, 60, 34), FERN, 0.8)
    bloom = fill(head, colour) + within(head, base, *dots)
    return stemmed(bloom, high, bend, FERN, 8)


def snowdrop(high: float = 190, bend: float = 40) -> str:
    x, y = bend, -high
    arch = thread([(0, 0), (bend * 0.1, -high * 0.6), (bend * 0.6, -high * 1.05), (x, y)], FERN, 6)
    outer = petal(64, 40, WHITE, SAGE)
    bell = fill(oval(0, -3, 11, 13), LEAF)
    petals = at(0, 0, outer, turn=152) + at(0, 0, outer, turn=208) + at(0, 0, outer, turn=180)
    mark = stroke("M-6 48Q0 56 6 48", LEAF, 5)
    leaves = blade(high * 0.8, 17, LEAF, -34) + blade(high * 0.68, 15, darker(LEAF, 0.2), 26)
    return leaves + arch + at(x, y, petals + mark + bell)


def narcissus(radius: float = 44) -> str:
    """One paperwhite: six petals and a small cup."""
    one = petal(radius, radius * 0.62, WHITE, BUTTER)
    petals = "".join(at(0, 0, one, turn=60 * step) for step in range(6))
    cup = fill(oval(0, 0, radius * 0.3), PAPER) + stroke(
        oval(0, 0, radius * 0.3), MUSTARD, radius * 0.07
    )
    return petals + cup + fill(oval(0, 0, radius * 0.1), YELLOW)
