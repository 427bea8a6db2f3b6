"""Genovese basil seeds."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stood
from barrow.sample_art.motifs import leaves, pots


@picture("genovese-basil-seeds-1")
def first_view() -> str:
    view = grounds.hills("#a9c38a", "#cfdcae", 430)
    return grounds.window("#f6e6cc", WHITE, "#d9b48a", 720, view) + stood(
        500, 850, pots.clay_pot(300, 260) + at(0, -250, leaves.basil(1.35)), 260
    )
