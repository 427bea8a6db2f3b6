"""Horticultural fleece."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, smooth, stroke
from barrow.sample_art.motifs import leaves


@picture("horticultural-fleece-1")
def first_view() -> str:
    carrots = "".join(
        at(x, 880, leaves.fern(110, LEAF, 6), turn=(x * 7) % 50 - 25) for x in range(40, 1000, 42)
    )
    hoops = ""
    for i in range(5):
        s, x, y = 1 - i * 0.13, 250 + i * 140, 800 - i * 66
        hoops += at(
            x,
            y,
            fill("M-210 0A210 260 0 0 1 210 0Z", "#fbfaf4", 0.86)
            + stroke("M-210 0A210 260 0 0 1 210 0", "#c4ccc8", 8),
            s,
        )
    cloth = fill(
        smooth(
            (40, 800),
            (80, 630),
            (250, 540),
            (440, 560),
            (820, 370),
            (880, 400),
            (950, 540),
            (460, 800),
            ease=9,
        ),
        WHITE,
        0.94,
    )
    ribs = "".join(
        stroke(f"M{a} {b}Q{c} {d} {e} {f}", "#cfd6d2", 8)
        for a, b, c, d, e, f in (
            (460, 800, 460, 560, 262, 540),
            (600, 722, 600, 500, 440, 556),
            (720, 660, 710, 450, 560, 500),
            (830, 604, 820, 410, 690, 434),
        )
    )
    return (
        grounds.wash("#cfe1e6")
        + grounds.disc("#fbeac0", 780, 200, 120)
        + grounds.hills("#a9bf88", "#c9d6b2", 400)
        + grounds.soil(560)
        + hoops
        + cloth
        + ribs
        + carrots
    )
