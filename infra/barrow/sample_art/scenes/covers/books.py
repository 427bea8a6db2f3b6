"""Books."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import COAL, CREAM, IRON, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, oval, solid, stroke
from barrow.sample_art.lettering import words


@picture("category-books")
def cover() -> str:
    tones = (
        ("#2f4858", 620, 0),
        ("#c9833f", 560, -24),
        ("#3a6a50", 600, 20),
        ("#b5452f", 520, -10),
        ("#e2b13f", 470, 26),
    )
    pile = ""
    for i, (c, w, d) in enumerate(tones):
        y = 860 - i * 104
        pile += solid(
            box(500 - w / 2 + d, y - 100, w, 98, 10),
            c,
            fill(box(500 - w / 2 + d + 22, y - 110, 12, 120), CREAM, 0.8),
            fill(box(500 + w / 2 + d - 46, y - 110, 12, 120), CREAM, 0.8),
            shade=16,
        ) + words(
            (
                "THE JANUARY PLOT",
                "THE PATIENT LOAF",
                "FROM POD TO PACKET",
                "JARS",
                "UNDER YOUR BOOTS",
            )[i],
            500 + d,
            y - 64,
            27,
            CREAM if c != "#e2b13f" else COAL,
        )
    specs = (
        stroke(oval(-78, 0, 56, 46), IRON, 12)
        + stroke(oval(78, 0, 56, 46), IRON, 12)
        + stroke("M-22 -6Q0 -24 22 -6M-134 -6L-190 -30M134 -6L200 -34", IRON, 12)
        + fill(oval(-78, 0, 50, 40), WHITE, 0.35)
        + fill(oval(78, 0, 50, 40), WHITE, 0.35)
    )
    return (
        grounds.shelf("#9fb8b4", "#7a4f36", 860)
        + grounds.arch("#bccfc9", 500, 860, 780, 760)
        + pile
        + at(530, 300, specs)
    )
