"""Woven potato planters."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, MOSS, PINE, YELLOW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stood
from barrow.sample_art.motifs import flowers, leaves, potting


@picture("woven-potato-planters-1")
def first_view() -> str:
    def plant() -> str:
        greens = "".join(
            at(x, 0, leaves.compound(230 - abs(x), MOSS if x % 2 else LEAF, 3), turn=x * 0.6)
            for x in (-81, -40, 0, 41, 80)
        )
        stars = "".join(
            at(x, y, flowers.daisy(26, "#efe6f2", YELLOW, 5, 0.7))
            for x, y in ((-70, -180), (0, -240), (60, -190), (-20, -170))
        )
        return greens + stars

    return (
        grounds.wash("#f1dfbd")
        + grounds.disc("#e7b97c", 500, 330, 230)
        + grounds.hills("#a9b884", "#cbd2a4", 560)
        + grounds.flags("#b9aa94", 690)
        + stood(230, 800, at(0, -270, plant()) + potting.sack(270, 270, PINE), 240)
        + stood(770, 800, at(0, -270, plant()) + potting.sack(270, 270, PINE), 240)
        + stood(500, 920, at(0, -310, plant()) + potting.sack(310, 310, "#2c5a47"), 280)
    )
