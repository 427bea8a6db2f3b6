"""Guji natural coffee."""

import random

from barrow.sample_art import grounds
from barrow.sample_art.colours import WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, oval, solid, stood
from barrow.sample_art.motifs import coffee, cups


@picture("guji-natural-coffee-1")
def first_view() -> str:
    return (
        grounds.table("#f4d5cf", "#93543f", 740)
        + grounds.arch("#e39a8a", 500, 740, 660, 660)
        + stood(500, 890, coffee.dripper(320), 260, 1.15)
        + at(800, 910, coffee.scattered_beans(12, 90, 26, 42))
        + stood(190, 890, cups.mug(150, 150, WHITE, "#3b2218"), 130)
    )


@picture("guji-natural-coffee-2")
def second_view() -> str:
    def bed(y: float, s: float, seed: int) -> str:
        rand = random.Random(seed)
        cherries = "".join(
            at(
                rand.uniform(50, 950),
                y + rand.uniform(-6, 70) * s,
                solid(
                    oval(0, 0, 17 * s, 15 * s),
                    ("#b5202f", "#8a1a2b", "#d0402f", "#6d1a28")[i % 4],
                    shade=5,
                ),
            )
            for i in range(190)
        )
        legs = "".join(
            solid(box(x, y + 60 * s, 30 * s, 300 * s), "#8a5f3a", shade=6) for x in (120, 480, 840)
        )
        return (
            legs
            + solid(box(20, y, 960, 84 * s, 6), "#e3cfa0", shade=8)
            + cherries
            + solid(box(10, y + 74 * s, 980, 34 * s, 6), "#a8744a", shade=7)
        )

    return (
        grounds.wash("#f5dfb4")
        + grounds.disc("#f0a24f", 730, 240, 140)
        + grounds.hills("#8fa565", "#b9bd80", 420)
        + fill(box(-10, 800, 1020, 220), "#c98a5a")
        + bed(460, 0.6, 1)
        + bed(640, 1.15, 2)
    )
