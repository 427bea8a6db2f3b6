"""Fine peat free seed compost."""

import random

from barrow.sample_art import grounds
from barrow.sample_art.colours import SKIN, SOIL
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, oval, stood
from barrow.sample_art.motifs import people, potting


@picture("fine-peat-free-seed-compost-1")
def first_view() -> str:
    fall = "".join(
        fill(oval(rand.uniform(350, 640), rand.uniform(520, 750), rand.uniform(3, 9)), SOIL)
        for rand in [random.Random(4)]
        for _ in range(60)
    )
    return (
        grounds.table("#dfe5cd", "#b78c5f", 700)
        + grounds.disc("#b9c99c", 500, 420, 330)
        + stood(520, 880, potting.tray(640, 110, "#3a3d3f"), 620)
        + fall
        + at(
            430,
            410,
            people.cupped(SKIN, "#6c7a45", at(0, 16, potting.compost_heap(300, 130))),
            1.2,
            6,
        )
    )
