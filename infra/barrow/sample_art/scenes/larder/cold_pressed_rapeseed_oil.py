"""Cold pressed rapeseed oil."""

import random

from barrow.sample_art import grounds
from barrow.sample_art.colours import COAL, CREAM, OLIVE, YELLOW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, oval, stood
from barrow.sample_art.motifs import flowers, jars


@picture("cold-pressed-rapeseed-oil-1")
def first_view() -> str:
    rand = random.Random(11)
    field = "".join(
        fill(
            oval(rand.uniform(0, 1000), y, 6 + (y - 520) / 26, 5 + (y - 520) / 34),
            (YELLOW, "#f7dc6a", "#e3b52f", "#a9b84a")[rand.randrange(4)],
        )
        for y in sorted(rand.uniform(520, 800) for _ in range(520))
    )
    return (
        grounds.wash("#b9dbe4")
        + grounds.hills("#d9c94a", "#8fb070", 460)
        + field
        + fill(box(-10, 780, 1020, 240), "#a8744a")
        + fill(box(-10, 780, 1020, 12), "#c99a6a")
        + stood(
            500,
            900,
            jars.bottle(
                260,
                680,
                "#e0a21f",
                "RAPESEED",
                CREAM,
                COAL,
                ink=OLIVE,
                art=at(0, 10, flowers.daisy(42, YELLOW, OLIVE, 4, 0.8)),
            ),
            220,
        )
    )
