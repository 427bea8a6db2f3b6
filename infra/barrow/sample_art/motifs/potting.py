"""Trays, bags and heaps of compost, and what else stands about a potting shed, each on its origin."""

import random

from barrow.sample_art.colours import ASH, BRASS, COAL, COPPER, SOIL, STRAW, ZINC, darker, lighter
from barrow.sample_art.ink import (
    at,
    box,
    fill,
    mirrored,
    oval,
    smooth,
    solid,
    straight,
    stroke,
    taper,
    thread,
    within,
)


def sack(wide: float, high: float, colour: str, filled: str = SOIL) -> str:
    """A woven sack, rolled at the top."""
    w = wide / 2
    body = smooth(
        (-w * 0.92, -high),
        (w * 0.92, -high),
        (w, -high * 0.5),
        (w * 0.94, -8),
        (0, 6),
        (-w * 0.94, -8),
        (-w, -high * 0.5),
    )
    weave = stroke(
        "".join(f"M{-wide} {-y}H{wide}" for y in range(10, int(high), 18)),
        lighter(colour, 0.14),
        3,
        0.6,
    )
    handles = "".join(
        stroke(f"M{x - 24} {-high * 0.72}v-34q24 -22 48 0v34", darker(colour, 0.3), 9)
        for x in (-w * 0.5, w * 0.5)
    )
    lip = solid(box(-w * 1.0, -high - 24, wide, 44, 22), lighter(colour, 0.12), shade=12)
    return (
        solid(body, colour, weave, handles, shade=wide * 0.1)
        + lip
        + fill(oval(0, -high - 20, w * 0.9, 12), filled)
    )


def trug(wide: float = 560, rim: str = ASH, board: str = "#e3c796", load: str = "") -> str:
    """Boards of willow in a chestnut frame; `load` lies in it, its foot at the origin of the rim."""
    w = wide / 2
    handle = f"M{-w * 0.12} -110C{-w * 0.7} -470 {w * 0.7} -470 {w * 0.12} -110"
    hull = smooth(
        (-w, -150),
        (-w * 0.5, -128),
        (0, -122),
        (w * 0.5, -128),
        (w, -150),
        (w * 0.86, -60),
        (w * 0.5, -8),
        (0, 0),
        (-w * 0.5, -8),
        (-w * 0.86, -60),
    )
    seams = stroke(f"M{-w} -112Q0 -70 {w} -112M{-w} -72Q0 -28 {w} -72", darker(board, 0.35), 6)
    edge = stroke(f"M{-w} -150Q0 -108 {w} -150", rim, 26) + stroke(
        f"M{-w} -156Q0 -114 {w} -156", lighter(rim, 0.25), 6
    )
    nails = "".join(
        fill(oval(x * w, -150 + 21 * (1 - x * x), 6), COPPER)
        for x in (-0.8, -0.55, -0.28, 0, 0.28, 0.55, 0.8)
    )
    feet = "".join(
        fill(box(x - 50, -16, 100, 30, 8), darker(rim, 0.25)) for x in (-w * 0.42, w * 0.42)
    )
    back = stroke(handle, darker(rim, 0.1), 26) if load else ""
    front = "" if load else stroke(handle, rim, 26)
    return (
        back + at(0, -138, load) + feet + solid(hull, board, seams, shade=26) + edge + nails + front
    )


def tray(wide: float, high: float, colour: str, filled: str = SOIL, wood: bool = False) -> str:
    """A shallow seed tray from the front."""
    body = solid(taper(wide, wide * 0.94, high, 8), colour, shade=18)
    lines = ""
    if wood:
        lines = stroke(f"M{-wide * 0.48} {-high * 0.5}H{wide * 0.48}", darker(colour, 0.35), 5)
        lines += "".join(
            fill(oval(x, -high * y, 5), darker(colour, 0.5))
            for x in (-wide * 0.45, wide * 0.45)
            for y in (0.25, 0.75)
        )
    lip = fill(box(-wide * 0.515, -high - 7, wide * 1.03, 18, 7), lighter(colour, 0.2))
    heap = fill(box(-wide * 0.48, -high - 20, wide * 0.96, 22, 10), filled) if filled else ""
    return heap + body + lines + lip


def cells(
    across: int, down: int, wide: float, high: float, colour: str = COAL, filled: str = ""
) -> str:
    """A cell tray from above, its middle at the origin."""
    rim = solid(box(-wide / 2 - 16, -high / 2 - 16, wide + 32, high + 32, 16), colour, shade=8)
    gap, cw, ch = 5, wide / across, high / down
    parts = []
    for row in range(down):
        for column in range(across):
            x, y = -wide / 2 + column * cw, -high / 2 + row * ch
            hole = box(x + gap, y + gap, cw - 2 * gap, ch - 2 * gap, min(cw, ch) * 0.16)
            parts.append(fill(hole, filled or darker(colour, 0.75)))
            parts.append(
                stroke(
                    f"M{x + gap + 4} {y + ch - gap}V{y + gap + 4}H{x + cw - gap}",
                    lighter(colour, 0.3),
                    3,
                    0.5,
                )
            )
    return rim + "".join(parts)


def can(colour: str = ZINC, rose: str = BRASS) -> str:
    """A long-reach watering can, about 560 wide, its spout to the left."""
    spout = straight((-60, -40), (-60, -110), (-330, -300), (-346, -276))
    brace = stroke("M-70 -190L-210 -214", darker(colour, 0.25), 9)
    head = at(
        -340,
        -292,
        solid(smooth((-10, 16), (14, -12), (-40, -66), (-72, -34)), rose, shade=8),
        turn=0,
    )
    holes = at(
        -396,
        -342,
        "".join(fill(oval(x, -x * 0.9, 3), darker(rose, 0.5)) for x in (-12, -4, 4, 12)),
        turn=0,
    )
    body = solid(
        taper(230, 250, 250, 14),
        colour,
        fill(box(-92, -300, 30, 320), lighter(colour, 0.5), 0.6),
        fill(box(-140, -64, 300, 10), darker(colour, 0.3), 0.6),
        shade=34,
    )
    top = fill("M-115 -250H60Q10 -190 -115 -222Z", darker(colour, 0.35))
    collar = solid(
        smooth((-115, -250), (-40, -262), (60, -330), (115, -318), (115, -250)),
        lighter(colour, 0.14),
        shade=16,
    )
    handle = stroke("M96 -306C250 -380 290 -160 122 -90", darker(colour, 0.15), 24) + stroke(
        "M96 -310C240 -376 276 -180 122 -96", lighter(colour, 0.3), 5
    )
    over = stroke("M-96 -250C-90 -400 70 -420 84 -322", darker(colour, 0.15), 20)
    return (
        over + handle + solid(spout, colour, shade=8) + brace + body + top + collar + head + holes
    )


def straw(count: int = 60, wide: float = 500, high: float = 60, seed: int = 2) -> str:
    rand = random.Random(seed)
    parts = []
    for _ in range(count):
        x, y, lean = (
            rand.uniform(-wide / 2, wide / 2),
            -rand.uniform(0, high),
            rand.uniform(-50, 50),
        )
        parts.append(
            stroke(
                f"M{x:.0f} {y:.0f}l{lean:.0f} {rand.uniform(-40, 6):.0f}",
                darker(STRAW, rand.uniform(0, 0.3)),
                6,
            )
        )
    return "".join(parts)


def wigwam(high: float, wide: float, colour: str = ASH) -> str:
    """Hazel sticks tied at the top, their feet on the origin's line."""
    legs = "".join(
        stroke(f"M{x} 0L{-x * 0.16} {-high}", darker(colour, 0.1 if x < 0 else 0.25), 13)
        for x in (-wide / 2, -wide / 6, wide / 6, wide / 2)
    )
    hoops = "".join(
        thread(
            [
                (-wide / 2 * s, -high * (1 - s) * 0.86),
                (0, -high * (1 - s) * 0.86 + 16),
                (wide / 2 * s, -high * (1 - s) * 0.86),
            ],
            darker(colour, 0.3),
            7,
        )
        for s in (0.8, 0.5)
    )
    return (
        legs
        + hoops
        + stroke(
            f"M{-wide * 0.06} {-high * 0.86}H{wide * 0.06}M{-wide * 0.06} {-high * 0.84}H{wide * 0.06}",
            STRAW,
            9,
        )
    )


def compost_heap(
    wide: float, high: float, colour: str = SOIL, seed: int = 3, fleck: str = ""
) -> str:
    rand = random.Random(seed)
    w = wide / 2
    shape = mirrored(
        [(0, -high), (w * 0.4, -high * 0.86), (w * 0.8, -high * 0.3), (w, 0), (0, high * 0.08)]
    )
    bits = []
    for _ in range(int(wide / 6)):
        x, y = rand.uniform(-w, w), -rand.uniform(0, high)
        tone = (
            fleck
            if fleck and rand.random() < 0.35
            else (lighter(colour, 0.2) if rand.random() < 0.5 else darker(colour, 0.4))
        )
        bits.append(fill(oval(x, y, rand.uniform(3, 9), rand.uniform(3, 6)), tone))
    return fill(shape, colour) + within(shape, *bits)
