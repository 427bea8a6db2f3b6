"""Ziva paperwhite bulbs."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, LEAF, OAT
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, oval, smooth, solid, stood, thread
from barrow.sample_art.motifs import bulb_flowers, bulbs, leaves


@picture("ziva-paperwhite-bulbs-1")
def first_view() -> str:
    plants = ""
    for x, h, b in ((-150, 520, -26), (-60, 600, -8), (30, 560, 6), (120, 610, 20), (190, 500, 36)):
        plants += at(
            x * 0.9,
            -150,
            leaves.blade(h * 0.8, 26, LEAF, b * 2) + leaves.blade(h * 0.66, 24, FERN, -b),
        )
        plants += at(x * 0.9, -150, thread([(0, 0), (b * 0.3, -h * 0.5), (b, -h * 0.86)], FERN, 10))
        plants += "".join(
            at(x * 0.9 + b + dx, -150 - h * 0.86 + dy, bulb_flowers.narcissus(46))
            for dx, dy in ((-50, 6), (44, -4), (-8, -52), (4, 40))
        )
    planted = "".join(at(x, -150, bulbs.flower_bulb(64, "#a8743f")) for x in (-170, -60, 50, 160))
    pebbles = "".join(
        at(
            -250 + i * 31,
            -112 - (i % 3) * 10,
            solid(oval(0, 0, 24, 17), (OAT, "#b9b2a5", "#d8cdb9")[i % 3], shade=6),
        )
        for i in range(17)
    )
    dish = solid(
        smooth((-320, -110), (320, -110), (270, -20), (200, 0), (-200, 0), (-270, -20), ease=9),
        "#34687a",
        shade=26,
    )
    return (
        grounds.table("#e9c9a8", "#8f6a4a", 720)
        + grounds.arch("#d89a72", 500, 720, 660, 640)
        + stood(500, 880, plants + planted + pebbles + dish, 520)
    )
