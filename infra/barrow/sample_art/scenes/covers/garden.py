"""Garden."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, smooth, stood
from barrow.sample_art.motifs import leaves, potting, tools


@picture("category-garden")
def cover() -> str:
    rows = "".join(
        at(500 + (x - 500) * s, y, leaves.lettuce(190, FERN if i % 2 else "#8fb552"), s)
        for y, s in ((620, 0.4), (680, 0.6), (770, 0.85))
        for i, x in enumerate(range(-250, 1300, 160))
    )
    return (
        grounds.wash("#f6d3a3")
        + grounds.disc("#ee9a55", 500, 430, 290)
        + grounds.hills("#6f9458", "#a3b673", 480)
        + grounds.soil(600)
        + rows
        + at(270, 900, tools.spade(330), 1.0, -7)
        + at(440, 660, tools.hand_fork(), 1.15, 184)
        + at(440, 905, potting.compost_heap(220, 90, "#553b2d"))
        + fill(
            smooth(
                (-30, 905),
                (160, 870),
                (400, 900),
                (700, 880),
                (1030, 900),
                (1030, 1040),
                (-30, 1040),
            ),
            "#3d2a20",
        )
        + stood(730, 950, potting.can(), 290, 1.05)
    )
