"""Round bread board."""

import math

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRASS
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, stood
from barrow.sample_art.motifs import blades, bread, food, jars, pans


@picture("round-bread-board-1")
def first_view() -> str:
    crumbs = "".join(
        fill(
            oval(500 + 330 * math.cos(i * 0.37), 520 + 330 * math.sin(i * 0.37), 6 + i % 4, 5),
            "#c98a45",
        )
        for i in range(17)
    )
    return (
        grounds.striped("#e9dcc2", "#7d96a8", 6, 20)
        + laid(500, 520, blades.round_board(400, "#f0dfbd"))
        + crumbs
        + laid(470, 660, bread.cut_loaf(430))
        + laid(700, 420, bread.slice_of(190), 1, 30)
    )


@picture("round-bread-board-2")
def second_view() -> str:
    return (
        grounds.tiles("#f2e8d6", "#dccdb0", 0, 760, 150)
        + fill(box(-10, 760, 1020, 260), "#5f7d74")
        + fill(box(-10, 760, 1020, 14), "#86a197")
        + laid(500, 450, blades.round_board(340, "#a8583a"))
        + stood(840, 880, jars.jar(150, 220, "#e9d9b4", BRASS), 140)
        + at(840, 650, pans.spoon(190), 1, 12)
        + stood(170, 890, food.egg(100), 60)
        + stood(250, 910, food.egg(100, "#cf9f74"), 60)
    )
