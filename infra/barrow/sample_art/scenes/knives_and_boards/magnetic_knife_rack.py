"""Magnetic knife rack."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BEECH, BOG, OAK, PEAR, TOMATO
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, stood
from barrow.sample_art.motifs import blades, crockery, fruit


@picture("magnetic-knife-rack-1")
def first_view() -> str:
    knives = "".join(
        laid(x, y, part, s, 180)
        for x, y, part, s in (
            (190, 500, blades.chefs_knife(330, 190, BEECH), 1),
            (345, 480, blades.bread_knife(360, 180, PEAR), 0.95),
            (505, 470, blades.vegetable_knife(260, 190, OAK), 1),
            (660, 440, blades.paring_knife("straight", 180, 170), 1.05),
            (800, 490, blades.chefs_knife(300, 190, BOG), 1),
        )
    )
    return (
        grounds.tiles("#dfe8e0", "#c3d2c8", 0, 830, 110)
        + fill(box(-10, 830, 1020, 200), "#c79a66")
        + fill(box(-10, 830, 1020, 14), "#e6c494")
        + laid(500, 330, blades.rack(840, OAK))
        + knives
        + stood(860, 900, crockery.bowl(170, 80, TOMATO), 130)
        + at(840, 800, fruit.lemon(34))
        + at(890, 796, fruit.lemon(32))
    )
