"""Glass cloth tea towel."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRASS, LEAF, MADDER, MUSTARD, WOAD
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, solid, stood, stroke
from barrow.sample_art.motifs import cloth


@picture("glass-cloth-tea-towel-1")
def first_view() -> str:
    cooker = (
        fill(box(-10, 180, 1020, 840), "#2f4a5c")
        + fill(box(-10, 130, 1020, 60), "#20303c")
        + solid(
            box(80, 420, 840, 540, 24),
            "#3a5a70",
            stroke(box(120, 470, 760, 450, 16), "#2a4456", 9),
            shade=14,
        )
    )
    knobs = "".join(
        solid(oval(x, 260, 34), BRASS, fill(box(-4 + x, 236, 8, 26), "#7d5a1c"), shade=6)
        for x in (160, 300, 700, 840)
    )
    return (
        grounds.tiles("#f1e6cf", "#dccba6", -10, 140, 70)
        + cooker
        + knobs
        + at(500, 380, cloth.rail(860))
        + laid(500, 384, cloth.towel(400, 470, "#f4ecd9", MADDER))
    )


@picture("glass-cloth-tea-towel-2")
def second_view() -> str:
    stack = "".join(
        stood(
            500 + d, 830 - i * 134, cloth.folded(560, 132, "#f6eedc", c, 3), 460 if i == 0 else 10
        )
        for i, (c, d) in enumerate(((MADDER, 0), (WOAD, -12), (LEAF, 10), (MUSTARD, -4)))
    )
    return (
        grounds.shelf("#e0b694", "#8a5a3c", 830)
        + grounds.arch("#cc9570", 500, 830, 760, 720)
        + stack
    )
