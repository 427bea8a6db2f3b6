"""Linen, and what it hangs on. What hangs does so from its origin; what lies has its middle there."""

import random

from barrow.sample_art.colours import ASH, BRASS, COAL, CREAM, STEEL, TAN, WHITE, darker, lighter
from barrow.sample_art.ink import box, cast, fill, oval, smooth, solid, straight, stroke, thread


def towel(wide: float, high: float, colour: str, stripe: str, folds: int = 3) -> str:
    """Hanging over a rail at the origin."""
    w = wide / 2
    shape = smooth(
        (-w, -16),
        (w, -16),
        (w * 1.02, high * 0.5),
        (w * 0.97, high),
        (w * 0.5, high + 12),
        (0, high - 4),
        (-w * 0.5, high + 12),
        (-w * 0.98, high),
        (-w * 1.01, high * 0.5),
        ease=12,
    )
    bands = "".join(
        fill(box(x, -40, wide * 0.05, high + 80), stripe)
        for x in (-w * 0.86, -w * 0.7, w * 0.6, w * 0.76)
    )
    lines = "".join(
        thread([(x, 10), (x + 8, high * 0.5), (x - 4, high)], "#2c1810", 9, 0.09)
        for x in ((s + 0.7) / folds * wide - w for s in range(folds))
    )
    return solid(shape, colour, bands, lines, shade=20)


def folded(wide: float, high: float, colour: str, stripe: str = "", layers: int = 4) -> str:
    """A folded cloth from the front, its edges seen, standing on its origin."""
    parts = []
    step = high / layers
    for layer in range(layers):
        y = -layer * step
        cut = 6 * (layer % 2)
        shape = box(-wide / 2 + cut, y - step, wide - cut * 2, step - 2, step * 0.48)
        band = (
            "".join(
                fill(box(x, y - step, wide * 0.05, step), stripe)
                for x in (-wide * 0.3, -wide * 0.2)
            )
            if stripe
            else ""
        )
        parts.append(solid(shape, colour, band, shade=9))
    return "".join(parts)


def crumpled(wide: float, high: float, colour: str, seed: int = 1) -> str:
    """A soft napkin, folded once and dropped: four corners and the ridges between them."""
    rand = random.Random(seed)

    def corner(x: float, y: float) -> tuple[float, float]:
        return x * wide / 2 + rand.uniform(-14, 14), y * high / 2 + rand.uniform(-14, 14)

    under = smooth(
        corner(-0.9, -0.7),
        corner(0, -1),
        corner(1, -0.9),
        corner(0.86, 0),
        corner(1.02, 0.86),
        corner(0.1, 0.9),
        corner(-1, 1),
        corner(-0.84, 0.1),
        ease=9,
    )
    over = smooth(
        corner(-1.02, -0.96),
        corner(-0.2, -0.8),
        corner(0.74, -1.02),
        corner(0.6, -0.2),
        corner(0.5, 0.66),
        corner(-0.2, 0.5),
        corner(-0.96, 0.7),
        corner(-0.8, -0.1),
        ease=9,
    )
    ridges = [
        ((-0.8, -0.8), (-0.2, -0.3), (0.4, 0.5)),
        ((-0.3, -0.7), (0, -0.2), (0.45, 0.1)),
        ((-0.7, -0.2), (-0.4, 0.1), (0, 0.44)),
        ((0.6, -0.84), (0.4, -0.5), (0.44, -0.1)),
    ]
    folds = [
        thread([corner(*point) for point in ridge], tone, 8, 0.75)
        for ridge in ridges
        for tone in (darker(colour, 0.18),)
    ]
    lit = [
        thread(
            [(x - 9, y - 9) for x, y in (corner(*point) for point in ridge)],
            lighter(colour, 0.5),
            6,
            0.7,
        )
        for ridge in ridges[:2]
    ]
    hem = stroke(over, darker(colour, 0.22), 3, 0.7, "9 7")
    return (
        solid(under, darker(colour, 0.12), shade=10)
        + cast(fill(over, colour), 8, 10)
        + solid(over, colour, *folds, *lit, hem, shade=12)
    )


def napkin(size: float, colour: str) -> str:
    """Folded square, lying."""
    s = size / 2
    hem = stroke(
        box(-s + 14, -s + 14, size - 28, size - 28, 2), darker(colour, 0.18), 3, 0.9, "8 6"
    )
    fold = fill(straight((0, -s), (s, -s), (s, s), (0, s)), "#2c1810", 0.05) + stroke(
        f"M0 {-s}V{s}", darker(colour, 0.16), 4
    )
    return solid(box(-s, -s, size, size, 5), colour, fold, hem, shade=9)


def apron(
    wide: float, high: float, colour: str, strap: str, pocket: bool = True, cross: bool = False
) -> str:
    """Hanging by its neck strap from the origin; `cross`: straps crossed."""
    w = wide / 2
    bib = high * 0.2
    shape = smooth(
        (-w * 0.48, bib),
        (w * 0.48, bib),
        (w * 0.56, high * 0.32),
        (w * 0.94, high * 0.46),
        (w, high * 0.6),
        (w * 0.98, high),
        (0, high + 10),
        (-w * 0.98, high),
        (-w, high * 0.6),
        (-w * 0.94, high * 0.46),
        (-w * 0.56, high * 0.32),
        ease=9,
    )
    if cross:
        straps = stroke(
            f"M{-w * 0.42} {bib + 10}L{w * 0.16} 6L{-w * 0.16} 6L{w * 0.42} {bib + 10}", strap, 20
        )
        straps += stroke(f"M{-w * 0.1} 2Q0 -16 {w * 0.1} 2", strap, 20)
    else:
        straps = stroke(
            f"M{-w * 0.42} {bib + 8}Q{-w * 0.3} {-bib * 0.1} 0 0Q{w * 0.3} {-bib * 0.1} {w * 0.42} {bib + 8}",
            strap,
            18,
        )
    ties = thread(
        [(w * 0.92, high * 0.5), (w * 1.2, high * 0.62), (w * 1.1, high * 0.82)], strap, 12
    ) + thread(
        [(-w * 0.92, high * 0.5), (-w * 1.2, high * 0.64), (-w * 1.12, high * 0.8)], strap, 12
    )
    hem = stroke(
        f"M{-w} {high - 26}Q0 {high - 14} {w} {high - 26}", lighter(colour, 0.4), 4, 0.8, "10 8"
    )
    folds = "".join(
        thread([(x, high * 0.5), (x + 8, high * 0.8), (x - 6, high)], "#2c1810", 9, 0.1)
        for x in (-w * 0.6, w * 0.55)
    )
    pouch = ""
    if pocket:
        pouch = solid(
            box(-w * 0.6, high * 0.55, wide * 0.6, high * 0.22, 10),
            lighter(colour, 0.06),
            stroke(f"M0 {high * 0.5}V{high}", darker(colour, 0.3), 4),
            shade=7,
        )
        pouch += stroke(
            f"M{-w * 0.54} {high * 0.57}H{w * 0.54}", lighter(colour, 0.45), 4, 0.9, "10 8"
        )
    eyelets = "".join(fill(oval(x, bib + 18, 9), BRASS) for x in (-w * 0.38, w * 0.38))
    return straps + ties + solid(shape, colour, hem, folds, shade=18) + pouch + eyelets


def oven_glove(long: float, colour: str, stripe: str) -> str:
    """A double glove over a bar at the origin: a band with a mitt at each end."""
    w = long * 0.17
    shape = smooth(
        (-w, -10),
        (w, -10),
        (w * 1.04, long * 0.5),
        (w * 1.12, long * 0.8),
        (w * 0.8, long),
        (-w * 0.8, long),
        (-w * 1.12, long * 0.8),
        (-w * 1.04, long * 0.5),
        ease=9,
    )
    lines = "".join(
        stroke(f"M{x} -20V{long + 20}", stripe, 6) for x in range(int(-w * 1.2), int(w * 1.2), 18)
    )
    quilt = stroke(
        "".join(
            f"M{-w * 1.3} {y}L{w * 1.3} {y + w * 1.6}M{w * 1.3} {y}L{-w * 1.3} {y + w * 1.6}"
            for y in range(int(-w), int(long), int(w * 0.8))
        ),
        darker(colour, 0.3),
        3,
        0.5,
        "7 6",
    )
    cuff = stroke(f"M{-w * 1.1} {long * 0.56}Q0 {long * 0.6} {w * 1.1} {long * 0.56}", stripe, 16)
    return solid(shape, colour, lines, quilt, cuff, shade=16) + stroke(shape, stripe, 9)


def rope(radius: float, colour: str = TAN, turns: int = 4) -> str:
    """A coil hanging; its middle at the origin."""
    parts = []
    for step in range(turns):
        r = radius * (1 - 0.13 * step)
        parts.append(
            stroke(oval(0, 0, r * 0.62, r), darker(colour, 0.25), radius * 0.13)
            + stroke(oval(0, 0, r * 0.62, r), lighter(colour, 0.1), radius * 0.09, 1, "16 5")
        )
    return "".join(parts) + stroke(
        f"M{-radius * 0.3} {-radius * 0.5}Q0 {-radius * 0.4} {radius * 0.3} {-radius * 0.5}",
        colour,
        radius * 0.16,
    )


def peg(colour: str = ASH) -> str:
    """A clothes peg on a line at the origin."""
    return solid(
        box(-11, -34, 22, 84, 6), colour, stroke("M0 10V60", darker(colour, 0.4), 4), shade=5
    ) + stroke("M-12 2H12", COAL, 5)


def hook(colour: str = BRASS) -> str:
    """A coat hook whose tip is the origin."""
    return (
        fill(box(-26, -74, 52, 60, 10), darker(colour, 0.25))
        + stroke("M0 -50V-10Q0 16 24 10", colour, 16)
        + fill(oval(24, 8, 11), lighter(colour, 0.2))
        + fill(oval(0, -60, 6), CREAM)
    )


def rail(wide: float, colour: str = STEEL) -> str:
    return solid(box(-wide / 2, -14, wide, 28, 14), colour, shade=6) + fill(
        box(-wide / 2, -8, wide, 5), WHITE, 0.6
    )
