"""A surfeit of courgettes."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import MUSTARD, PINE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, cast, laid, stroke
from barrow.sample_art.motifs import flowers, paper, vegetables


@picture("a-surfeit-of-courgettes-1")
def first_view() -> str:
    art = at(
        0,
        70,
        "".join(
            at(x, y, vegetables.courgette(260, 56), 1, t)
            for x, y, t in ((-60, -60, -30), (60, 10, -24), (-20, 90, -34))
        ),
    ) + at(90, -30, flowers.nasturtium(60, MUSTARD))
    rings = "".join(
        stroke(f"M{x} -312q-14 -40 10 -40t8 50", "#55504b", 8) for x in range(-200, 210, 40)
    )
    book = at(
        500, 420, paper.book(480, 600, "#f2c744", art, ("A SURFEIT OF", "COURGETTES"), PINE) + rings
    )
    pile = "".join(
        laid(x, y, vegetables.courgette(w, 90, c), 1, t)
        for x, y, w, c, t in (
            (230, 800, 330, "#3c6b35", 6),
            (560, 780, 360, "#4f7f3f", -5),
            (820, 810, 300, "#d9b83a", 8),
            (380, 870, 380, "#2f5a30", -3),
            (700, 880, 340, "#3c6b35", 4),
            (180, 920, 300, "#d9b83a", -8),
            (520, 940, 330, "#4f7f3f", 5),
        )
    )
    return grounds.table("#d9e3cd", "#b4835a", 700) + cast(book, 18, 12) + book + pile
