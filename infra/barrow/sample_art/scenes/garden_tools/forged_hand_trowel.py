"""Forged hand trowel."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import KRAFT
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import cast, fill, laid, smooth, solid, stroke
from barrow.sample_art.motifs import tools


@picture("forged-hand-trowel-1")
def first_view() -> str:
    leather = smooth(
        (60, 120),
        (500, 70),
        (940, 130),
        (900, 520),
        (950, 900),
        (500, 940),
        (70, 890),
        (110, 500),
        ease=9,
    )
    hide = solid(
        leather,
        "#9c6440",
        stroke(
            smooth(
                (90, 150),
                (500, 104),
                (906, 160),
                (866, 520),
                (912, 870),
                (500, 906),
                (104, 860),
                (146, 500),
                ease=9,
            ),
            "#d9a87a",
            5,
            0.9,
            "16 12",
        ),
        shade=22,
    )
    return (
        grounds.wash("#e7d3b2")
        + cast(fill(leather, KRAFT))
        + hide
        + laid(270, 500, tools.trowel(240, 128, 220), 1.2, -6)
        + laid(500, 510, tools.trowel(290, 78, 210), 1.15, 2)
        + laid(730, 500, tools.trowel(220, 124, 360), 1.1, 7)
    )


@picture("forged-hand-trowel-2")
def second_view() -> str:
    return (
        grounds.wash("#31574f")
        + grounds.disc("#e7b873", 500, 500, 400)
        + laid(520, 420, tools.trowel(300, 150, 300), 3.1, 38)
    )
