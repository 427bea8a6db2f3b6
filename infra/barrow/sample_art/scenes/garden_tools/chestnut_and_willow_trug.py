"""Chestnut and willow trug."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, LEAF
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, stood
from barrow.sample_art.motifs import bulbs, potting, vegetables


@picture("chestnut-and-willow-trug-1")
def first_view() -> str:
    load = "".join(
        at(x, y, p, 1, t)
        for x, y, p, t in (
            (-190, -10, vegetables.beetroot(70), -30),
            (-80, -20, vegetables.beetroot(74), -8),
            (210, -20, bulbs.onion(66, "#c98a45"), 14),
            (130, -40, bulbs.onion(70, "#d49a52"), -10),
            (40, -10, vegetables.pod(260, 40, LEAF), 16),
            (10, -10, vegetables.pod(280, 40, FERN), -4),
            (70, -6, vegetables.pod(240, 40, LEAF), 34),
            (250, 0, bulbs.onion(56, "#c98a45"), 30),
        )
    )
    path = grounds.bricks("#b86a48", "#d9b394", 640, 1000, 90)
    return (
        grounds.wash("#dfe7cc")
        + fill(box(-10, 520, 1020, 130), "#88a468")
        + grounds.disc("#f4dca6", 500, 330, 240)
        + path
        + stood(500, 890, potting.trug(620, load=load), 560, 1.15)
    )


@picture("chestnut-and-willow-trug-2")
def second_view() -> str:
    return grounds.wash("#506b4a") + at(260, 1010, potting.trug(900), 2.5, -8)
