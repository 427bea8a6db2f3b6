"""Wide brimmed straw hat."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import ASH, FERN, LEAF, darker
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, laid, solid, stroke
from barrow.sample_art.motifs import clothes, leaves, sundries, vegetables


@picture("wide-brimmed-straw-hat-1")
def first_view() -> str:
    row = "".join(
        at(x, 1010, sundries.cane(900))
        + "".join(
            at(x, y, leaves.trifoil(100, LEAF if (x + y) % 40 else FERN), 1, (x * y) % 80 - 40)
            for y in range(260, 1000, 110)
        )
        + "".join(at(x + 40, y, vegetables.pod(140, 24, FERN), 1, 176) for y in (420, 640))
        for x in (80, 240, 760, 920)
    )
    shaft = solid(box(482, 330, 36, 700, 8), ASH, shade=10)
    grip = stroke(
        "M500 400C500 340 430 340 434 270M500 400C500 340 570 340 566 270", darker(ASH, 0.1), 26
    ) + solid(box(408, 240, 184, 46, 23), ASH, shade=10)
    return (
        grounds.wash("#cfe3df")
        + grounds.disc("#f8e0a6", 500, 380, 320)
        + grounds.soil(920)
        + row
        + shaft
        + grip
        + laid(500, 330, clothes.straw_hat(640, "#2a5a6a"), 1, 8)
    )
