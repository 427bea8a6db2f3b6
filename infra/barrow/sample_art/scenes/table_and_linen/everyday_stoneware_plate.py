"""Everyday stoneware plate."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, TOMATO
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval, stood
from barrow.sample_art.motifs import crockery, fruit, leaves, table_things


@picture("everyday-stoneware-plate-1")
def first_view() -> str:
    stack = crockery.stacked_plates(
        620, ("#2c3d5c", "#2c3d5c", "#6f7f45", "#6f7f45", "#ece2cc", "#ece2cc"), 50
    )
    specks = "".join(
        fill(oval(-240 + (i * 61) % 480, -205 - (i * 17) % 70, 4), "#8f7a5a") for i in range(30)
    )
    return (
        grounds.table("#dfc2a2", "#efe4cc", 700)
        + grounds.disc("#c97f5a", 500, 420, 330)
        + stood(500, 870, stack + specks, 430)
        + laid(850, 920, table_things.fork(300), 1, 70)
    )


@picture("everyday-stoneware-plate-2")
def second_view() -> str:
    slices = "".join(
        laid(480 + x, 500 + y, fruit.cut_tomato(r, c), 1, t)
        for x, y, r, c, t in (
            (-130, -90, 92, TOMATO, 0),
            (60, -130, 86, "#e8a12c", 20),
            (150, 30, 94, "#c23a2a", 40),
            (-20, 40, 96, "#e0592f", 10),
            (-150, 110, 84, "#e8a12c", 60),
            (60, 160, 88, TOMATO, 30),
        )
    )
    basil = "".join(
        at(480 + x, 500 + y, leaves.leaf(84, 60, LEAF, 3, 0.5), 1, t)
        for x, y, t in (
            (-60, -30, 40),
            (110, -40, 160),
            (-90, 40, 250),
            (50, 90, 10),
            (140, 120, 100),
            (0, -110, 320),
        )
    )
    return (
        grounds.striped("#eadcc0", "#5f7d8a", 5, 16)
        + laid(480, 500, crockery.plate(370, "#efe6d2", "#7d6a4c"))
        + slices
        + basil
        + laid(900, 520, table_things.fork(520))
    )
