"""Waxed canvas work apron."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import COPPER, OLIVE, STRAW, TOMATO
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, cast, fill, laid, oval, solid, straight, stroke, thread
from barrow.sample_art.motifs import cloth, sundries, tools


@picture("waxed-canvas-work-apron-1")
def first_view() -> str:
    door = (
        grounds.planks("#8fa08c", 0, 1000, 6, upright=True)
        + fill(box(-10, 60, 1020, 80), "#7b8d79")
        + fill(box(-10, 840, 1020, 80), "#7b8d79")
    )
    return (
        door
        + laid(500, 130, cloth.apron(420, 760, OLIVE, "#8a5a34", cross=True))
        + at(500, 120, cloth.hook())
    )


@picture("waxed-canvas-work-apron-2")
def second_view() -> str:
    ground = grounds.wash(OLIVE) + "".join(
        thread([(x, -10), (x + 30, 500), (x - 10, 1010)], "#2c1810", 26, 0.08)
        for x in (120, 420, 880)
    )
    pocket = straight((190, 420), (850, 540), (850, 960), (190, 960))
    top = at(390, 420, tools.secateurs(TOMATO, 14), 0.95, 176) + at(
        680, 560, sundries.spool(STRAW, 230, 190)
    )
    stitches = stroke("M214 452L826 562V936H214Z", "#d8cf93", 6, 0.9, "16 12")
    rivets = "".join(fill(oval(x, y, 15), COPPER) for x, y in ((206, 440), (836, 556)))
    return (
        ground
        + cast(top, 10, 10)
        + top
        + cast(fill(pocket, OLIVE), 10, 16)
        + solid(pocket, "#7d8440", shade=16)
        + stroke("M190 420L850 540", "#9aa056", 14)
        + stitches
        + rivets
    )
