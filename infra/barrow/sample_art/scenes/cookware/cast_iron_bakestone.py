"""Cast iron bakestone."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval
from barrow.sample_art.motifs import bread, ovenware


@picture("cast-iron-bakestone-1")
def first_view() -> str:
    cakes = "".join(
        at(x, y, fill(oval(8, 12, 90), "#000000", 0.3) + bread.welsh_cake(88))
        for x, y in (
            (0, 0),
            (-205, -20),
            (205, 20),
            (-100, -180),
            (105, -175),
            (-105, 170),
            (100, 185),
        )
    )
    return (
        grounds.planks("#c28a58", 0, 1000, 5, upright=True)
        + laid(500, 560, ovenware.bakestone(350))
        + at(500, 560, cakes)
    )
