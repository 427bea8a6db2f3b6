"""Hedge shore and wood."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import COAL, FERN, LEAF, MAROON, MOSS, PINE, SKIN, TOMATO, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, stroke
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import flowers, leaves, paper, people


@picture("hedge-shore-and-wood-1")
def first_view() -> str:
    flower = "".join(
        at(x, y, flowers.daisy(24, WHITE, FERN, 6, 0.5))
        for x, y in ((-30, -100), (10, -126), (40, -96), (-4, -82), (0, -100))
    )
    plant = (
        stroke("M0 150V-90", FERN, 9)
        + at(-6, 150, leaves.leaf(260, 80, LEAF, 0), 1, -26)
        + at(6, 150, leaves.leaf(250, 80, "#5d9048", 0), 1, 28)
        + flower
    )
    left = (
        words("WILD", 0, -190, 34, PINE)
        + words("GARLIC", 0, -140, 34, PINE)
        + at(0, -60, paper.paragraphs(180, 9, COAL, 26))
    )
    hands = at(240, 800, people.hand(SKIN, "#8a5a34", 300, 3), 0.9, 20, flip=False) + at(
        770, 800, people.hand(SKIN, "#8a5a34", 300, 3), 0.9, -20, flip=True
    )
    trees = "".join(fill(box(x, -10, 34, 720), "#4b5d45", 0.7) for x in (90, 250, 620, 880))
    return (
        grounds.wash("#a8bd8c")
        + trees
        + grounds.disc("#cfd9a9", 500, 440, 380)
        + laid(500, 480, paper.spread(600, 480, left, plant))
        + hands
    )


@picture("hedge-shore-and-wood-2")
def second_view() -> str:
    good = at(
        0,
        170,
        stroke("M0 0V-200", FERN, 9)
        + at(0, -195, flowers.umbel(110, WHITE, 2))
        + at(0, -40, leaves.fern(170, LEAF, 7), 1, -44)
        + at(0, -60, leaves.fern(160, LEAF, 7), 1, 44),
    )
    bad = at(
        0,
        170,
        stroke("M0 0V-200", "#8a9a4c", 11)
        + "".join(
            fill(oval(x, y, 7, 10), MAROON) for x, y in ((-2, -30), (3, -70), (-3, -110), (2, -150))
        )
        + at(0, -195, flowers.umbel(110, "#f3efe0", 7))
        + at(0, -40, leaves.fern(170, MOSS, 9, 0.3), 1, -44)
        + at(0, -60, leaves.fern(160, MOSS, 9, 0.3), 1, 44),
    )
    tick = stroke("M-40 0L-12 30L44 -36", LEAF, 18)
    cross = stroke("M-34 -34L34 34M34 -34L-34 34", TOMATO, 18)
    return (
        grounds.wash("#44606a")
        + grounds.disc("#5a7780", 500, 500, 430)
        + laid(
            500,
            500,
            paper.spread(
                860,
                640,
                good + at(0, -240, tick) + at(0, 216, paper.paragraphs(260, 3)),
                bad + at(0, -240, cross) + at(0, 216, paper.paragraphs(260, 3)),
            ),
            1,
            -3,
        )
    )
