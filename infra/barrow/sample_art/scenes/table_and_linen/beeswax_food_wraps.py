"""Beeswax food wraps."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, MUSTARD, TOMATO
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import (
    at,
    box,
    cast,
    fill,
    laid,
    oval,
    smooth,
    solid,
    stood,
    straight,
    stroke,
    thread,
)
from barrow.sample_art.motifs import blades, crockery, flowers, leaves, vegetables


@picture("beeswax-food-wraps-1")
def first_view() -> str:
    def dots(c: str, w: float) -> str:
        return "".join(
            at(x, y, flowers.daisy(20, c, MUSTARD, 6, 0.5))
            for x in range(int(-w), int(w), 62)
            for y in range(-230, 40, 58)
        )

    wrap = smooth(
        (-200, 0), (-216, -80), (-150, -190), (0, -110), (150, -190), (216, -80), (200, 0), (0, 26)
    )
    cabbage = at(0, -150, vegetables.cabbage_half(170)) + solid(
        wrap,
        "#e2a93c",
        dots("#fff3d6", 230),
        thread([(-140, -150), (-60, -60), (-90, 0)], "#2c1810", 7, 0.2),
        thread([(120, -150), (60, -70), (80, -4)], "#2c1810", 7, 0.2),
        shade=18,
    )
    cover = smooth(
        (-190, -150),
        (-100, -178),
        (0, -184),
        (100, -178),
        (190, -150),
        (206, -100),
        (150, -86),
        (90, -104),
        (0, -82),
        (-90, -104),
        (-150, -86),
        (-206, -100),
    )
    bowl = crockery.bowl(370, 170, "#f1e7d2", band="#7d96a8") + solid(
        cover,
        "#5f8f7c",
        *(fill(oval(x, y, 13), "#dfe9c8") for x in range(-190, 200, 54) for y in (-160, -120)),
        shade=12,
    )
    return (
        grounds.table("#f4e5c8", "#bb8a60", 680)
        + grounds.disc("#dbc08e", 470, 400, 320)
        + stood(330, 860, cabbage, 350)
        + stood(730, 890, bowl, 280)
    )


@picture("beeswax-food-wraps-2")
def second_view() -> str:
    sheet = straight((280, 300), (960, 240), (1000, 700), (330, 760))
    pattern = "".join(
        at(
            330 + (i % 8) * 88 + (i // 8 % 2) * 40,
            290 + (i // 8) * 78,
            leaves.leaf(46, 22, "#4f7f6c", 0),
            1,
            30 if i % 2 else -30,
        )
        for i in range(56)
    )
    lines = stroke("M320 340L960 284M330 700L996 644", "#c9a24a", 5, 0.7)
    roll = (
        solid(
            box(-80, -290, 160, 580, 60),
            "#edd9a0",
            *(
                at((i % 3) * 56 - 56, -240 + i * 32, leaves.leaf(46, 22, "#4f7f6c", 0), 1, 30)
                for i in range(17)
            ),
            shade=40,
        )
        + fill(oval(0, 282, 76, 26), "#d2b877")
        + fill(oval(0, 284, 40, 13), "#8a6b3a")
    )
    return (
        grounds.wash("#7d3f3a")
        + cast(fill(sheet, CREAM))
        + solid(sheet, "#f1dfa9", pattern, lines, shade=8)
        + laid(290, 520, roll, 1.05, 5)
        + laid(760, 790, blades.scissors(24, TOMATO), 0.95, -62)
    )
