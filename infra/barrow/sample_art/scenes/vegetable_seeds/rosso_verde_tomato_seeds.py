"""Rosso verde tomato seeds."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRICK, FERN, KRAFT, OAK, OAT, OLIVE, SLATE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, cast, fill, laid, solid, stood, straight
from barrow.sample_art.motifs import fruit, leaves, paper, potting


@picture("rosso-verde-tomato-seeds-1")
def first_view() -> str:
    slate = straight((130, 640), (880, 610), (930, 850), (90, 880))
    return (
        grounds.table("#f0c9a6", OAT, 560)
        + grounds.disc(BRICK, 500, 470, 330)
        + cast(fill(slate, SLATE))
        + solid(slate, SLATE, shade=18)
        + stood(345, 680, at(0, -120, fruit.tomato(165)), 300)
        + stood(660, 665, at(0, -105, fruit.tomato(146, "#c23a2a")), 260)
        + stood(520, 800, at(0, -70, fruit.tomato(118, "#dd4a30")), 190)
        + laid(745, 770, fruit.cut_tomato(104))
    )


@picture("rosso-verde-tomato-seeds-2")
def second_view() -> str:
    seedlings = "".join(
        at(x, -70, leaves.seedling(110 + x % 29, FERN, 2)) for x in range(-190, 191, 63)
    )
    stamp = at(0, 10, fruit.tomato(76, BRICK, OLIVE))
    return (
        grounds.wash("#dfe6cf")
        + grounds.planks("#b98a5b", 640, 1000, 3)
        + stood(670, 800, seedlings + potting.tray(480, 96, OAK, wood=True), 480)
        + laid(
            300, 470, paper.packet(330, 470, KRAFT, "ROSSO VERDE", stamp, BRICK, "#e2bd8c"), turn=-7
        )
    )
