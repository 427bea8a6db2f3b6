"""Enamel roasting tin."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import MAROON
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, laid, smooth, solid, stroke
from barrow.sample_art.motifs import leaves, ovenware


@picture("enamel-roasting-tin-1")
def first_view() -> str:
    veg = "".join(
        at(
            x,
            y,
            solid(
                smooth((-58, 30), (-50, -40), (0, -66), (54, -36), (60, 30), (0, 46)),
                c,
                stroke("M-34 10q34 -40 68 0M-18 18q18 -24 36 0", "#c55a7a", 6),
                shade=12,
            ),
            s,
            t,
        )
        for x, y, c, s, t in (
            (-190, -90, MAROON, 1.1, 20),
            (-50, -110, "#8a2a45", 1, -30),
            (90, -80, MAROON, 1.15, 60),
            (210, -100, "#8a2a45", 0.9, 0),
            (-200, 50, "#8a2a45", 1, 110),
            (-70, 40, MAROON, 1.2, -10),
            (70, 70, "#7a2038", 1, 40),
            (200, 50, MAROON, 1.1, -60),
            (-130, 130, MAROON, 0.9, 10),
            (10, 140, "#8a2a45", 0.95, 80),
            (140, 150, MAROON, 0.9, -20),
        )
    )
    herbs = "".join(
        at(x, y, leaves.sprig(150, "#7d9468", 7, 26, 16), 1, t)
        for x, y, t in ((-120, 0, 60), (60, -20, -50), (150, 110, 80), (-240, 150, 30))
    )
    return grounds.striped("#f3ead6", "#c7553d", 5, 18) + laid(
        500, 500, ovenware.roasting_tin(700, 500, "#34599a") + veg + herbs, 1.05, -10
    )
