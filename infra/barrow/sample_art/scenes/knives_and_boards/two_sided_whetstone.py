"""Two sided whetstone."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BOG, OAT, SKIN
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, cast, fill, laid, oval, solid, straight, stroke
from barrow.sample_art.motifs import blades, people


@picture("two-sided-whetstone-1")
def first_view() -> str:
    water = "".join(
        fill(oval(x, y, 13, 9), "#dcecee", 0.9)
        for x, y in ((300, 640), (380, 680), (600, 620), (690, 664), (760, 630), (250, 700))
    )
    cloth_shape = straight((60, 660), (940, 640), (980, 880), (30, 900))
    return (
        grounds.wash("#5b6f6a")
        + grounds.disc("#74897f", 500, 420, 360)
        + cast(fill(cloth_shape, OAT))
        + solid(
            cloth_shape,
            "#e8dcc2",
            stroke("M80 700L950 680M60 850L960 836", "#4f74a6", 13),
            shade=10,
        )
        + laid(470, 700, blades.whetstone(600, 100))
        + water
        + laid(560, 430, blades.chefs_knife(470, 240, BOG), 1.15, -68)
        + at(890, 420, people.fist(SKIN, "#3f5f7c", 300), 0.95, -64)
    )
