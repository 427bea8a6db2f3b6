"""Terracotta pot feet."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import SAGE, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, oval, smooth, solid, stroke
from barrow.sample_art.motifs import leaves, pots


@picture("terracotta-pot-feet-1")
def first_view() -> str:
    foot = solid(
        smooth((-70, 0), (-60, -70), (0, -92), (60, -70), (70, 0), ease=8),
        "#b85c36",
        stroke("M-30 -20Q0 -50 30 -20", "#8f4629", 8),
        shade=10,
    )
    puddle = (
        fill(oval(330, 930, 260, 34), "#b6cfd6", 0.8)
        + fill(oval(760, 960, 190, 24), "#b6cfd6", 0.8)
        + stroke("M180 926H300M680 956H760", WHITE, 6, 0.8)
    )
    return (
        grounds.wash("#bcc9c4")
        + grounds.disc("#d9ddcb", 500, 360, 330)
        + grounds.flags("#8d908c", 740)
        + puddle
        + fill(oval(540, 868, 290, 30), "#2c1810", 0.25)
        + at(330, 872, foot)
        + at(670, 872, foot)
        + at(500, 790, pots.clay_pot(600, 560, earth=True))
        + at(500, 886, foot, 1.1)
        + at(500, 240, leaves.basil(0.7, SAGE))
    )
