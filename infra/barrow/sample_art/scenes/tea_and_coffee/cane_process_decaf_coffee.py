"""Cane process decaf coffee."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import fill, oval, stood
from barrow.sample_art.motifs import coffee, paper


@picture("cane-process-decaf-coffee-1")
def first_view() -> str:
    return (
        grounds.window(
            "#8d5a6a",
            "#5f3a4a",
            "#4a2f36",
            700,
            grounds.hills("#6d4a6a", "#a8657a", 480),
            "#f2a56b",
            120,
        )
        + fill(oval(640, 350, 70), "#fbd68a")
        + stood(690, 870, coffee.cafetiere(400), 240)
        + stood(
            320,
            870,
            paper.kraft_bag(290, 430, "DECAF", "#c9a06c", "#f6e6c4", "#4a2f36", "CANE PROCESS"),
            270,
        )
    )
