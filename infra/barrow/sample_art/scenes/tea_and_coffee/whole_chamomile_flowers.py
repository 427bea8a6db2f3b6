"""Whole chamomile flowers."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import MUSTARD
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import laid, oval, solid, stroke
from barrow.sample_art.motifs import flowers


@picture("whole-chamomile-flowers-1")
def first_view() -> str:
    blooms = "".join(
        laid(
            500 + x,
            520 + y,
            flowers.daisy(r, "#fdf6e6", MUSTARD, 13, 0.42)
            + solid(oval(0, 0, r * 0.34), MUSTARD, shade=5),
            1,
            t,
        )
        for x, y, r, t in (
            (-290, -250, 78, 0),
            (-60, -310, 88, 20),
            (200, -260, 82, 50),
            (340, -60, 74, 10),
            (-360, 0, 80, 40),
            (-150, -80, 96, 70),
            (80, -60, 100, 15),
            (-260, 220, 86, 30),
            (-20, 170, 94, 60),
            (220, 140, 90, 5),
            (330, 300, 74, 33),
            (90, 360, 80, 22),
            (-170, 380, 76, 48),
        )
    )
    stems = "".join(
        stroke(f"M{x} {y}q30 60 10 130", "#a9a558", 9)
        for x, y in ((260, 330), (560, 620), (430, 780), (760, 740), (640, 310))
    )
    return grounds.wash("#6f8f8c") + grounds.disc("#86a5a0", 500, 500, 440) + stems + blooms
