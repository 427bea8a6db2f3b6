"""Drumstick allium bulbs."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill
from barrow.sample_art.motifs import bulb_flowers, flowers


@picture("drumstick-allium-bulbs-1")
def first_view() -> str:
    heads = "".join(
        at(x, 1010, bulb_flowers.allium(h, c, b), 1.35)
        for x, h, b, c in (
            (130, 430, -20, "#7a2348"),
            (280, 560, 10, "#8a2f5a"),
            (430, 470, -14, "#6e1f3c"),
            (560, 610, 12, "#8a2f5a"),
            (700, 500, -6, "#7a2348"),
            (860, 570, 18, "#8a2f5a"),
        )
    )
    return (
        grounds.wash("#e9e3c8")
        + fill(box(-10, 760, 1020, 260), "#a9b98a")
        + grounds.disc("#f4cfa8", 340, 360, 240)
        + heads
        + at(690, 250, flowers.bumblebee(86), turn=-16)
        + at(200, 400, flowers.bumblebee(70), turn=12, flip=True)
    )
