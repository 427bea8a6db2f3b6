"""Forged chefs knife."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BEECH, BOG, LEAF
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, stroke
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import blades, leaves


@picture("forged-chefs-knife-1")
def first_view() -> str:
    return (
        grounds.wash("#cfd8bd")
        + laid(500, 520, blades.board(860, 600, "#c99b66", hole=False), 1, -6)
        + at(690, 640, blades.chopped(240, 360, 210, LEAF, 3, 22))
        + laid(370, 520, blades.chefs_knife(470, 240, BEECH), 1.2, 34)
        + laid(790, 300, leaves.parsley(), 0.8, 40)
    )


@picture("forged-chefs-knife-2")
def second_view() -> str:
    mark = stroke(box(-92, -76, 184, 152, 20), "#4b555a", 8) + words(
        "AF", 0, -42, 84, "#4b555a", 0.15
    )
    return (
        grounds.wash("#8a4a35")
        + grounds.disc("#b56a48", 450, 500, 420)
        + laid(560, 480, blades.chefs_knife(470, 240, BEECH), 3.3, 62)
        + at(640, 350, mark, 1.05, 62)
    )


@picture("forged-chefs-knife-3")
def third_view() -> str:
    return (
        grounds.wash("#e9d3ad")
        + fill(box(-10, 500, 1020, 520), "#b9c2ae")
        + laid(620, 280, blades.chefs_knife(470, 260, BEECH), 1.6, 90)
        + laid(620, 720, blades.chefs_knife(470, 260, BOG), 1.6, 90)
    )
