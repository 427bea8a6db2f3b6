"""Potting shed breakfast tea."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, KRAFT, LEAF, PINE, WHITE, darker, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, smooth, solid, stood, stroke
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import cups, food, leaves, pans, pots, tools


@picture("potting-shed-breakfast-tea-1")
def first_view() -> str:
    panes = grounds.window("#8a9a86", "#5f7264", "#a87a4e", 690, "", "#e6dcae", 150)
    return (
        panes
        + stood(480, 850, cups.mug(300, 290, WHITE, "#c68d5c", "#2f5a8a"), 280)
        + at(460, 540, pans.steam(170, count=2))
        + stood(800, 860, pots.clay_pot(170, 150) + at(0, -144, leaves.seedling(120, LEAF, 2)), 150)
        + laid(180, 900, tools.trowel(180, 96, 170), 0.9, 74)
    )


@picture("potting-shed-breakfast-tea-2")
def second_view() -> str:
    lip = smooth(
        (-250, -420), (-120, -450), (60, -430), (250, -456), (262, -400), (0, -350), (-262, -390)
    )
    bag = solid(
        smooth((-262, -400), (0, -360), (262, -400), (280, 0), (0, 30), (-280, 0), ease=11),
        KRAFT,
        stroke("M-200 -300q30 120 0 240M220 -320q-20 140 10 260", darker(KRAFT, 0.25), 7, 0.7),
        shade=36,
    )
    inside = fill(
        smooth(
            (-240, -404),
            (-100, -440),
            (60, -420),
            (240, -440),
            (230, -390),
            (0, -356),
            (-230, -386),
        ),
        "#2a1c15",
    ) + at(0, -400, food.shreds(110, 200, 26, 30, ("#3a241a", "#4a2c1e", "#2a1a12"), 4))
    tag = (
        fill(box(-130, -260, 260, 170, 10), CREAM)
        + words("POTTING", 0, -226, 34, PINE)
        + words("SHED", 0, -172, 44, PINE)
    )
    return (
        grounds.table("#dfe3cc", "#8f6a48", 620)
        + grounds.disc("#b9c49a", 500, 430, 340)
        + stood(520, 850, fill(lip, lighter(KRAFT, 0.2)) + inside + bag + tag, 480)
        + at(190, 880, food.leaf_heap(("#3a241a", "#55341f", "#2a1a12"), 150, 50))
    )
