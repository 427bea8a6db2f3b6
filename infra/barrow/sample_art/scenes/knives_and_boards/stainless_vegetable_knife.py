"""Stainless vegetable knife."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import ASH, OAK, SILVER, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, solid, stood, straight, stroke
from barrow.sample_art.motifs import blades, bulbs


@picture("stainless-vegetable-knife-1")
def first_view() -> str:
    rounds = "".join(
        at(
            x,
            y,
            solid(
                oval(0, 0, 50, 44),
                "#dbe3b0",
                stroke(oval(0, 0, 36, 30), "#9bb55c", 6),
                stroke(oval(0, 0, 20, 16), "#b9cc7c", 5),
                shade=6,
            ),
        )
        for x, y in ((-90, -20), (-20, -50), (50, -30), (-60, 30), (20, 24), (84, 30), (0, -8))
    )
    loose = "".join(
        laid(
            x,
            y,
            solid(
                oval(0, 0, 50, 44),
                "#dbe3b0",
                stroke(oval(0, 0, 36, 30), "#9bb55c", 6),
                stroke(oval(0, 0, 20, 16), "#b9cc7c", 5),
                shade=6,
            ),
        )
        for x, y in ((250, 730), (350, 790), (190, 830), (300, 860))
    )
    return (
        grounds.wash("#d8a478")
        + laid(500, 540, blades.board(880, 700, "#e3bd8b"))
        + laid(530, 470, blades.vegetable_knife(390, 250), 1.2, -62)
        + at(390, 400, rounds)
        + loose
        + laid(760, 820, bulbs.leek(420, 70), 1, 96)
    )


@picture("stainless-vegetable-knife-2")
def second_view() -> str:
    blade = straight((494, 120), (506, 120), (516, 640), (484, 640))
    tang = solid(
        box(440, 640, 120, 190, 30), OAK, fill(box(484, 640, 32, 200), "#9aa5a8"), shade=18
    )
    slices = "".join(
        stood(
            x,
            846,
            at(
                0,
                -66,
                solid(oval(0, 0, 17, 66), "#dbe3b0", stroke("M-2 -52V52", "#9bb55c", 6), shade=4),
            ),
            24,
        )
        for x in (170, 220, 270, 320, 690, 740, 790, 840)
    )
    rays = stroke("M420 200L330 170M420 330H320M580 200L670 170M580 330H680", "#fff6df", 10)
    return (
        grounds.wash("#2f6a72")
        + grounds.disc("#4a858a", 500, 420, 350)
        + fill(box(-10, 830, 1020, 190), ASH)
        + fill(box(-10, 830, 1020, 14), lighter(ASH, 0.4))
        + rays
        + solid(blade, SILVER, fill(box(500, 100, 30, 560), "#9aa5a8"), shade=0)
        + tang
        + at(0, 0, slices)
    )
