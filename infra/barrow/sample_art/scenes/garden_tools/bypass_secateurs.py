"""Bypass secateurs."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRICK, BUTTER, TOMATO, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import box, fill, laid, oval, solid
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import tools


@picture("bypass-secateurs-1")
def first_view() -> str:
    def prunings(colour: str, y: float, turn: float) -> str:
        buds = "".join(
            fill(oval(x, -18 if x % 3 else 16, 15, 11), lighter(colour, 0.25))
            for x in range(-380, 390, 110)
        )
        return laid(
            500,
            y,
            solid(box(-430, -17, 860, 34, 16), colour, shade=9)
            + buds
            + fill(oval(-430, 0, 12, 17), BUTTER),
            turn=turn,
        )

    pile = (
        prunings("#6e4636", 640, -8)
        + prunings("#7f5140", 730, 5)
        + prunings("#5f3c30", 690, 24)
        + prunings("#7f5140", 800, -3)
        + prunings("#6e4636", 590, -20)
    )
    return (
        grounds.wash("#b9cdb0")
        + grounds.disc("#e5ead0", 500, 470, 390)
        + pile
        + laid(480, 480, tools.secateurs(TOMATO, 34), 1.35, 52)
    )


@picture("bypass-secateurs-2")
def second_view() -> str:
    return (
        grounds.wash("#eddcb9")
        + fill(box(500, -10, 510, 1020), "#c7d6c8")
        + laid(270, 500, tools.secateurs(TOMATO, 22), 1.35, -6)
        + laid(730, 500, tools.secateurs(TOMATO, 22, True), 1.35, 6)
        + words("R", 110, 860, 70, BRICK)
        + words("L", 890, 860, 70, BRICK)
    )
