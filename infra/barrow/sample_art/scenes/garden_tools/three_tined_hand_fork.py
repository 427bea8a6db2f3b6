"""Three tined hand fork."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, LEAF, OAT
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, laid, stroke
from barrow.sample_art.motifs import leaves, potting, tools


@picture("three-tined-hand-fork-1")
def first_view() -> str:
    fork = at(0, 0, tools.hand_fork(), 1.35, 180)
    weeds = laid(
        790,
        800,
        at(
            0,
            0,
            leaves.compound(170, FERN, 3)
            + stroke("M0 0q10 50 -6 90M0 20q-26 30 -30 64M0 20q26 30 34 58", OAT, 7),
        ),
        turn=64,
    ) + laid(
        690,
        910,
        at(0, 0, leaves.fern(190, LEAF) + stroke("M0 0q8 40 -4 80M0 14q-20 30 -24 50", OAT, 6)),
        turn=80,
    )
    return (
        grounds.wash("#efe0bf")
        + grounds.disc("#dba35f", 420, 420, 320)
        + at(420, 470, fork)
        + grounds.soil(700)
        + at(420, 800, potting.compost_heap(560, 150, "#553b2d", 8))
        + weeds
    )
