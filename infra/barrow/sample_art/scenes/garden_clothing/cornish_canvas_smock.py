"""Cornish canvas smock."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import COAL, SKIN
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, smooth, solid, straight, stroke
from barrow.sample_art.motifs import cloth, clothes, people, tools


@picture("cornish-canvas-smock-1")
def first_view() -> str:
    wall = grounds.planks("#f3ece0", 0, 1000, 5)
    pegs = (
        fill(box(-10, 130, 1020, 60), "#5b7f86")
        + at(400, 210, cloth.hook())
        + at(800, 210, cloth.hook())
    )
    return (
        wall
        + pegs
        + laid(400, 220, clothes.smock(520, 620, "#b0512f"))
        + laid(800, 390, cloth.rope(180))
    )


@picture("cornish-canvas-smock-2")
def second_view() -> str:
    neck = solid(box(-46, -60, 92, 110, 30), SKIN, shade=10)
    jersey = stroke("M-60 36Q0 90 60 36", "#e8dcc2", 40)
    face = solid(
        smooth(
            (0, -230),
            (84, -190),
            (92, -100),
            (50, -30),
            (0, -16),
            (-50, -30),
            (-92, -100),
            (-84, -190),
        ),
        SKIN,
        shade=14,
    )
    cap = fill(
        smooth((-98, -150), (-90, -240), (0, -280), (90, -240), (98, -150), (0, -180)), "#a9442f"
    ) + fill(box(-102, -176, 204, 40, 18), "#8c3626")
    beard = fill(
        smooth(
            (-88, -110), (-50, -80), (0, -72), (50, -80), (88, -110), (60, -20), (0, 12), (-60, -20)
        ),
        "#7d5a3c",
    ) + stroke("M-26 -64Q0 -50 26 -64", "#f0c7ae", 7)
    eyes = fill(oval(-34, -122, 7), COAL) + fill(oval(34, -122, 7), COAL)
    person = at(
        450, 300, clothes.smock(600, 520, "#2a3a5c") + neck + jersey + face + beard + cap + eyes
    )
    legs = fill(straight((340, 800), (560, 800), (590, 1010), (310, 1010)), "#6d6250")
    arms = stroke("M610 430C700 470 740 520 742 590", "#26345a", 74) + at(
        744, 640, people.fist(SKIN, "#26345a", 40), 0.62, 176
    )
    return (
        grounds.wash("#dfe3c8")
        + grounds.disc("#f2cf9c", 450, 360, 310)
        + grounds.hills("#a9bb7e", "#c6cfa0", 620)
        + legs
        + person
        + at(720, 960, tools.spade(330), 0.95, 3)
        + arms
        + grounds.soil(900)
    )
