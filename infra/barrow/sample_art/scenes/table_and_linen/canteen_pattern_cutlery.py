"""Canteen pattern cutlery."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import OAK
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, cast, fill, laid, solid, stroke
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import cloth, table_things


@picture("canteen-pattern-cutlery-1")
def first_view() -> str:
    things = (
        (table_things.fork(470), 290),
        (table_things.fork(400), 385),
        (table_things.knife(500), 480),
        (table_things.spoon(440), 590),
        (table_things.spoon(320, wide=0.085), 700),
    )
    return (
        grounds.wash("#5f7f86")
        + grounds.disc("#76959a", 500, 500, 440)
        + laid(500, 500, cloth.napkin(680, "#e0d0b0"), 1, -3)
        + "".join(laid(x, 500, p) for p, x in things)
    )


@picture("canteen-pattern-cutlery-2")
def second_view() -> str:
    rows = ""
    for i in range(6):
        rows += (
            at(236 + i * 32, 430, table_things.fork(330), 0.72)
            + at(236 + i * 32, 700, table_things.spoon(330), 0.72)
            + at(590 + i * 36, 430, table_things.knife(330), 0.72)
            + at(590 + i * 36, 700, table_things.spoon(270, wide=0.085), 0.72)
        )
    tray = (
        solid(box(130, 240, 740, 620, 18), "#9a6240", shade=16)
        + fill(box(170, 280, 660, 540, 8), "#2f4a45")
        + fill(box(494, 280, 12, 540), "#9a6240")
        + fill(box(170, 560, 660, 12), "#9a6240")
    )
    lid = solid(
        box(-330, -80, 660, 150, 14),
        "#a86c47",
        stroke(box(-300, -56, 600, 100, 8), "#d9a87a", 5),
        shade=10,
    ) + words("CANTEEN", 0, -30, 46, "#f0d3ae")
    return (
        grounds.wash("#e8d5b4")
        + laid(500, 130, lid, 1, -3)
        + cast(fill(box(130, 240, 740, 620, 18), OAK))
        + tray
        + rows
    )
