"""Dry goods, in heaps and scattered, and other things to eat."""

import math
import random

from barrow.sample_art.colours import AMBER, CREAM, OAT, PEAR, TAN, darker, lighter
from barrow.sample_art.ink import at, box, fill, mirrored, oval, ring, solid, stroke, thread


def pork_pie(wide: float) -> str:
    """A slice: crust, jelly, meat, standing on its origin."""
    w, h = wide / 2, wide * 0.56
    shape = box(-w, -h, wide, h, 12)
    meat = fill(box(-w + 24, -h + 30, wide - 48, h - 54, 14), "#d08a80")
    bits = "".join(
        fill(
            oval(-w + 50 + (i * 61) % (wide - 100), -h + 55 + (i * 37) % (h - 100), 9, 7), "#a95a58"
        )
        for i in range(16)
    )
    jelly = stroke(f"M{-w + 36} {-h + 32}H{w - 36}", "#e6c68c", 12)
    crimp = "".join(
        solid(oval(-w + 24 + i * (wide - 48) / 6, -h, 27, 20), TAN, shade=5) for i in range(7)
    )
    return solid(shape, "#c98b45", meat, bits, jelly, shade=10) + crimp


def heap(
    wide: float,
    high: float,
    colour: str,
    grain: float = 7,
    count: int = 150,
    seed: int = 1,
    other: str = "",
) -> str:
    """Dry goods poured out, their foot at the origin: flour (grain 2), pulses, leaves of tea."""
    rand = random.Random(seed)
    w = wide / 2
    shape = mirrored(
        [(0, -high), (w * 0.34, -high * 0.82), (w * 0.72, -high * 0.3), (w, 0), (0, high * 0.12)]
    )
    parts = [fill(shape, darker(colour, 0.12))]
    for _ in range(count):
        x = rand.uniform(-0.96, 0.96)
        top = -high * (1 - abs(x)) ** 0.9
        y = rand.uniform(top, high * 0.06)
        tone = (
            other
            if other and rand.random() < 0.3
            else (
                lighter(colour, rand.uniform(0, 0.3))
                if rand.random() < 0.6
                else darker(colour, 0.22)
            )
        )
        parts.append(
            at(x * w, y, fill(oval(0, 0, grain, grain * 0.76), tone), turn=rand.uniform(0, 180))
        )
    return "".join(parts)


def shreds(
    count: int,
    rx: float,
    ry: float,
    long: float,
    colours: tuple[str, ...],
    seed: int = 1,
    width: float = 9,
) -> str:
    """Dry leaves scattered in an oval about the origin."""
    rand = random.Random(seed)
    parts = []
    for _ in range(count):
        a, reach = rand.uniform(0, math.tau), math.sqrt(rand.random())
        bend = rand.uniform(-long * 0.25, long * 0.25)
        shape = [(-long / 2, 0), (0, bend), (long / 2, bend * 0.4)]
        parts.append(
            at(
                rx * reach * math.cos(a),
                ry * reach * math.sin(a),
                thread(
                    shape, colours[rand.randrange(len(colours))], width * rand.uniform(0.7, 1.2)
                ),
                turn=rand.uniform(0, 360),
            )
        )
    return "".join(parts)


def scattered(
    count: int,
    rx: float,
    ry: float,
    parts: tuple[str, ...],
    seed: int = 1,
    scale: tuple[float, float] = (0.8, 1.1),
) -> str:
    """Copies of the parts, turned at random, spread over an oval about the origin."""
    rand = random.Random(seed)
    placed = []
    for index in range(count):
        a = 2.39996 * index
        reach = math.sqrt((index + 0.5) / count)
        x, y = (
            rx * reach * math.cos(a) + rand.uniform(-9, 9),
            ry * reach * math.sin(a) + rand.uniform(-9, 9),
        )
        placed.append(
            at(x, y, parts[index % len(parts)], rand.uniform(*scale), rand.uniform(0, 360))
        )
    return "".join(placed)


def gratin_top(rx: float, ry: float) -> str:
    rand = random.Random(7)
    return "".join(
        fill(
            oval(
                rand.uniform(-rx, rx) * 0.78,
                rand.uniform(-ry, ry) * 0.74,
                rand.uniform(10, 36),
                rand.uniform(8, 22),
            ),
            (AMBER, PEAR, "#e9c46a", CREAM)[i % 4],
            0.75,
        )
        for i in range(60)
    )


def egg(high: float, colour: str = OAT) -> str:
    return solid(
        mirrored(
            [
                (0, -high),
                (high * 0.2, -high * 0.88),
                (high * 0.36, -high * 0.42),
                (high * 0.24, -high * 0.08),
                (0, 0),
            ]
        ),
        colour,
        shade=high * 0.09,
    )


def honeycomb(wide: float, high: float, cell: float, colour: str = AMBER) -> str:
    """Cells about the origin, cut to a square block."""
    parts = []
    row, y = 0, -high / 2
    while y < high / 2 + cell:
        x = -wide / 2 + (cell * 0.87 if row % 2 else 0)
        while x < wide / 2 + cell:
            hexagon = (
                "M"
                + "L".join(
                    f"{px:.1f} {py:.1f}" for px, py in ring(6, x, y, cell * 0.92, cell * 0.92, 30)
                )
                + "Z"
            )
            parts.append(fill(hexagon, lighter(colour, 0.2) if (row * 3 + int(x)) % 4 else colour))
            x += cell * 1.74
        y, row = y + cell * 1.5, row + 1
    edge = box(-wide / 2, -high / 2, wide, high, 16)
    return solid(edge, darker(colour, 0.2), "".join(parts), shade=18)


def leaf_heap(colours: tuple[str, ...], rx: float = 170, ry: float = 60, seed: int = 1) -> str:
    """Loose tea."""
    return fill(oval(6, 10, rx, ry), "#2c1810", 0.2) + shreds(150, rx, ry, 40, colours, seed, 8)
