"""Stoneware gratin dish."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import SAGE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, laid, oval, solid, stroke, within
from barrow.sample_art.motifs import food, leaves, ovenware


@picture("stoneware-gratin-dish-1")
def first_view() -> str:
    leeks = "".join(
        at(
            x,
            y,
            solid(
                oval(0, 0, 44, 34),
                "#d9e0a2",
                stroke(oval(0, 0, 30, 22), "#9bb55c", 6),
                stroke(oval(0, 0, 15, 11), "#b9cc7c", 5),
                shade=5,
            ),
            1,
            t,
        )
        for x, y, t in (
            (-200, -40, 20),
            (-90, 60, -30),
            (0, -70, 10),
            (110, 40, 40),
            (220, -40, -10),
            (-20, 70, 60),
            (100, -80, 0),
            (-170, 70, 50),
        )
    )
    bubbles = "".join(
        stroke(oval(x, y, r), "#fff3cf", 5, 0.9)
        for x, y, r in (
            (-120, -80, 15),
            (60, 0, 18),
            (180, 60, 13),
            (-40, 20, 13),
            (-240, 20, 11),
            (150, -40, 10),
        )
    )
    top = within(oval(0, 0, 300, 175), food.gratin_top(330, 200), leeks, bubbles)
    return (
        grounds.wash("#54704f")
        + grounds.disc("#6b8a62", 500, 500, 430)
        + laid(
            500, 520, ovenware.oval_dish(700, 430, "#efe4ca", "#e9c46a", "#9d7a4a") + top, 1.05, -14
        )
        + laid(840, 860, leaves.sprig(170, SAGE, 6, 50, 22), 1, -50)
    )


@picture("stoneware-gratin-dish-2")
def second_view() -> str:
    return (
        grounds.wash("#e5c59c")
        + grounds.disc("#d9ae7c", 500, 500, 440)
        + laid(420, 230, ovenware.oval_dish(560, 310, "#efe4ca", "", "#9d7a4a"), 1, -8)
        + laid(580, 500, ovenware.oval_dish(560, 310, "#6f7f45", "", "#4a5530"), 1, 6)
        + laid(430, 775, ovenware.oval_dish(560, 310, "#2c3d5c", "", "#5d7096"), 1, -5)
    )
