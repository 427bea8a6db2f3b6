"""Cups, pots for tea and coffee, glasses. Each stands on its origin; handles are on the right."""

import random

from barrow.sample_art.colours import CREAM, SKY, WHITE, darker, lighter
from barrow.sample_art.ink import (
    at,
    box,
    fill,
    oval,
    smooth,
    solid,
    straight,
    stroke,
    taper,
    thread,
    turned,
    within,
)


def _specks(wide: float, high: float, colour: str, count: int = 70) -> str:
    rand = random.Random(wide + high)
    return "".join(
        fill(
            oval(rand.uniform(-wide, wide) / 2, -rand.uniform(0, high), rand.uniform(2, 4)),
            colour,
            0.75,
        )
        for _ in range(count)
    )


def mug(
    wide: float,
    high: float,
    colour: str,
    drink: str = "",
    rim: str = "",
    speck: str = "",
    band: str = "",
) -> str:
    w = wide / 2
    ear = stroke(
        f"M{w * 0.9} {-high * 0.8}C{w * 1.75} {-high * 0.84} {w * 1.75} {-high * 0.2} {w * 0.88} {-high * 0.24}",
        darker(colour, 0.1),
        wide * 0.1,
    )
    bands = fill(box(-w, -high * 0.3, wide, high * 0.34), band) if band else ""
    body = solid(
        taper(wide, wide * 0.92, high, wide * 0.12),
        colour,
        bands,
        _specks(wide, high, speck) if speck else "",
        shade=wide * 0.14,
    )
    mouth = fill(oval(0, -high, w, wide * 0.1), rim or lighter(colour, 0.3)) + fill(
        oval(0, -high + 2, w * 0.9, wide * 0.075), drink or darker(colour, 0.3)
    )
    glint = (
        stroke(
            f"M{-w * 0.5} {-high + 2}q{w * 0.3} {-wide * 0.035} {w * 0.6} {-wide * 0.03}",
            lighter(drink, 0.4),
            5,
            0.8,
        )
        if drink
        else ""
    )
    return ear + body + mouth + glint


def teacup(wide: float, colour: str, drink: str, saucer: str = "") -> str:
    w, h = wide / 2, wide * 0.52
    dish = solid(
        f"M{-wide * 0.8} -20Q0 -6 {wide * 0.8} -20Q{wide * 0.5} 16 0 16Q{-wide * 0.5} 16 {-wide * 0.8} -20Z",
        saucer or darker(colour, 0.05),
        shade=14,
    )
    ear = stroke(
        f"M{w * 0.9} {-h * 0.84}C{w * 1.66} {-h * 0.96} {w * 1.5} {-h * 0.22} {w * 0.7} {-h * 0.36}",
        darker(colour, 0.1),
        wide * 0.07,
    )
    body = solid(
        turned([(w, -h), (w * 0.94, -h * 0.55), (w * 0.62, -h * 0.16), (w * 0.36, 0)]),
        colour,
        shade=wide * 0.12,
    )
    mouth = fill(oval(0, -h, w, wide * 0.11), lighter(colour, 0.4)) + fill(
        oval(0, -h + 4, w * 0.9, wide * 0.085), drink
    )
    glint = thread(
        [(-w * 0.6, -h + 2), (-w * 0.2, -h - 10), (w * 0.2, -h - 10)], lighter(drink, 0.5), 6, 0.8
    )
    return dish + ear + body + mouth + glint


def glass(
    wide: float, high: float, drink: str, level: float = 0.8, tint: str = SKY, sides: int = 0
) -> str:
    """A tumbler; `sides` draws its facets."""
    w = wide / 2
    body = taper(wide, wide * 0.8, high, 10)
    filled = (
        fill(box(-wide, -high * level, wide * 2, high * (level - 0.06)), drink, 0.9)
        + fill(oval(0, -high * level, w * 0.96, wide * 0.07), lighter(drink, 0.3))
        if drink
        else ""
    )
    lines = "".join(
        f"M{x * w} {-high * 0.86}L{x * w * 0.8} {-high * 0.1}"
        for x in ((step + 0.5) / sides * 2 - 1 for step in range(sides))
    )
    facets = stroke(lines, WHITE, 4, 0.75) if sides else ""
    glint = fill(
        straight(
            (-w * 0.74, -high * 0.93),
            (-w * 0.54, -high * 0.93),
            (-w * 0.46, -high * 0.1),
            (-w * 0.62, -high * 0.1),
        ),
        WHITE,
        0.6,
    )
    base = fill(box(-w, -high * 0.07, wide, high * 0.08), lighter(tint, 0.2), 0.9)
    return (
        fill(body, tint, 0.55)
        + within(body, filled, base, facets, glint)
        + stroke(body, lighter(tint, 0.5), 5, 0.9)
        + stroke(oval(0, -high, w, wide * 0.07), WHITE, 5, 0.9)
    )


def teapot(wide: float, colour: str, clear: str = "", contents: str = "") -> str:
    """Its spout to the left; `clear` is the colour of the tea when the pot is of glass."""
    w = wide / 2
    spout = smooth(
        (-w * 0.7, -wide * 0.22),
        (-w * 1.06, -wide * 0.34),
        (-w * 1.3, -wide * 0.62),
        (-w * 1.46, -wide * 0.6),
        (-w * 1.2, -wide * 0.2),
        (-w * 0.8, -wide * 0.1),
    )
    ear = stroke(
        f"M{w * 0.84} {-wide * 0.56}C{w * 1.72} {-wide * 0.64} {w * 1.5} {-wide * 0.06} {w * 0.8} {-wide * 0.16}",
        darker(colour, 0.12),
        wide * 0.075,
    )
    belly = turned(
        [
            (w * 0.5, -wide * 0.68),
            (w * 0.86, -wide * 0.55),
            (w, -wide * 0.32),
            (w * 0.86, -wide * 0.1),
            (w * 0.5, 0),
        ]
    )
    dome = turned([(w * 0.16, -wide * 0.13), (w * 0.4, -wide * 0.09), (w * 0.54, 0)])
    lid = at(0, -wide * 0.67, solid(dome, lighter(colour, 0.1), shade=wide * 0.06)) + solid(
        oval(0, -wide * 0.84, wide * 0.052), darker(colour, 0.1), shade=6
    )
    shine = thread(
        [(-w * 0.7, -wide * 0.46), (-w * 0.82, -wide * 0.32), (-w * 0.7, -wide * 0.14)],
        WHITE,
        wide * 0.03,
        0.7,
    )
    if clear:
        tea = fill(box(-wide, -wide * 0.5, wide * 2, wide * 0.46), clear, 0.92) + fill(
            oval(0, -wide * 0.5, w * 0.9, wide * 0.05), lighter(clear, 0.35)
        )
        glassy = (
            fill(belly, colour, 0.5) + within(belly, tea, contents) + stroke(belly, WHITE, 7, 0.9)
        )
        return (
            fill(spout, colour, 0.6)
            + within(spout, fill(box(-wide, -wide * 0.4, wide, wide * 0.4), clear, 0.9))
            + stroke(spout, WHITE, 6, 0.9)
            + ear
            + glassy
            + lid
            + shine
        )
    return (
        solid(spout, colour, shade=12)
        + ear
        + solid(belly, colour, contents, shade=wide * 0.12)
        + lid
        + shine
    )


def espresso(wide: float = 170, colour: str = CREAM) -> str:
    return teacup(wide, colour, "#b9783a", darker(colour, 0.08))


def jug(wide: float, high: float, colour: str, band: str = "", speck: str = "") -> str:
    """Its lip to the left."""
    w = wide / 2
    body = smooth(
        (-w * 0.72, -high),
        (-w * 0.5, -high * 0.94),
        (w * 0.6, -high * 0.96),
        (w * 0.56, -high * 0.72),
        (w, -high * 0.32),
        (w * 0.76, -4),
        (0, 4),
        (-w * 0.76, -4),
        (-w, -high * 0.32),
        (-w * 0.56, -high * 0.74),
    )
    ear = stroke(
        f"M{w * 0.56} {-high * 0.86}C{w * 1.7} {-high * 0.94} {w * 1.6} {-high * 0.3} {w * 0.86} {-high * 0.3}",
        darker(colour, 0.12),
        wide * 0.1,
    )
    bands = fill(box(-wide, -high * 0.4, wide * 2, high * 0.12), band) if band else ""
    return ear + solid(
        body,
        colour,
        bands,
        _specks(wide * 1.1, high, speck, 90) if speck else "",
        shade=wide * 0.14,
    )
