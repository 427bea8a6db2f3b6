"""Mezzaluna and herb bowl."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, PEAR
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, laid, stood
from barrow.sample_art.motifs import blades, crockery, leaves


@picture("mezzaluna-and-herb-bowl-1")
def first_view() -> str:
    herbs = at(0, 30, blades.chopped(260, 520, 130, LEAF, 5, 20))
    return (
        grounds.table("#e4ead0", "#b98a62", 700)
        + grounds.disc("#c3d0a4", 500, 420, 340)
        + at(500, 620, blades.mezzaluna(440, PEAR), 1.1, -10)
        + stood(500, 880, crockery.bowl(680, 260, "#d9a86c", herbs, "#b98850"), 480)
        + laid(150, 900, leaves.mint_leaf(130), 1, 60)
        + laid(870, 910, leaves.leaf(130, 70), 1, -50)
    )
