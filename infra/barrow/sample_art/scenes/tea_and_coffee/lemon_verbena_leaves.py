"""Lemon verbena leaves."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval
from barrow.sample_art.motifs import food, fruit, jars, leaves


@picture("lemon-verbena-leaves-1")
def first_view() -> str:
    pile = at(
        660,
        840,
        food.scattered(
            34, 230, 80, (leaves.leaf(150, 32, "#b9c98a", 3), leaves.leaf(140, 30, "#a9bd7c", 3)), 3
        ),
    )
    jar = at(
        300,
        700,
        at(
            0,
            0,
            jars.jar(
                260,
                360,
                "#b5c684",
                "#d7c9a4",
                inside=food.scattered(
                    16,
                    100,
                    120,
                    (leaves.leaf(120, 28, "#a9bd7c", 3), leaves.leaf(110, 26, "#c5d39a", 3)),
                    5,
                ),
            ),
            1,
            62,
        ),
    )
    return (
        grounds.table("#f7e8a8", "#e9dcc2", 600)
        + grounds.disc("#f2cf5e", 560, 380, 270)
        + fill(oval(440, 790, 260, 34), "#2c1810", 0.18)
        + at(0, 60, jar)
        + pile
        + laid(850, 640, fruit.lemon(70))
    )
