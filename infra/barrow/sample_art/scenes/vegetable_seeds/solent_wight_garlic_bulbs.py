"""Solent wight garlic bulbs."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import INK, PAPER, PLUM, STRAW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, straight, stroke
from barrow.sample_art.motifs import bulbs


@picture("solent-wight-garlic-bulbs-1")
def first_view() -> str:
    door = (
        grounds.planks("#4f7378", 0, 1000, 6, upright=True)
        + fill(box(-10, 120, 1020, 90), "#3f6065")
        + fill(box(-10, 780, 1020, 90), "#3f6065")
    )
    braid = "".join(
        stroke(
            f"M{500 - 40 * (1 if i % 2 else -1)} {150 + i * 36}Q500 {170 + i * 36} {500 + 40 * (1 if i % 2 else -1)} {196 + i * 36}",
            STRAW,
            30,
        )
        for i in range(17)
    )
    planted = "".join(
        laid(500 + x, y, bulbs.garlic(r), turn=x * 0.12)
        for x, y, r in (
            (-96, 330, 74),
            (100, 380, 76),
            (-112, 470, 80),
            (112, 530, 82),
            (-104, 620, 84),
            (98, 690, 84),
            (-66, 780, 86),
            (66, 840, 84),
        )
    )
    loop = stroke("M500 60q-40 50 0 100q40 -50 0 -100", STRAW, 16) + fill(oval(500, 58, 14), INK)
    return door + loop + braid + planted


@picture("solent-wight-garlic-bulbs-2")
def second_view() -> str:
    around = "".join(
        laid(500 + x, y, bulbs.clove(190), turn=t)
        for x, y, t in (
            (-330, 800, -24),
            (-210, 850, 8),
            (-80, 880, -10),
            (60, 880, 14),
            (200, 850, -8),
            (330, 790, 26),
        )
    )
    stalk = fill(straight((478, 250), (522, 250), (516, 90), (486, 80)), STRAW)
    split = "".join(
        at(500 + x, 580, bulbs.clove(320, c), turn=x * 0.28)
        for x, c in (
            (-120, "#e4ced2"),
            (120, "#e4ced2"),
            (-62, "#ecdcd8"),
            (62, "#ecdcd8"),
            (0, PAPER),
        )
    )
    roots = stroke(
        "".join(f"M{500 + x} 584q{x * 0.3} 20 {x * 0.6} 40" for x in (-50, -25, 0, 25, 50)),
        STRAW,
        7,
    )
    return (
        grounds.wash("#cfd8c2") + grounds.disc(PLUM, 500, 420, 300) + stalk + split + roots + around
    )
