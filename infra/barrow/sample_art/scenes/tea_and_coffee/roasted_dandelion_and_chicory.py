"""Roasted dandelion and chicory."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, MOSS, MUSTARD, YELLOW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stood, stroke
from barrow.sample_art.motifs import coffee, flowers, food, leaves


@picture("roasted-dandelion-and-chicory-1")
def first_view() -> str:
    granules = at(-110, -150, food.heap(330, 110, "#4a2c1c", 10, 170, 2, "#6b4326"))
    spill = at(170, 880, food.heap(220, 46, "#4a2c1c", 9, 90, 5, "#6b4326"))
    weed = (
        at(
            800,
            470,
            flowers.daisy(90, YELLOW, MUSTARD, 26, 0.2, 3)
            + stroke("M0 40Q20 220 -10 420", "#8aa860", 13),
        )
        + at(790, 880, leaves.lobed(230, 90, LEAF, 5), 1, -60)
        + at(800, 880, leaves.lobed(240, 90, MOSS, 5), 1, 56)
    )
    return (
        grounds.table("#dbe6dc", "#c99a68", 720)
        + grounds.disc("#f3dc98", 480, 420, 320)
        + weed
        + stood(430, 850, coffee.tin_scoop(400, heap=granules), 380, 1.15)
        + spill
    )
