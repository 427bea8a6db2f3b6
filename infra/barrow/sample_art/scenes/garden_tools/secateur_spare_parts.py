"""Secateur spare parts."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRASS, COAL, CREAM, SILVER, STEEL
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import box, fill, laid, oval, smooth, solid, stroke
from barrow.sample_art.motifs import sundries


@picture("secateur-spare-parts-1")
def first_view() -> str:
    spring = stroke(
        "".join(f"M{x} -60q26 60 0 120q26 -60 34 -120" for x in range(-110, 110, 34)), STEEL, 15
    )
    stop = solid(box(-56, -44, 112, 88, 30), COAL, fill(oval(0, 0, 22), "#55504b"), shade=10)
    blade = solid(
        smooth((-30, 130), (-70, 20), (-50, -110), (40, -210), (70, -120), (50, 20), (40, 130)),
        SILVER,
        fill(oval(0, 80, 22), "#bd9a68"),
        shade=14,
    )
    catch = stroke("M-70 30Q-60 -50 10 -44Q80 -40 70 40", BRASS, 26) + fill(
        oval(-70, 36, 20), BRASS
    )
    return (
        grounds.wash("#4b6a72")
        + grounds.mat("#d9bd8c", CREAM)
        + laid(300, 310, spring, 1.05)
        + laid(680, 300, stop, 1.5)
        + laid(310, 640, blade, 1.15, 12)
        + laid(600, 610, catch, 1.2)
        + laid(770, 640, sundries.spanner(330), 1.1, 14)
    )
