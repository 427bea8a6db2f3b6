"""The january plot."""

import random

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval, smooth, stroke
from barrow.sample_art.motifs import bulbs, paper


@picture("the-january-plot-1")
def first_view() -> str:
    snow = "".join(
        fill(oval(rand.uniform(-280, 280), rand.uniform(-230, 230), rand.uniform(3, 7)), WHITE)
        for rand in [random.Random(2)]
        for _ in range(60)
    )
    row = "".join(
        at(x, 250, bulbs.leek(330, 46), 1, t)
        for x, t in ((-190, -8), (-95, 4), (0, -3), (95, 6), (190, -5))
    )
    art = (
        fill(oval(0, -40, 150), "#e7e3d3")
        + row
        + fill(
            smooth((-300, 230), (-120, 190), (60, 226), (300, 186), (300, 460), (-300, 460)), WHITE
        )
        + "".join(
            stroke(f"M{-260 + i * 74} {290 + (i % 3) * 24}h44", "#9fb0b8", 6) for i in range(8)
        )
        + snow
    )
    return (
        grounds.wash("#c9b28c")
        + grounds.disc("#d9c6a2", 500, 500, 430)
        + laid(
            500,
            500,
            paper.book(540, 760, "#2f4858", at(0, 40, art), ("THE JANUARY", "PLOT"), CREAM),
            1,
            -4,
        )
    )
