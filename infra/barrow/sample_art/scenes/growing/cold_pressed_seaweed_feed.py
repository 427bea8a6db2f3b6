"""Cold pressed seaweed feed."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import COAL, CREAM, OLIVE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, oval, smooth, solid, stood, stroke, thread
from barrow.sample_art.motifs import jars


@picture("cold-pressed-seaweed-feed-1")
def first_view() -> str:
    wrack = "".join(
        at(
            x,
            y,
            thread([(0, 0), (-10, -80), (20, -150), (0, -220)], "#7a7a34", 22)
            + "".join(
                fill(oval(dx, dy, 15, 11), "#99963f")
                for dx, dy in ((-20, -60), (26, -110), (0, -170), (-16, -210))
            ),
            1,
            t,
        )
        for x, y, t in (
            (190, 880, -50),
            (250, 900, -20),
            (760, 890, 30),
            (840, 880, 58),
            (690, 920, 80),
            (310, 930, -84),
        )
    )
    rock = solid(
        smooth((60, 1010), (120, 830), (300, 770), (520, 750), (760, 780), (900, 850), (960, 1010)),
        "#6f7577",
        shade=24,
    )
    waves = "".join(
        stroke(
            f"M-10 {y}q60 -26 120 0t120 0t120 0t120 0t120 0t120 0t120 0t120 0t120 0",
            "#dcebea",
            7,
            0.8,
        )
        for y in (560, 620, 680)
    )
    return (
        grounds.wash("#f2dcc0")
        + fill(box(-10, 520, 1020, 500), "#6fa3a8")
        + grounds.disc("#f4b98a", 700, 400, 150)
        + fill(box(-10, 520, 1020, 500), "#6fa3a8")
        + waves
        + rock
        + wrack
        + stood(
            490,
            850,
            jars.bottle(
                250,
                580,
                "#6b4423",
                "SEAWEED",
                CREAM,
                COAL,
                art=at(0, 20, thread([(-30, 20), (0, -30), (30, 10)], OLIVE, 12)),
            ),
            210,
        )
    )
