"""Half pint garden mug."""

import random

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, LEAF, MOSS
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, oval, smooth, solid, stood
from barrow.sample_art.motifs import cups, leaves, pans


@picture("half-pint-garden-mug-1")
def first_view() -> str:
    wall = "".join(
        solid(
            smooth(
                (x, y),
                (x + w * 0.5, y - 10),
                (x + w, y + 4),
                (x + w - 6, y + 116),
                (x + w * 0.5, y + 124),
                (x + 4, y + 114),
                ease=9,
            ),
            c,
            shade=12,
        )
        for x, y, w, c in (
            (-40, 720, 300, "#8f8d80"),
            (270, 724, 260, "#a09c8c"),
            (540, 718, 300, "#87867a"),
            (850, 724, 220, "#9a9788"),
            (-90, 850, 240, "#9a9788"),
            (160, 850, 320, "#84837a"),
            (490, 852, 270, "#a09c8c"),
            (770, 850, 300, "#8f8d80"),
        )
    )
    moss = "".join(
        fill(
            oval(
                rand.uniform(0, 1000),
                rand.uniform(706, 740),
                rand.uniform(18, 46),
                rand.uniform(10, 18),
            ),
            (MOSS, "#6f8a3c", FERN)[rand.randrange(3)],
        )
        for rand in [random.Random(4)]
        for _ in range(60)
    )
    ferns = (
        at(120, 720, leaves.fern(220, FERN), 1, -18)
        + at(160, 724, leaves.fern(180, LEAF), 1, 24)
        + at(880, 724, leaves.fern(200, FERN), 1, 14)
    )
    return (
        grounds.wash("#d8e4cf")
        + grounds.disc("#f4d7a0", 560, 360, 270)
        + grounds.hills("#a9c08a", "#c6d6ad", 560)
        + ferns
        + fill(box(-10, 730, 1020, 300), "#6d6c62")
        + wall
        + moss
        + stood(500, 724, cups.mug(280, 290, "#ece2cc", "#b06a35", speck="#8f7a5a"), 240)
        + at(490, 420, pans.steam(160, count=2))
    )
