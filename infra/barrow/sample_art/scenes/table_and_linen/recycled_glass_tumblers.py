"""Recycled glass tumblers."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import fill, smooth, stood
from barrow.sample_art.motifs import cups


@picture("recycled-glass-tumblers-1")
def first_view() -> str:
    beams = grounds.light(-200, 240, 0.35, "#fff6d8") + grounds.light(240, 160, 0.3, "#fff6d8")
    caustics = "".join(
        fill(smooth((x - 90, 880), (x, 862), (x + 190, 900), (x + 60, 920)), c, 0.6)
        for x, c in ((270, "#cfe8c4"), (560, WHITE), (780, "#cfe8c4"))
    )
    return (
        grounds.table("#f3c99a", "#c98a5a", 660)
        + beams
        + caustics
        + stood(640, 800, cups.glass(210, 270, "", tint="#eef3ee", sides=5), 120)
        + stood(400, 800, cups.glass(210, 270, "", tint="#a9cba0", sides=5), 120)
        + stood(250, 890, cups.glass(230, 300, "", tint="#eef3ee", sides=5), 130)
        + stood(520, 900, cups.glass(230, 300, "", tint="#9fc596", sides=5), 130)
        + stood(785, 890, cups.glass(230, 300, "", tint="#f1f5f0", sides=5), 130)
    )
