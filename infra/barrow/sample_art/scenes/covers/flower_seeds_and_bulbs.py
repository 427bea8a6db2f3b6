"""Flower seeds and bulbs."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import AMBER, YELLOW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at
from barrow.sample_art.motifs import bulb_flowers, flowers


@picture("category-flower-seeds-and-bulbs")
def cover() -> str:
    row = (
        at(130, 1010, bulb_flowers.tulip_plant(560, "#e8792c", True, -10), 1.2)
        + at(300, 1010, bulb_flowers.allium(560, "#8a2f5a", 6), 1.35)
        + at(480, 1010, flowers.meadow_stem(flowers.poppy(100, "#d6352b"), 560, -10), 1.1)
        + at(660, 1010, flowers.meadow_stem(flowers.cornflower(96, "#3f63b0"), 650, 10), 1.1)
        + at(850, 1010, bulb_flowers.tulip_plant(540, "#c9506a", False, 12), 1.25)
        + at(390, 1010, flowers.stemmed(flowers.daisy(70, "#fbe9e4", YELLOW, 9, 0.5), 380, 0), 1.1)
        + at(760, 1010, flowers.stemmed(flowers.daisy(70, YELLOW, AMBER, 13, 0.4), 400, 0), 1.1)
    )
    return grounds.wash("#f7d8d0") + grounds.disc("#f2b9a6", 500, 430, 340) + row
