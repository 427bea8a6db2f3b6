"""Knives and boards."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import laid
from barrow.sample_art.motifs import blades, fruit, leaves


@picture("category-knives-and-boards")
def cover() -> str:
    return (
        grounds.wash("#7a9a72")
        + laid(500, 500, blades.round_board(400, "#e6c696"))
        + laid(430, 480, blades.chefs_knife(430, 230, "#6b472f"), 1.1, 36)
        + laid(640, 650, fruit.cut_tomato(110))
        + laid(300, 300, leaves.sprig(210, LEAF, 6, 64, 36), 1, -40)
    )
