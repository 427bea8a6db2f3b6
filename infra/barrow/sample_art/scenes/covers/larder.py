"""Larder."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRASS, COAL, NAVY
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill
from barrow.sample_art.motifs import jars, paper


@picture("category-larder")
def cover() -> str:
    boards = "".join(
        fill(box(60, y, 880, 34, 6), "#8a5a3c") + fill(box(60, y + 34, 880, 16), "#2c1810", 0.18)
        for y in (480, 880)
    )
    top = (
        at(190, 480, jars.jar(170, 230, "#b8671a", "#3d3a36", "HONEY"))
        + at(410, 480, jars.jar(170, 230, "#eebb2c", "#3f5f4a", "PICCALILLI"))
        + at(610, 480, jars.bottle(120, 330, "#e0a21f", "OIL", stopper=COAL))
        + at(800, 480, jars.jar(180, 240, "#c8202f", BRASS, cloth="#f1e7d2"))
    )
    low = (
        at(220, 880, paper.flour_sack(230, 300, "#f1e6cd", ("WREN", "& RYE"), NAVY))
        + at(450, 880, jars.tub(190, 170, "#4f7f8a", "SALT"))
        + at(640, 880, jars.bottle(130, 330, "#7a1733", "SLOE"))
        + at(820, 880, jars.jar(180, 240, "#5b2d49", BRASS, "PLUM"))
    )
    return grounds.wash("#e5cfa4") + grounds.disc("#efdfbc", 500, 500, 430) + boards + top + low
