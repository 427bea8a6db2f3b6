"""Plant labels."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import COPPER, FERN, LEAF, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at
from barrow.sample_art.motifs import leaves, sundries


@picture("plant-labels-1")
def first_view() -> str:
    bed = grounds.soil(700)
    labels = (
        at(230, 860, sundries.label(460, 96, "#c79a63", "#5d3d20"))
        + at(500, 870, sundries.label(440, 130, "#5b6670", WHITE))
        + at(770, 860, sundries.label(460, 104, COPPER, "#6b2f14"))
    )
    rows = "".join(
        at(x, y, leaves.seedling(s, FERN if x % 2 else LEAF, 2))
        for x, y, s in ((120, 930, 130), (365, 950, 140), (630, 940, 134), (900, 946, 140))
    )
    far = "".join(
        at(x, y, leaves.seedling(96, FERN if x % 2 else LEAF, 2))
        for x, y in ((90, 770), (361, 776), (640, 772), (905, 776))
    )
    near = grounds.soil(810, "#543a2c", 9)
    return (
        grounds.wash("#cfe0d8")
        + grounds.disc("#f6dcae", 500, 400, 300)
        + bed
        + far
        + labels
        + near
        + rows
    )
