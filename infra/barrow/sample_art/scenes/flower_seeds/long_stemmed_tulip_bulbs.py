"""Long stemmed tulip bulbs."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at
from barrow.sample_art.motifs import bulb_flowers


@picture("long-stemmed-tulip-bulbs-1")
def first_view() -> str:
    back = "".join(
        at(x, 1010, bulb_flowers.tulip_plant(h, "#4a2036", False, b))
        for x, h, b in (
            (90, 560, -12),
            (270, 630, 8),
            (450, 570, -8),
            (620, 640, 10),
            (800, 580, -6),
            (940, 620, 12),
        )
    )
    front = "".join(
        at(x, 1010, bulb_flowers.tulip_plant(h, "#ea7f2a", True, b), 1.15)
        for x, h, b in (
            (180, 620, 14),
            (370, 690, -10),
            (540, 600, 6),
            (720, 700, -8),
            (880, 590, 10),
        )
    )
    return grounds.wash("#f2d9c4") + grounds.disc("#e9b48f", 500, 420, 330) + back + front
