"""Growing and composting."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, SOIL
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at
from barrow.sample_art.motifs import leaves, potting


@picture("category-growing-and-composting")
def cover() -> str:
    return (
        grounds.wash("#dfe6c4")
        + grounds.disc("#f2c263", 500, 400, 290)
        + grounds.soil(820)
        + at(500, 850, potting.compost_heap(760, 260, SOIL, 9, "#8a6b4a"))
        + at(500, 610, leaves.seedling(420, LEAF, 3))
    )
