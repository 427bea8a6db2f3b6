"""Bowls stand on their origin; plates are seen from above, their middle there."""

import random

from barrow.sample_art.colours import darker, lighter
from barrow.sample_art.ink import at, box, fill, oval, solid, stroke


def bowl(
    wide: float,
    high: float,
    colour: str,
    contents: str = "",
    inside: str = "",
    band: str = "",
    speck: str = "",
) -> str:
    """From the front and a little above; `contents` lie about its mouth's middle and are cut by its front edge."""
    w = wide / 2
    front = f"M{-w} {-high}C{-w * 0.96} {-high * 0.35} {-w * 0.6} 0 {-w * 0.34} 0H{w * 0.34}C{w * 0.6} 0 {w * 0.96} {-high * 0.35} {w} {-high}Q0 {-high + wide * 0.24} {-w} {-high}Z"
    mouth = oval(0, -high, w, wide * 0.12)
    stripe = (
        stroke(f"M{-w} {-high + 26}Q0 {-high + wide * 0.24 + 26} {w} {-high + 26}", band, 20)
        if band
        else ""
    )
    dots = ""
    if speck:
        rand = random.Random(wide)
        dots = "".join(
            fill(oval(rand.uniform(-w, w), -rand.uniform(0, high), 3.2), speck, 0.8)
            for _ in range(60)
        )
    return (
        fill(mouth, inside or darker(colour, 0.25))
        + at(0, -high, contents)
        + solid(front, colour, stripe, dots, shade=wide * 0.1)
        + stroke(f"M{-w} {-high}Q0 {-high + wide * 0.24} {w} {-high}", lighter(colour, 0.35), 8)
    )


def colander(wide: float, high: float, colour: str, contents: str) -> str:
    holes = "".join(
        fill(oval(x, -high * y, 8), darker(colour, 0.6))
        for y, xs in (
            (0.62, (-160, -100, -40, 40, 100, 160)),
            (0.4, (-120, -60, 0, 60, 120)),
            (0.2, (-70, -20, 30, 80)),
        )
        for x in (v * wide / 440 for v in xs)
    )
    ears = "".join(
        at(x, -high * 0.94, stroke("M0 0q52 4 50 38t-64 22", darker(colour, 0.2), 15), flip=x < 0)
        for x in (-wide / 2, wide / 2)
    )
    return ears + bowl(wide, high, colour, contents) + holes


def plate(radius: float, colour: str, speck: str = "", rim: str = "") -> str:
    """From above."""
    rand = random.Random(radius)
    dots = (
        "".join(
            fill(
                oval(
                    rand.uniform(-radius, radius),
                    rand.uniform(-radius, radius),
                    rand.uniform(2, 4.6),
                ),
                speck,
                0.75,
            )
            for _ in range(170)
        )
        if speck
        else ""
    )
    return (
        solid(oval(0, 0, radius), colour, dots, shade=radius * 0.05)
        + stroke(oval(0, 0, radius * 0.97), rim or darker(colour, 0.3), radius * 0.03)
        + stroke(oval(0, 0, radius * 0.72), darker(colour, 0.14), radius * 0.022)
    )


def stacked_plates(wide: float, colours: tuple[str, ...], step: float = 42) -> str:
    """From the front, the first one lowest."""
    parts = []
    for place, colour in enumerate(colours):
        w, y = wide / 2, -place * step
        shape = f"M{-w} {y - step * 0.9}Q{-w * 0.6} {y} {-w * 0.4} {y}H{w * 0.4}Q{w * 0.6} {y} {w} {y - step * 0.9}Z"
        parts.append(
            solid(shape, colour, shade=16)
            + fill(box(-w, y - step * 1.0, wide, 12, 6), lighter(colour, 0.28))
        )
    return "".join(parts)
