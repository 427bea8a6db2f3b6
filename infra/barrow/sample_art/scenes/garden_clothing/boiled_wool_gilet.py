"""Boiled wool gilet."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import IRON, OAT, WALNUT
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import laid, stroke
from barrow.sample_art.motifs import clothes


@picture("boiled-wool-gilet-1")
def first_view() -> str:
    hanger = stroke("M500 120v-40q0 -30 26 -20", IRON, 10) + stroke(
        "M260 260L500 120L740 260", WALNUT, 26
    )
    return (
        grounds.wash("#d9c39a")
        + grounds.disc("#c97c4e", 500, 500, 390)
        + hanger
        + laid(500, 190, clothes.gilet(560, 680, "#4b4c50", "#f0e2c6", "#b5452f", OAT))
    )
