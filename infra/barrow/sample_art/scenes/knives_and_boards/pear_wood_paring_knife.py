"""Pear wood paring knife."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import cast, laid, stroke
from barrow.sample_art.motifs import blades, fruit


@picture("pear-wood-paring-knife-1")
def first_view() -> str:
    peel = stroke("M150 880C260 800 330 960 440 880S620 820 660 900", "#a9bd4f", 26) + stroke(
        "M150 876C260 796 330 956 440 876S620 816 660 896", "#f2ecc8", 9
    )
    return (
        grounds.wash("#f0dfba")
        + grounds.disc("#b9c98c", 500, 470, 400)
        + laid(260, 450, blades.paring_knife("straight", 220, 220), 1.35, -8)
        + laid(500, 450, blades.paring_knife("sheepsfoot", 205, 220), 1.35)
        + laid(740, 450, blades.paring_knife("beak", 190, 220), 1.35, 8)
        + cast(peel, 6, 8)
        + peel
        + laid(800, 860, fruit.apple(90, "#c9cf62", "#d9754a"))
    )
