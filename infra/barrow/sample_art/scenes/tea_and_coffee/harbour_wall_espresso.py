"""Harbour wall espresso."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, NAVY, TOMATO, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, cast, fill, laid, oval, ring, solid, stood
from barrow.sample_art.motifs import coffee, cups, pans, paper


@picture("harbour-wall-espresso-1")
def first_view() -> str:
    boat = at(
        0,
        0,
        fill("M-70 0H70L50 30H-50Z", NAVY)
        + fill("M-4 -6V-90L54 -6Z", TOMATO)
        + fill("M-10 -6V-70L-50 -6Z", CREAM),
    )
    return (
        grounds.table("#d5e2e2", "#6d4a34", 690)
        + grounds.disc("#f1b788", 620, 380, 270)
        + stood(
            360,
            860,
            paper.kraft_bag(330, 500, "HARBOUR", "#a5713f", CREAM, NAVY, "WALL ESPRESSO")
            + at(0, -196, boat, 0.5),
            300,
        )
        + stood(730, 880, cups.espresso(220, WHITE), 280)
        + at(720, 720, pans.steam(150, count=2))
        + at(560, 930, coffee.scattered_beans(9, 90, 26, 40))
    )


@picture("harbour-wall-espresso-2")
def second_view() -> str:
    tray = (
        solid(oval(0, 0, 420), "#8f9b9f", shade=18)
        + fill(oval(0, 0, 384), "#4b555a")
        + "".join(
            fill(oval(x, y, 5), "#2d3336")
            for r in range(60, 380, 40)
            for x, y in ring(int(r / 6), 0, 0, r, r)
        )
    )
    arm = solid(box(-380, -22, 760, 44, 20), "#b8c2c4", shade=10) + fill(oval(0, 0, 40), "#6d777b")
    return (
        grounds.wash("#c9683f")
        + laid(500, 500, tray)
        + at(500, 500, coffee.scattered_beans(330, 356, 356, 46, "#3b2116"))
        + at(500, 500, cast(arm) + arm, 1, -28)
    )
