"""Indian prince calendula seeds."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, MAROON
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stroke
from barrow.sample_art.motifs import flowers, leaves


@picture("indian-prince-calendula-seeds-1")
def first_view() -> str:
    rows = "".join(
        at(x, y, leaves.lettuce(250, c))
        for x, y, c in ((120, 900, "#93b45c"), (500, 930, "#8f3a48"), (880, 900, "#93b45c"))
    )
    blooms = "".join(
        at(x, 900, flowers.stemmed(flowers.daisy(r, c, MAROON, 18, 0.3, 2), h, b, LEAF, 12))
        for x, h, b, r, c in (
            (300, 560, -20, 130, "#ea7f22"),
            (690, 640, 24, 140, "#e8792c"),
            (500, 420, 0, 112, "#f09a3a"),
            (170, 380, -30, 92, "#e06a1f"),
            (850, 400, 20, 96, "#ee8f30"),
        )
    )
    back = at(400, 170, flowers.daisy(78, "#7b2d24", "#4a1f1c", 18, 0.3), 1)
    return (
        grounds.wash("#dce9d8")
        + grounds.disc("#f6dfa5", 500, 430, 330)
        + grounds.soil(850)
        + back
        + stroke("M400 240Q390 500 420 880", LEAF, 10)
        + blooms
        + rows
    )
