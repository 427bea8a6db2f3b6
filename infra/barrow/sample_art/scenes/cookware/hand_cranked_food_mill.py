"""Hand cranked food mill."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, WHITE, darker
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, stroke
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import crockery, fruit, ovenware


@picture("hand-cranked-food-mill-1")
def first_view() -> str:
    drips = "".join(
        stroke(f"M{x} 590v{h}", "#c8402b", 15)
        for x, h in ((440, 60), (490, 90), (540, 50), (580, 80))
    )
    ripe = at(430, 380, fruit.tomato(60)) + at(540, 370, fruit.tomato(66, "#c23a2a"))
    return (
        grounds.table("#dfe7d2", "#b98453", 740)
        + grounds.disc("#f0d19c", 500, 430, 340)
        + fill(oval(500, 884, 330, 34), "#2c1810", 0.2)
        + fill(oval(500, 660, 290, 66), darker(WHITE, 0.12))
        + drips
        + ripe
        + at(500, 600, ovenware.food_mill())
        + at(
            500,
            880,
            crockery.bowl(
                580, 220, "#f7f1e2", fill(oval(0, 12, 250, 44), "#c8402b"), "#e6ddc6", "#34599a"
            ),
        )
    )


@picture("hand-cranked-food-mill-2")
def second_view() -> str:
    return (
        grounds.wash("#b5452f")
        + fill(box(-10, 330, 1020, 340), "#a13b27")
        + laid(190, 500, ovenware.mill_disc(150, 4.5, 17))
        + laid(500, 500, ovenware.mill_disc(150, 7.5, 26))
        + laid(810, 500, ovenware.mill_disc(150, 12, 40))
        + "".join(
            words(t, x, 730, 40, CREAM)
            for t, x in (("FINE", 190), ("MEDIUM", 500), ("COARSE", 810))
        )
    )
