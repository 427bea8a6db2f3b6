"""Treaded border spade."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, LEAF, SOIL
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, straight
from barrow.sample_art.motifs import leaves, potting, tools


@picture("treaded-border-spade-1")
def first_view() -> str:
    left = straight(
        (-10, 740),
        (330, 740),
        (370, 880),
        (660, 880),
        (700, 740),
        (1010, 740),
        (1010, 1010),
        (-10, 1010),
    )
    trench = fill(straight((320, 740), (710, 740), (670, 890), (360, 890)), "#2e1f17")
    grass = "".join(
        at(x, 744, leaves.blade(60 + x % 37, 14, LEAF if x % 2 else FERN, (x * 7) % 40 - 20))
        for x in [*range(0, 330, 17), *range(700, 1010, 17)]
    )
    sky = (
        grounds.wash("#cfe0dd")
        + grounds.disc("#f4d9a4", 640, 330, 210)
        + grounds.hills("#a8bd84", "#c6d2ab", 600)
    )
    return (
        sky
        + trench
        + at(510, 880, tools.spade(330), 1.05, 3)
        + fill(left, SOIL)
        + grass
        + grounds.crumbs(890, 1000, SOIL, 60)
        + at(180, 750, potting.compost_heap(260, 80, "#5a3f30"))
    )


@picture("treaded-border-spade-2")
def second_view() -> str:
    return (
        grounds.wash("#c8593a")
        + grounds.disc("#f0c98f", 480, 560, 380)
        + laid(500, 1130, tools.spade(400), 2.7, 8)
    )
