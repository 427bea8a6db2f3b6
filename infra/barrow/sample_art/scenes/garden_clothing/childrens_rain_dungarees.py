"""Childrens rain dungarees."""

import random

from barrow.sample_art import grounds
from barrow.sample_art.colours import COAL, MUSTARD, SKIN
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, oval, smooth, solid, straight, stroke, thread
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import clothes, potting, tools


@picture("childrens-rain-dungarees-1")
def first_view() -> str:
    head = (
        solid(oval(0, -100, 92, 96), SKIN, shade=14)
        + fill(
            smooth(
                (-96, -96), (-88, -190), (0, -214), (88, -190), (96, -96), (50, -150), (-40, -150)
            ),
            "#6d4428",
        )
        + fill(oval(-32, -100, 7), COAL)
        + fill(oval(32, -100, 7), COAL)
        + stroke("M-26 -60Q0 -40 26 -60", "#a8502c", 7)
        + fill(oval(-56, -74, 15, 10), "#e58d78", 0.7)
        + fill(oval(56, -74, 15, 10), "#e58d78", 0.7)
    )
    shirt = solid(
        smooth((-110, 30), (0, 0), (110, 30), (130, 190), (-130, 190)),
        "#e7e0cf",
        *(stroke(f"M-160 {y}H160", "#4f7fa3", 13) for y in range(20, 200, 36)),
        shade=10,
    )
    sleeve = stroke("M-96 50Q-170 130 -150 220", "#e7e0cf", 58) + stroke(
        "M96 50Q170 110 190 200", "#e7e0cf", 58
    )
    hands = fill(oval(-150, 240, 28), SKIN) + fill(oval(194, 222, 28), SKIN)
    child = sleeve + shirt + at(0, 10, clothes.dungarees(330, 520, MUSTARD)) + head + hands
    boots = at(-70, 640, clothes.boot(150, "#c23b2c", "#e6d9b4")) + at(
        60, 640, clothes.boot(150, "#c23b2c", "#e6d9b4")
    )
    rain = "".join(
        stroke(f"M{rand.uniform(0, 1000):.0f} {rand.uniform(0, 660):.0f}l-10 34", "#8fb3bd", 6, 0.7)
        for rand in [random.Random(9)]
        for _ in range(44)
    )
    return (
        grounds.wash("#c3d6d8")
        + grounds.hills("#93ad7d", "#b4c7a4", 600)
        + rain
        + grounds.soil(790)
        + fill(oval(240, 900, 170, 30), "#8fb3bd", 0.8)
        + at(480, 270, boots + child)
        + at(690, 860, tools.spade(120), 0.8, 8)
        + at(800, 900, potting.compost_heap(220, 100, "#5a3f30"))
    )


@picture("childrens-rain-dungarees-2")
def second_view() -> str:
    leg = straight((250, -10), (760, -10), (720, 690), (300, 690))
    hem = solid(
        box(280, 560, 460, 150, 12),
        "#e9b64a",
        stroke("M296 590H724M296 680H724", "#fbe3a4", 7, 1, "18 12"),
        shade=18,
    )
    loop = stroke("M340 700C330 900 690 900 680 700", COAL, 30)
    boot = at(420, 1010, clothes.boot(560, "#c23b2c", "#e6d9b4"))
    return (
        grounds.wash("#3f6f7c")
        + grounds.disc("#5b8a94", 500, 560, 390)
        + boot
        + solid(
            leg, MUSTARD, thread([(380, 0), (410, 260), (390, 540)], "#2c1810", 18, 0.1), shade=60
        )
        + hem
        + loop
        + words("TURN DOWN TO GROW", 510, 622, 28, "#8a5a14")
    )
