"""Second flush darjeeling."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stood
from barrow.sample_art.motifs import cups, food, pans


@picture("second-flush-darjeeling-1")
def first_view() -> str:
    return (
        grounds.table("#f0dcc0", "#3f6f68", 660)
        + grounds.disc("#e2a765", 480, 400, 300)
        + stood(430, 860, cups.teacup(380, WHITE, "#c9781f"), 440)
        + at(410, 600, pans.steam(190, count=2))
        + at(800, 890, food.leaf_heap(("#8a4a2a", "#b5673a", "#5d3520", "#c98a5a"), 140, 54, 3))
    )
