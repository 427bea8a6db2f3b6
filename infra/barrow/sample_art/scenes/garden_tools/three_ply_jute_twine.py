"""Three ply jute twine."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, STRAW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stood, stroke, thread
from barrow.sample_art.motifs import fruit, leaves, sundries


@picture("three-ply-jute-twine-1")
def first_view() -> str:
    spools = (
        stood(230, 700, sundries.spool(STRAW, 330, 240), 220)
        + stood(510, 700, sundries.spool("#4f7f4a", 270, 210), 200)
        + stood(775, 700, sundries.spool("#b23a30", 330, 240), 220)
    )
    end = thread([(860, 560), (930, 700), (880, 860), (940, 980)], "#b23a30", 11)
    return (
        grounds.shelf("#e9dcc0", "#9a6a42", 700)
        + grounds.arch("#d8c49a", 500, 700, 860, 560)
        + spools
        + end
    )


@picture("three-ply-jute-twine-2")
def second_view() -> str:
    stem = thread([(430, 1010), (446, 700), (420, 400), (440, -10)], "#6d9a48", 54)
    foliage = (
        at(430, 300, leaves.compound(320, LEAF, 3), turn=-62)
        + at(440, 720, leaves.compound(300, LEAF, 3), turn=-112)
        + at(430, 130, leaves.compound(300, LEAF, 3), turn=40)
    )
    cane = at(600, 1010, sundries.cane(1100), 3)
    tie = stroke(
        "M404 520C440 590 560 430 640 470C670 500 640 560 590 556C520 540 470 470 400 480C372 494 380 520 404 520",
        STRAW,
        18,
    ) + stroke("M640 500l60 70M636 510l20 90", STRAW, 14)
    ripe = at(330, 860, fruit.tomato(110, "#dd5a34"))
    return (
        grounds.wash("#dfe8d0")
        + grounds.disc("#f3e3b6", 520, 480, 360)
        + foliage
        + cane
        + stem
        + tie
        + ripe
    )
