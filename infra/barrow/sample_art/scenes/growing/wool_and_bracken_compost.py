"""Wool and bracken compost."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, LEAF, SOIL, TOMATO
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, smooth, solid, stood, thread
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import fruit, leaves, potting


@picture("wool-and-bracken-compost-1")
def first_view() -> str:
    plants = "".join(
        at(
            x,
            780,
            thread([(0, 0), (6, -240), (0, -480)], LEAF, 18)
            + "".join(
                at(0, y, leaves.compound(190, LEAF, 3), turn=t)
                for y, t in ((-180, -66), (-230, 64), (-340, -56), (-400, 50), (-480, 0))
            )
            + "".join(
                at(dx, dy, fruit.tomato(40, c))
                for dx, dy, c in ((-56, -150, TOMATO), (-30, -84, "#e0592f"), (50, -250, TOMATO))
            ),
        )
        for x in (700, 880)
    )
    bag = solid(
        smooth((-170, -330), (150, -380), (230, -120), (200, 20), (-190, 20), (-230, -140), ease=9),
        "#e5d9bd",
        fill(box(-260, -200, 520, 120), "#55704a"),
        shade=26,
    )
    text = words("WOOL &", -6, -196, 36, CREAM) + words("BRACKEN", -2, -138, 36, CREAM)
    return (
        grounds.wash("#efdfbc")
        + grounds.disc("#dcb984", 400, 420, 310)
        + grounds.soil(780, "#6d5240")
        + plants
        + stood(300, 860, at(0, 0, bag + text, 1.15, -4), 420)
        + at(560, 920, potting.compost_heap(520, 190, SOIL, 5, "#efe6d2"))
    )
