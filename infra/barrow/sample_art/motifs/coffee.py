"""Coffee, and what it is made with. A pot stands on its origin; handles are on the right."""

import math
import random

from barrow.sample_art.colours import COAL, PAPER, SKY, STEEL, WHITE, darker, lighter
from barrow.sample_art.ink import (
    at,
    box,
    fill,
    oval,
    solid,
    straight,
    stroke,
    thread,
    turned,
    within,
)


def cafetiere(high: float = 380, coffee: str = "#3b2218") -> str:
    wide = high * 0.56
    w = wide / 2
    jar = box(-w, -high * 0.86, wide, high * 0.86, 16)
    filled = fill(box(-w, -high * 0.62, wide, high), coffee) + fill(
        box(-w, -high * 0.66, wide, high * 0.055), darker(STEEL, 0.2)
    )
    glint = fill(box(-w * 0.78, -high * 0.84, w * 0.2, high * 0.78, 8), WHITE, 0.45)
    bands = "".join(
        fill(box(-w - 5, y, wide + 10, 16, 5), STEEL) for y in (-high * 0.78, -high * 0.12)
    )
    legs = "".join(fill(box(x - 8, -high * 0.8, 16, high * 0.82, 5), STEEL) for x in (-w, w))
    ear = stroke(
        f"M{w} {-high * 0.74}H{w * 1.5}Q{w * 1.74} {-high * 0.74} {w * 1.74} {-high * 0.6}V{-high * 0.3}Q{w * 1.74} {-high * 0.16} {w * 1.5} {-high * 0.16}H{w}",
        COAL,
        24,
    )
    lid = solid(
        turned([(w * 0.3, -high * 0.97), (w * 0.9, -high * 0.92), (w * 1.06, -high * 0.85)]),
        STEEL,
        shade=14,
    )
    plunger = stroke(f"M0 {-high * 0.96}V{-high * 1.14}", darker(STEEL, 0.3), 9) + solid(
        oval(0, -high * 1.16, 21), COAL, shade=6
    )
    return plunger + ear + fill(jar, SKY, 0.7) + within(jar, filled, glint) + bands + legs + lid


def dripper(wide: float = 300) -> str:
    """A paper filter in its cone over a glass jug, standing on the origin."""
    jug_shape = turned([(84, -300), (66, -270), (70, -240), (150, -90), (140, -20), (104, 0)])
    coffee = fill(box(-200, -110, 400, 120), "#3b2218") + fill(oval(0, -110, 138, 16), "#6b4326")
    handle = stroke("M110 -214C230 -220 236 -60 138 -56", COAL, 22)
    cone = straight((-wide / 2, -520), (wide / 2, -520), (50, -312), (-50, -312))
    filt = straight(
        (-wide / 2 - 8, -570), (wide / 2 + 8, -570), (wide * 0.36, -470), (-wide * 0.36, -470)
    )
    stream = stroke("M0 -300V-118", "#3b2218", 7)
    ribs = stroke(
        "".join(f"M{x} -512L{x * 0.36} -330" for x in (-90, -45, 0, 45, 90)), darker(PAPER, 0.2), 5
    )
    shine = thread([(-104, -160), (-126, -90), (-112, -30)], WHITE, 10, 0.7)
    grounds = fill(oval(0, -566, wide * 0.48, 20), "#4a2c1c")
    return (
        handle
        + fill(jug_shape, SKY, 0.75)
        + within(jug_shape, coffee)
        + stream
        + stroke(jug_shape, WHITE, 6, 0.9)
        + shine
        + solid(filt, "#e9d7b4", shade=12)
        + grounds
        + solid(cone, WHITE, ribs, shade=30)
        + solid(box(-92, -322, 184, 24, 10), WHITE, shade=8)
    )


def coffee_bean(long: float, colour: str = "#4a2a1a") -> str:
    crease = thread(
        [
            (0, -long * 0.48),
            (long * 0.07, -long * 0.15),
            (-long * 0.07, long * 0.15),
            (0, long * 0.48),
        ],
        darker(colour, 0.6),
        long * 0.08,
    )
    return (
        fill(oval(0, 0, long * 0.36, long * 0.5), colour)
        + fill(oval(-long * 0.14, -long * 0.12, long * 0.08, long * 0.2), lighter(colour, 0.3), 0.7)
        + crease
    )


def scattered_beans(
    count: int, rx: float, ry: float, long: float, colour: str = "#4a2a1a", seed: int = 1
) -> str:
    rand = random.Random(seed)
    parts = []
    for _ in range(count):
        a, reach = rand.uniform(0, math.tau), math.sqrt(rand.random())
        tone = lighter(colour, rand.uniform(0, 0.14))
        parts.append(
            at(
                rx * reach * math.cos(a),
                ry * reach * math.sin(a),
                coffee_bean(long, tone),
                turn=rand.uniform(0, 180),
            )
        )
    return "".join(parts)


def tin_scoop(wide: float, colour: str = WHITE, rim: str = "#3f6390", heap: str = "") -> str:
    """An enamel scoop, its mouth to the left, its handle to the right."""
    shape = f"M{-wide * 0.62} {-wide * 0.42}H{wide * 0.32}V0H{-wide * 0.32}Q{-wide * 0.5} {-wide * 0.1} {-wide * 0.62} {-wide * 0.42}Z"
    bar = solid(
        box(wide * 0.3, -wide * 0.27, wide * 0.46, wide * 0.12, wide * 0.06), colour, shade=8
    )
    return heap + bar + solid(shape, colour, shade=18) + stroke(shape, rim, 10)
