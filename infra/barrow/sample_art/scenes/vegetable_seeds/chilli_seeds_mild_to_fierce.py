"""Chilli seeds mild to fierce."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, STRAW, TEAL
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import box, fill, laid, stroke, thread
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import fruit


@picture("chilli-seeds-mild-to-fierce-1")
def first_view() -> str:
    kinds = [
        ("#6f9c3f", 330, 74, 20),
        ("#3f7f35", 250, 92, 8),
        ("#e8d257", 380, 80, -26),
        ("#f2c12f", 210, 84, 12),
        ("#c62f26", 480, 56, 40),
        ("#5d3a78", 200, 82, -10),
        ("#e98a2e", 240, 90, 14),
        ("#e5562a", 170, 128, 4),
    ]
    row = "".join(
        laid(110 + 112 * i, 330 + (i % 2) * 50, fruit.chilli(h, w, c, b), 1.15)
        for i, (c, h, w, b) in enumerate(kinds)
    )
    return (
        grounds.wash("#f7ead2")
        + fill(box(0, 0, 1000, 175), TEAL)
        + words("MILD TO FIERCE", 500, 64, 56, CREAM)
        + row
        + stroke("M60 880H940", TEAL, 8)
    )


@picture("chilli-seeds-mild-to-fierce-2")
def second_view() -> str:
    rand = [
        (-84, 60),
        (70, 100),
        (-60, 170),
        (84, 210),
        (-90, 270),
        (66, 320),
        (-70, 380),
        (80, 430),
        (-40, 480),
        (40, 510),
        (0, 560),
    ]
    string = thread([(500, -10), (506, 300), (500, 760)], STRAW, 12)
    ripe = "".join(
        laid(
            500 + x * 0.25,
            90 + y,
            fruit.chilli(270, 54, "#c8321f" if i % 2 else "#a9231f", x * 0.9),
            turn=-x * 0.5,
        )
        for i, (x, y) in enumerate(rand)
    )
    return (
        grounds.wash("#f4efe4")
        + grounds.bricks("#f8f4ea", "#e6dfd0")
        + grounds.light(40, 260, 0.5, "#fff4d6")
        + string
        + ripe
    )
