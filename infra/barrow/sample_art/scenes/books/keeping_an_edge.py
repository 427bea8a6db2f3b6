"""Keeping an edge."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, cast, fill, oval, stroke
from barrow.sample_art.motifs import blades, paper


@picture("keeping-an-edge-1")
def first_view() -> str:
    art = at(0, 40, at(0, 0, blades.chefs_knife(170, 90, "#e9dfc8", "#dfe5e6"), 1.1, 40)) + stroke(
        box(-150, -210, 300, 420), "#e9e3d2", 5
    )
    stone = at(500, 640, blades.whetstone(760, 130, "#6f7f86", "#59666c"))
    book = at(
        510,
        470,
        paper.book(360, 500, "#8b9296", art, ("KEEPING", "AN EDGE"), CREAM, 0.09, 0.12),
        1,
        -14,
    )
    return (
        grounds.planks("#a5683f", 0, 1000, 5)
        + fill(oval(520, 790, 440, 50), "#2c1810", 0.25)
        + stone
        + cast(book, 16, 22)
        + book
    )
