"""Terracotta saucer."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CLAY, darker, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, oval, solid, stood, stroke
from barrow.sample_art.motifs import pots


@picture("terracotta-saucer-1")
def first_view() -> str:
    stack = "".join(
        stood(
            420,
            800 - i * 52,
            pots.saucer(520 - i * 34, CLAY if i % 2 else "#d27c52", 56),
            430 if i == 0 else 300,
        )
        for i in range(5)
    )
    face = (
        solid(oval(0, 0, 170), CLAY, shade=14)
        + stroke(oval(0, 0, 150), lighter(CLAY, 0.3), 7)
        + fill(oval(4, 6, 124), darker(CLAY, 0.16))
        + stroke(oval(4, 6, 84), lighter(CLAY, 0.25), 9)
    )
    return (
        grounds.table("#c9d8cc", "#e6d2ac", 600)
        + grounds.disc("#eab98d", 420, 420, 270)
        + stack
        + stood(770, 830, at(0, -168, face), 200)
    )
