"""Coir fibre pots."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, LEAF, OAK
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stood
from barrow.sample_art.motifs import leaves, pots, potting


@picture("coir-fibre-pots-1")
def first_view() -> str:
    row = ""
    for y, count in ((-150, 5), (-90, 5)):
        for i in range(count):
            x = -250 + i * 125
            row += at(
                x,
                y + 46,
                pots.clay_pot(118, 120, "#8a6242")
                + at(0, -110, leaves.seedling(150 + (i * 31) % 40, LEAF if i % 2 else FERN, 2)),
            )
    return (
        grounds.table("#f3e4c6", "#7f9a80", 690)
        + grounds.arch("#d7e0ba", 500, 690, 700, 560)
        + stood(500, 870, row + potting.tray(700, 120, OAK, "", wood=True), 660)
    )
