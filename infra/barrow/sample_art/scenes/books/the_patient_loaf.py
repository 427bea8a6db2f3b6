"""The patient loaf."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import COAL, CREAM, STRAW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, laid, solid, straight, stroke
from barrow.sample_art.lettering import handwriting
from barrow.sample_art.motifs import bread, paper


@picture("the-patient-loaf-1")
def first_view() -> str:
    art = at(
        0,
        110,
        solid(
            straight((-250, -180), (240, -210), (260, 190), (-240, 210)),
            "#efe4cc",
            stroke("M-250 -150L250 -180M-240 178L260 158", "#4f74a6", 9),
            shade=8,
        )
        + bread.round_loaf(180, "#7a4526"),
    )
    return (
        grounds.planks("#a9744a", 0, 1000, 5)
        + laid(500, 500, paper.book(580, 740, "#c9833f", art, ("THE PATIENT", "LOAF"), CREAM), 1, 5)
        + laid(880, 180, paper.wheat_ear(200, STRAW), 1, 40)
    )


@picture("the-patient-loaf-2")
def second_view() -> str:
    def quarter(y: float, holes: int, seed: int, tone: str) -> str:
        return at(
            0,
            y,
            bread.cut_loaf(220, tone, bread.CRUST, holes, seed)
            + handwriting(-70, 34, 130, COAL, seed),
        )

    left = quarter(-90, 8, 1, "#f3dfae") + quarter(150, 26, 2, "#f7dd96")
    right = quarter(-90, 50, 3, "#efd49a") + quarter(150, 90, 4, "#f4d68a")
    return (
        grounds.wash("#5b6f5a")
        + grounds.disc("#718670", 500, 500, 430)
        + laid(500, 500, paper.spread(840, 600, left, right), 1, -4)
    )
