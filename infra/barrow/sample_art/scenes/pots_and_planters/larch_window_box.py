"""Larch window box."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRASS, LEAF, ORANGE, TOMATO, darker
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, oval, solid, stood, straight, stroke, thread
from barrow.sample_art.motifs import fruit, leaves, pots


@picture("larch-window-box-1")
def first_view() -> str:
    tom = "".join(
        thread([(x, -170), (x * 1.08, -60), (x * 1.04, 90)], LEAF, 9)
        + at(x, -40, leaves.compound(90, LEAF), turn=170)
        + "".join(
            at(x * 1.05 + dx, dy, fruit.tomato(24, c))
            for dx, dy, c in ((-14, 30, TOMATO), (18, 66, ORANGE), (-8, 108, TOMATO))
        )
        for x in (-250, 230)
    )
    herbs = (
        at(-90, -180, leaves.thyme(11, 170))
        + at(90, -180, leaves.thyme(11, 150))
        + at(-250, -180, leaves.compound(200, LEAF, 3))
        + at(240, -180, leaves.compound(200, LEAF, 3))
    )
    return grounds.window("#e9cdb4", "#f8f2e4", "#a8a294", 640, "", "#bcd4da") + stood(
        500, 830, herbs + pots.window_box(720, 190, "#a9a79c") + tom, 620
    )


@picture("larch-window-box-2")
def second_view() -> str:
    left = "".join(
        solid(
            straight((60, y), (500, y + 70), (500, y + 190), (60, y + 120)),
            "#d69c62",
            stroke(f"M80 {y + 50}L480 {y + 116}M80 {y + 90}L480 {y + 150}", "#ab7340", 5, 0.7),
            shade=6,
        )
        for y in (240, 370, 500)
    )
    right = "".join(
        solid(
            straight((500, y + 70), (940, y), (940, y + 120), (500, y + 190)),
            "#bd8049",
            stroke(f"M520 {y + 118}L920 {y + 56}M520 {y + 156}L920 {y + 90}", "#8f5c30", 5, 0.7),
            shade=6,
        )
        for y in (240, 370, 500)
    )
    joint = "".join(
        fill(straight((500, y), (560, y - 9), (560, y + 51), (500, y + 60)), "#e8bb85")
        for y in (310, 430, 550, 670 - 2)[:3]
    )
    screws = "".join(
        fill(oval(x, y, 13), BRASS) + stroke(f"M{x - 8} {y - 4}l16 8", "#7d5a1c", 4)
        for x, y in ((440, 365), (440, 495), (440, 625))
    )
    foot = fill(
        straight((500, 690), (940, 620), (940, 680), (500, 760)), darker("#bd8049", 0.4)
    ) + fill(straight((60, 620), (500, 690), (500, 760), (60, 690)), darker("#d69c62", 0.3))
    return (
        grounds.wash("#355a52")
        + grounds.disc("#4d7568", 500, 460, 400)
        + foot
        + left
        + right
        + joint
        + screws
    )
