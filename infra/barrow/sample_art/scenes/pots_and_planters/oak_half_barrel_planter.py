"""Oak half barrel planter."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, MOSS, TOMATO
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stood, stroke
from barrow.sample_art.motifs import fruit, leaves, pots


@picture("oak-half-barrel-planter-1")
def first_view() -> str:
    fig = stroke(
        "M0 0V-360M0 -150Q-60 -220 -90 -300M0 -200Q60 -260 100 -330", "#7b6a58", 18
    ) + "".join(
        at(x, y, leaves.lobed(160, 170, LEAF if x % 2 else MOSS, 3), turn=t)
        for x, y, t in (
            (-90, -290, -40),
            (101, -320, 40),
            (0, -350, 0),
            (-11, -200, -70),
            (13, -250, 66),
            (-61, -230, 10),
            (70, -270, -8),
        )
    )
    straws = "".join(
        at(x, -6, leaves.trifoil(76, "#5b9147"), 1, x * 0.16)
        for x in (-250, -180, -110, 110, 180, 250)
    )
    ripe = "".join(
        at(x, y, fruit.berry(24, TOMATO))
        for x, y in ((-262, 40), (-206, 66), (-150, 30), (160, 50), (222, 74), (268, 30))
    )
    return (
        grounds.wash("#efd9b4")
        + grounds.disc("#e2b27a", 500, 380, 300)
        + grounds.flags("#b5a58c", 720)
        + stood(
            500, 900, at(0, -300, fig) + pots.barrel(600, 310) + at(0, -300, straws + ripe), 520
        )
    )
