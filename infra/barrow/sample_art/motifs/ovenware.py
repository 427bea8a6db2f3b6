"""Tins and dishes for the oven, the preserving pot, the food mill."""

import random

from barrow.sample_art.colours import COAL, IRON, OAK, PAPER, STEEL, WHITE, darker, lighter
from barrow.sample_art.ink import at, box, fill, oval, solid, straight, stroke, taper


def roasting_tin(wide: float, high: float, rim: str, inside: str = WHITE) -> str:
    """From above, its middle at the origin."""
    w, h = wide / 2, high / 2
    ears = "".join(
        solid(box(x - 26, -64, 52, 128, 26), inside, shade=8)
        + stroke(box(x - 26, -64, 52, 128, 26), rim, 9)
        for x in (-w - 8, w + 8)
    )
    body = solid(box(-w, -h, wide, high, 44), inside, shade=12)
    return (
        ears
        + body
        + stroke(box(-w, -h, wide, high, 44), rim, 18)
        + fill(box(-w + 40, -h + 40, wide - 80, high - 80, 26), darker(inside, 0.07))
        + stroke(box(-w + 40, -h + 40, wide - 80, high - 80, 26), darker(inside, 0.16), 4)
    )


def oval_dish(wide: float, high: float, colour: str, filled: str = "", speck: str = "") -> str:
    """A gratin dish from above."""
    w, h = wide / 2, high / 2
    rand = random.Random(wide)
    ears = "".join(solid(oval(x, 0, 54, 62), colour, shade=10) for x in (-w + 6, w - 6))
    specks = (
        "".join(
            fill(oval(rand.uniform(-w, w), rand.uniform(-h, h), 3.6), speck, 0.75)
            for _ in range(110)
        )
        if speck
        else ""
    )
    rim = solid(oval(0, 0, w, h), colour, specks, shade=14)
    well = oval(0, 0, w * 0.87, h * 0.83)
    inner = solid(well, filled or darker(colour, 0.09), "" if filled else specks, shade=-10)
    return ears + rim + inner + stroke(oval(0, 0, w * 0.97, h * 0.96), darker(colour, 0.3), 6, 0.6)


def loaf_tin(wide: float, high: float, colour: str = "#46566b") -> str:
    body = solid(
        taper(wide, wide * 0.9, high, 8),
        colour,
        fill(
            straight(
                (-wide * 0.4, -high), (-wide * 0.3, -high), (-wide * 0.26, 0), (-wide * 0.36, 0)
            ),
            lighter(colour, 0.35),
            0.7,
        ),
        shade=26,
    )
    folds = stroke(
        f"M{-wide * 0.44} {-high}L{-wide * 0.4} 0M{wide * 0.44} {-high}L{wide * 0.4} 0",
        darker(colour, 0.4),
        5,
    )
    return (
        body + folds + fill(box(-wide * 0.52, -high - 9, wide * 1.04, 22, 10), lighter(colour, 0.2))
    )


def enamel_pot(wide: float, high: float, colour: str, rim: str, specks: bool = False) -> str:
    w = wide / 2
    rand = random.Random(high)
    dots = (
        "".join(
            fill(oval(rand.uniform(-w, w), -rand.uniform(0, high), 3.5), PAPER, 0.85)
            for _ in range(160)
        )
        if specks
        else ""
    )
    ears = "".join(
        at(x, -high * 0.76, stroke("M0 0q52 2 52 34t-52 34", darker(colour, 0.2), 20), flip=x < 0)
        for x in (-w, w)
    )
    return (
        ears
        + solid(taper(wide, wide * 0.98, high, 26), colour, dots, shade=wide * 0.11)
        + fill(box(-w * 1.03, -high - 12, wide * 1.03, 24, 12), rim)
    )


def food_mill() -> str:
    """From the side: a funnel with hooks, its crank up and to the right; its lower edge at the origin."""
    bowl = straight((-230, -230), (230, -230), (96, -10), (-96, -10))
    shine = fill(straight((-180, -230), (-120, -230), (-58, -10), (-84, -10)), WHITE, 0.7)
    crank = stroke("M0 -210V-330L130 -330V-372", IRON, 18) + solid(
        box(106, -448, 48, 92, 24), OAK, shade=8
    )
    arm = solid(
        straight((226, -214), (430, -262), (436, -232), (222, -176)), darker(STEEL, 0.18), shade=6
    ) + solid(box(380, -276, 120, 54, 27), COAL, shade=8)
    disc = fill(box(-104, -20, 208, 26, 8), darker(STEEL, 0.3))
    hook = stroke("M-222 -220l-66 26q-14 30 6 44", darker(STEEL, 0.25), 14)
    return (
        hook
        + arm
        + crank
        + solid(bowl, STEEL, shine, shade=34)
        + fill(box(-242, -246, 484, 28, 14), lighter(STEEL, 0.4))
        + disc
    )


def mill_disc(radius: float, hole: float, gap: float) -> str:
    dots = []
    y = -radius
    row = 0
    while y < radius:
        x = -radius + (gap / 2 if row % 2 else 0)
        while x < radius:
            if x * x + y * y < (radius * 0.8) ** 2 and x * x + y * y > (radius * 0.14) ** 2:
                dots.append(fill(oval(x, y, hole), darker(STEEL, 0.7)))
            x += gap
        y, row = y + gap * 0.87, row + 1
    return (
        solid(oval(0, 0, radius), STEEL, shade=radius * 0.09)
        + stroke(oval(0, 0, radius * 0.88), lighter(STEEL, 0.5), 5)
        + "".join(dots)
        + fill(oval(0, 0, radius * 0.07), darker(STEEL, 0.6))
    )


def bakestone(radius: float) -> str:
    """A round iron plate from above with a bail handle behind."""
    bail = stroke(
        f"M{-radius * 0.98} -20C{-radius * 1.1} {-radius * 1.5} {radius * 1.1} {-radius * 1.5} {radius * 0.98} -20",
        darker(IRON, 0.1),
        24,
    )
    lugs = "".join(solid(oval(x, -14, 34), IRON, shade=6) for x in (-radius * 0.98, radius * 0.98))
    return (
        bail
        + lugs
        + solid(oval(0, 0, radius), IRON, shade=16)
        + fill(oval(0, 0, radius * 0.9), darker(IRON, 0.25))
        + stroke(oval(0, 0, radius * 0.95), lighter(IRON, 0.2), 5, 0.6)
    )
