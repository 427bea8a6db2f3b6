"""Slatted larch compost bin."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, SOIL
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, solid, stood, stroke
from barrow.sample_art.motifs import potting


@picture("slatted-larch-compost-bin-1")
def first_view() -> str:
    def posts(x: float) -> str:
        return solid(box(x - 20, -390, 40, 400, 4), "#a7713d", shade=9)

    slats = "".join(
        solid(
            box(-400, y, 390, 46, 4),
            "#cf9659" if i % 2 else "#c58b4e",
            stroke(f"M-390 {y + 22}H-40", "#a06a36", 4, 0.6),
            shade=7,
        )
        for i, y in enumerate(range(-340, -10, 62))
    )
    back = "".join(fill(box(-400, y, 800, 46, 4), "#8f6236") for y in range(-340, -10, 62))
    loose = "".join(
        at(0, -i * 36, solid(box(-180, -34, 360, 32, 4), "#cf9659", shade=6), 1, (i * 5) % 7 - 3)
        for i in range(3)
    )
    heap = at(-205, -330, potting.compost_heap(360, 130, "#5d4a34", 6, FERN)) + at(
        205, -14, potting.compost_heap(360, 190, SOIL, 7)
    )
    return (
        grounds.wash("#dbe6d4")
        + grounds.disc("#f6dfa8", 720, 280, 180)
        + grounds.hills("#a8bd82", "#c7d3a5", 560)
        + fill(box(-10, 760, 1020, 260), "#7f9a5c")
        + stood(
            500,
            830,
            back + heap + posts(-400) + posts(0) + slats + posts(-400) + posts(0) + posts(400),
            800,
        )
        + at(720, 960, loose)
    )
