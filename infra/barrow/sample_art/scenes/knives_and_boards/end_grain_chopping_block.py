"""End grain chopping block."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import AMBER, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval, smooth, solid, stroke
from barrow.sample_art.motifs import blades, bulbs


@picture("end-grain-chopping-block-1")
def first_view() -> str:
    return (
        grounds.wash("#7d9a94")
        + grounds.disc("#96b0a6", 500, 480, 430)
        + laid(500, 470, blades.end_grain(8, 6, 760, 540, "#c68f58", "#ecd3a4"), 1, -5)
        + laid(800, 250, bulbs.garlic(64), 1, 20)
    )


@picture("end-grain-chopping-block-2")
def second_view() -> str:
    oil = smooth((300, 330), (520, 260), (740, 360), (780, 560), (640, 720), (420, 700), (270, 560))
    drop = solid(
        "M520 60Q450 170 520 210Q590 170 520 60Z",
        AMBER,
        fill(oval(500, 160, 9, 17), WHITE, 0.8),
        shade=10,
    )
    return (
        at(500, 500, blades.end_grain(5, 5, 1300, 1300, "#c68f58", "#ecd3a4"), 1, -8)
        + fill(oil, "#8a5420", 0.5)
        + stroke(oil, "#f2cf8f", 8, 0.8)
        + fill(smooth((400, 400), (470, 360), (480, 380), (420, 430)), WHITE, 0.5)
        + drop
    )
