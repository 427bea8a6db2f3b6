"""Pots and planters."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stood
from barrow.sample_art.motifs import leaves, pots


@picture("category-pots-and-planters")
def cover() -> str:
    return (
        grounds.table("#8fb0a5", "#e6d6b8", 700)
        + grounds.arch("#b9cdbd", 500, 700, 760, 620)
        + stood(760, 790, at(0, -330, leaves.chives(20, 260)) + pots.dolly_tub(250, 330), 210)
        + stood(250, 800, at(0, -290, leaves.basil(0.95)) + pots.clay_pot(300, 300), 250)
        + stood(510, 890, at(0, -200, leaves.parsley()) + pots.clay_pot(230, 210, "#d07a50"), 190)
        + stood(860, 910, at(0, -110, leaves.thyme(9, 130)) + pots.clay_pot(140, 120), 120)
    )
