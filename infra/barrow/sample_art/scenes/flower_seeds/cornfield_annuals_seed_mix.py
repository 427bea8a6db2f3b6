"""Cornfield annuals seed mix."""

import random

from barrow.sample_art import grounds
from barrow.sample_art.colours import AMBER, COAL, SKIN, STRAW, YELLOW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, oval, stroke
from barrow.sample_art.motifs import flowers, food, people


@picture("cornfield-annuals-seed-mix-1")
def first_view() -> str:
    stems = ""
    rand = random.Random(12)
    for i in range(34):
        x, high = (i * 309) % 1000 + rand.uniform(-24, 24), 700 - i * 15 + rand.uniform(-50, 50)
        bloom = (
            flowers.poppy(64, "#d6352b"),
            flowers.cornflower(54, "#3f63b0"),
            flowers.daisy(52, YELLOW, AMBER, 13, 0.4),
            flowers.poppy(52, "#e04a34"),
        )[i % 4]
        stems += at(x, 1010, flowers.meadow_stem(bloom, high, (i * 37) % 60 - 30))
    return (
        grounds.wash("#bfdcdf")
        + grounds.disc("#fbeec2", 690, 250, 150)
        + grounds.hills("#b7c684", "#d3d7a0", 560)
        + stems
    )


@picture("cornfield-annuals-seed-mix-2")
def second_view() -> str:
    seeds = "".join(
        fill(oval(rand.uniform(430, 860), rand.uniform(480, 820), 6, 5), COAL if i % 3 else STRAW)
        for rand in [random.Random(6)]
        for i in range(90)
    )
    lines = "".join(
        stroke(f"M-10 {y}Q500 {y - 30} 1010 {y + 10}", "#6b4a35", 9, 0.7)
        for y in range(740, 1000, 44)
    )
    return (
        grounds.wash("#f3e2bd")
        + grounds.disc("#eccb8d", 600, 420, 330)
        + grounds.soil(690)
        + lines
        + seeds
        + at(
            420,
            380,
            people.cupped(SKIN, "#3f6390", food.heap(230, 60, "#e3c796", 5, 120)),
            1.15,
            12,
        )
    )
