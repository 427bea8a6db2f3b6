"""Home."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, MUSTARD, NAVY, OAK, WALNUT, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, oval, smooth, solid, stroke, within
from barrow.sample_art.motifs import cups


@picture("category-home")
def cover() -> str:
    glass = box(80, 90, 300, 420)
    window = (
        fill(glass, "#bcd4da")
        + within(glass, grounds.hills("#8fa977", "#b9c99b", 380))
        + stroke("M230 90V510M80 300H380", WHITE, 15)
        + stroke(glass, WHITE, 24)
    )
    seat = solid(
        smooth(
            (-250, -470),
            (-180, -560),
            (0, -590),
            (180, -560),
            (250, -470),
            (240, -120),
            (-240, -120),
            ease=8,
        ),
        "#b5573b",
        stroke("M-60 -480q60 20 120 0M-60 -360q60 20 120 0", "#8f4029", 7),
        shade=24,
    )
    arms = "".join(
        at(
            0,
            0,
            solid(
                smooth(
                    (170, -300),
                    (290, -310),
                    (320, -240),
                    (300, -20),
                    (190, -20),
                    (180, -240),
                    ease=8,
                ),
                "#c4664a",
                shade=16,
            ),
            flip=f,
        )
        for f in (True, False)
    )
    cushion = solid(box(-200, -190, 400, 110, 46), "#c9704f", shade=14) + solid(
        box(-215, -90, 430, 80, 20), "#a34c33", shade=12
    )
    throw = solid(
        smooth((60, -590), (190, -560), (230, -250), (90, -230), ease=9),
        "#e9d3ac",
        *(stroke(f"M40 {y}L250 {y + 24}", "#4f7f8a", 11) for y in (-520, -440, -360, -280)),
        shade=12,
    )
    feet = fill(box(-200, -14, 30, 50), WALNUT) + fill(box(170, -14, 30, 50), WALNUT)
    side = solid(box(-120, -260, 240, 24, 8), OAK, shade=8) + stroke(
        "M-80 -236L-100 0M80 -236L100 0", OAK, 18
    )
    pile = "".join(
        solid(
            box(-90 + d, -290 - i * 34, 180, 32, 5),
            c,
            fill(box(-60 + d, -290 - i * 34, 10, 40), CREAM),
            shade=8,
        )
        for i, (c, d) in enumerate(((NAVY, 0), (MUSTARD, 8), ("#4f7f3f", -6)))
    )
    return (
        grounds.wash("#ecd6b8")
        + fill(oval(560, 420, 300), "#e2bd8f")
        + window
        + fill(box(-10, 800, 1020, 220), "#8a5a3c")
        + fill(oval(520, 900, 430, 70), "#2f6a72")
        + stroke(oval(520, 900, 390, 56), "#dfc27c", 7)
        + at(580, 890, feet + seat + throw + arms + cushion)
        + at(180, 920, side + pile + at(0, -392, cups.mug(86, 84, WHITE, "#b06a35")))
    )
