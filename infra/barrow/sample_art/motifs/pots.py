"""Pots, troughs, barrels, baskets, trays and bags of compost. Each stands on its origin."""

import random

from barrow.sample_art.colours import CLAY, OAK, SOIL, ZINC, darker, lighter
from barrow.sample_art.ink import at, box, fill, oval, smooth, solid, stroke, taper, thread, turned


def earth_in(wide: float, y: float, high: float = 22, colour: str = SOIL) -> str:
    return fill(oval(0, y, wide / 2, high), colour)


def clay_pot(
    wide: float,
    high: float,
    colour: str = CLAY,
    earth: bool = True,
    foot: float = 0.68,
    rim: float = 0.16,
) -> str:
    """A flowerpot with a rolled rim."""
    collar, bottom = high * rim, wide * foot
    body = solid(
        taper(wide * 0.92, bottom, high, 10), colour, _scuffs(wide, high, colour), shade=wide * 0.13
    )
    lip = at(
        0,
        -high + collar,
        solid(taper(wide, wide * 0.97, collar, 6), lighter(colour, 0.08), shade=wide * 0.09),
    )
    under = fill(box(-wide * 0.45, -high + collar, wide * 0.9, 9), "#000000", 0.16)
    mouth = fill(oval(0, -high, wide / 2, wide * 0.075), darker(colour, 0.3))
    inside = (
        earth_in(wide * 0.9, -high + 3, wide * 0.055)
        if earth
        else fill(oval(0, -high + 3, wide * 0.45, wide * 0.055), darker(colour, 0.45))
    )
    return body + under + lip + mouth + inside


def _scuffs(wide: float, high: float, colour: str) -> str:
    rand = random.Random(wide + high)
    marks = []
    for _ in range(5):
        y, x = -high * rand.uniform(0.12, 0.78), -wide * rand.uniform(0.05, 0.4)
        marks.append(
            thread(
                [(x, y), (x + wide * 0.14, y + 3), (x + wide * 0.3, y)],
                lighter(colour, 0.3),
                4,
                0.5,
            )
        )
    return "".join(marks)


def forcer(wide: float, high: float, colour: str = CLAY, lid: bool = True) -> str:
    """A rhubarb forcer: a bell with a lid and two lugs."""
    w = wide / 2
    body = turned(
        [
            (w * 0.5, -high * 0.84),
            (w * 0.72, -high * 0.72),
            (w * 0.88, -high * 0.4),
            (w, -24),
            (w * 1.04, 0),
        ]
    )
    bands = stroke(
        f"M{-w} {-high * 0.12}Q0 {-high * 0.07} {w} {-high * 0.12}M{-w} {-high * 0.6}Q0 {-high * 0.55} {w} {-high * 0.6}",
        darker(colour, 0.22),
        9,
    )
    lugs = "".join(
        at(x, -high * 0.5, stroke("M0 -26q26 26 0 52", darker(colour, 0.15), 18), flip=x < 0)
        for x in (-w * 0.84, w * 0.84)
    )
    parts = lugs + solid(body, colour, bands, _scuffs(wide, high, colour), shade=wide * 0.12)
    mouth = fill(oval(0, -high * 0.84, w * 0.5, w * 0.1), darker(colour, 0.55))
    return parts + mouth + (at(0, -high * 0.83, forcer_lid(wide, high, colour)) if lid else "")


def forcer_lid(wide: float, high: float, colour: str = CLAY) -> str:
    w = wide / 2
    dome = turned(
        [(w * 0.1, -high * 0.12), (w * 0.4, -high * 0.1), (w * 0.58, -high * 0.03), (w * 0.6, 0)]
    )
    knob = solid(oval(0, -high * 0.14, w * 0.15, w * 0.13), lighter(colour, 0.08), shade=6)
    return solid(dome, colour, shade=wide * 0.08) + knob


def trough(wide: float, high: float, colour: str, band: str = "") -> str:
    """A long glazed trough."""
    line = fill(box(-wide, -high * 0.55, wide * 2, high * 0.16), band) if band else ""
    body = solid(taper(wide * 0.97, wide * 0.9, high, 22), colour, line, shade=24)
    lip = at(
        0, -high + 24, solid(box(-wide / 2, -24, wide, 34, 12), lighter(colour, 0.2), shade=12)
    )
    return body + lip + fill(box(-wide * 0.47, -high - 6, wide * 0.94, 14, 7), SOIL)


def glazed(wide: float, high: float, colour: str, dots: str = "") -> str:
    """A round-bellied stoneware planter with salt glaze."""
    w = wide / 2
    rand = random.Random(wide)
    body = turned(
        [(w * 0.94, -high), (w * 1.02, -high * 0.7), (w * 0.95, -high * 0.35), (w * 0.62, 0)]
    )
    specks = "".join(
        fill(
            oval(rand.uniform(-w, w), -rand.uniform(0, high), 3.4),
            dots or darker(colour, 0.35),
            0.7,
        )
        for _ in range(70)
    )
    runs = fill(
        smooth(
            (-w * 1.2, -high * 1.1),
            (w * 1.2, -high * 1.1),
            (w * 1.1, -high * 0.62),
            (w * 0.5, -high * 0.7),
            (0, -high * 0.56),
            (-w * 0.5, -high * 0.7),
            (-w * 1.1, -high * 0.6),
        ),
        lighter(colour, 0.18),
    )
    lip = solid(box(-w, -high - 16, wide, 40, 18), lighter(colour, 0.26), shade=14)
    return (
        solid(body, colour, runs, specks, shade=wide * 0.13)
        + lip
        + earth_in(wide * 0.9, -high - 12, 9)
    )


def barrel(wide: float, high: float, colour: str = OAK) -> str:
    """Half a cask: staves and two iron hoops."""
    w = wide / 2
    body = turned(
        [(w * 0.95, -high), (w * 1.02, -high * 0.6), (w * 0.98, -high * 0.3), (w * 0.84, 0)]
    )
    staves = stroke(
        "".join(
            f"M{x * w} {-high}Q{x * w * 1.08} {-high * 0.5} {x * w * 0.88} 0"
            for x in (-0.8, -0.55, -0.28, 0, 0.28, 0.55, 0.8)
        ),
        darker(colour, 0.35),
        5,
    )
    hoops = "".join(
        fill(
            f"M{-wide} {-high * y}Q0 {-high * y + 30} {wide} {-high * y}v34Q0 {-high * y + 64} {-wide} {-high * y + 34}Z",
            "#4a4d50",
        )
        for y in (0.86, 0.32)
    )
    return solid(body, colour, staves, hoops, shade=wide * 0.1) + earth_in(wide * 0.92, -high, 22)


def dolly_tub(wide: float, high: float, colour: str = ZINC) -> str:
    """Ribbed zinc with a rolled rim and two handles."""
    w = wide / 2
    ribs = "".join(
        stroke(f"M{-w} {-high * y}Q0 {-high * y + 26} {w} {-high * y}", c, 10)
        for y, c in [
            (s, t) for s in (0.14, 0.26, 0.38, 0.5, 0.62, 0.74) for t in (darker(colour, 0.25),)
        ]
    )
    shine = fill(box(-w * 0.66, -high, w * 0.18, high), lighter(colour, 0.5), 0.6)
    handles = "".join(
        at(x, -high * 0.82, stroke("M0 0q34 14 0 54", darker(colour, 0.35), 12), flip=x < 0)
        for x in (-w * 0.98, w * 0.98)
    )
    lip = solid(box(-w * 1.05, -high - 14, wide * 1.05, 32, 16), lighter(colour, 0.3), shade=10)
    return (
        handles
        + solid(taper(wide, wide * 0.9, high, 16), colour, shine, ribs, shade=wide * 0.12)
        + lip
        + earth_in(wide * 0.92, -high - 8, 9)
    )


def window_box(wide: float, high: float, colour: str, boards: int = 2) -> str:
    body = box(-wide / 2, -high, wide, high, 4)
    lines = stroke(
        "".join(f"M{-wide} {-high * s / boards}H{wide}" for s in range(1, boards)),
        darker(colour, 0.4),
        6,
    )
    rand = random.Random(wide)
    grain = "".join(
        thread(
            [(x, y), (x + 70, y + rand.uniform(-5, 5)), (x + 170, y)], darker(colour, 0.25), 3, 0.6
        )
        for x, y in [
            (rand.uniform(-wide / 2, wide / 2 - 150), -rand.uniform(8, high - 8)) for _ in range(9)
        ]
    )
    feet = "".join(
        fill(box(x - 22, -4, 44, 26), darker(colour, 0.35)) for x in (-wide * 0.36, wide * 0.36)
    )
    ends = "".join(
        solid(box(x - 16, -high - 6, 32, high + 6, 3), lighter(colour, 0.12), shade=8)
        for x in (-wide / 2 + 16, wide / 2 - 16)
    )
    return feet + solid(body, colour, lines, grain, shade=18) + ends


def saucer(wide: float, colour: str = CLAY, high: float = 44) -> str:
    w = wide / 2
    shape = (
        f"M{-w} {-high}L{w} {-high}Q{w * 0.98} 0 {w * 0.8} 0H{-w * 0.8}Q{-w * 0.98} 0 {-w} {-high}Z"
    )
    return solid(shape, colour, shade=20) + fill(
        box(-w, -high - 4, wide, 13, 6), lighter(colour, 0.2)
    )
