"""Enamelled round casserole."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import DAMSON, LEEK
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval, ring, solid, stood, stroke
from barrow.sample_art.motifs import pans


@picture("enamelled-round-casserole-1")
def first_view() -> str:
    lid = at(-60, -305, pans.casserole_lid(560, LEEK), 1, -10)
    return (
        grounds.tiles("#f4e8cf", "#e3d2af", 0, 720)
        + pans.hob(720)
        + at(560, 430, pans.steam(320))
        + stood(490, 800, pans.casserole(580, LEEK, lid=False, high=290) + lid, 500)
    )


@picture("enamelled-round-casserole-2")
def second_view() -> str:
    return (
        grounds.table("#f0d6c2", "#a8744a", 760)
        + grounds.arch("#d9a98b", 500, 760, 720, 690)
        + stood(
            500,
            890,
            pans.casserole(560, LEEK, high=220)
            + at(0, -312, pans.casserole(450, "#e7d7b6", high=180))
            + at(0, -566, pans.casserole(350, DAMSON, high=140)),
            470,
        )
    )


@picture("enamelled-round-casserole-3")
def third_view() -> str:
    bumps = "".join(
        solid(oval(x, y, 17), "#f4ead4", shade=6)
        for r in (1, 2, 3)
        for x, y in ring(8 * r, 0, 0, 92 * r, 92 * r, 10 * r)
    )
    lid = (
        solid(oval(0, 0, 400), LEEK, shade=20)
        + fill(oval(0, 0, 374), "#efe3c8")
        + stroke(oval(0, 0, 330), "#d9cbab", 8)
        + bumps
        + fill(oval(0, 0, 30), "#b9a57f")
        + fill(oval(0, 0, 14), "#7d6a48")
    )
    return grounds.checked("#f6ecda", "#c7d3b2", 125) + laid(500, 500, lid)
