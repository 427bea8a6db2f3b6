"""Stoneground bread flour."""

import random

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRICK, NAVY, STRAW, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval, stood
from barrow.sample_art.motifs import food, paper


@picture("stoneground-bread-flour-1")
def first_view() -> str:
    dust = "".join(
        fill(
            oval(rand.uniform(60, 940), rand.uniform(860, 960), rand.uniform(4, 12), 4), WHITE, 0.8
        )
        for rand in [random.Random(5)]
        for _ in range(40)
    )
    return (
        grounds.table("#d9c8a4", "#8a5f40", 740)
        + grounds.arch("#c7ab7b", 500, 740, 760, 640)
        + stood(190, 830, paper.flour_sack(290, 400, "#f1e6cd", ("WREN", "& RYE"), NAVY), 240)
        + stood(810, 830, paper.flour_sack(290, 400, "#d9b98a", ("WREN", "& RYE"), "#5b3a26"), 240)
        + stood(
            500, 900, paper.flour_sack(380, 560, "#e7d3ac", ("WREN", "& RYE", "MILL"), BRICK), 320
        )
        + dust
    )


@picture("stoneground-bread-flour-2")
def second_view() -> str:
    return (
        grounds.wash("#34555c")
        + grounds.disc("#466a70", 500, 470, 420)
        + at(500, 470, food.heap(420, 230, "#fbf5e6", 3, 260, 1))
        + at(270, 810, food.heap(420, 220, "#cfa87a", 4, 300, 2, "#8a5f3a"))
        + at(735, 830, food.heap(420, 220, "#9a8672", 4, 300, 3, "#5f5044"))
        + laid(860, 380, paper.wheat_ear(260, STRAW), 1, 24)
        + laid(140, 420, paper.wheat_ear(260, STRAW), 1, -24)
    )
