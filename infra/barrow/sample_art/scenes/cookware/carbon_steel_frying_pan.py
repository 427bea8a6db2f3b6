"""Carbon steel frying pan."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import IRON, MUSTARD, SAGE, WHITE, darker, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, cast, fill, laid, oval, smooth, solid, stroke
from barrow.sample_art.motifs import leaves, pans


@picture("carbon-steel-frying-pan-1")
def first_view() -> str:
    eggs = "".join(
        at(
            x,
            y,
            fill(
                smooth((-90, 0), (-60, -66), (10, -80), (80, -50), (96, 20), (40, 74), (-50, 66)),
                WHITE,
            )
            + solid(oval(0, 0, 36), MUSTARD, shade=6),
            1,
            t,
        )
        for x, y, t in ((430, 610, 0), (580, 690, 70))
    )
    return (
        grounds.planks("#d8ad78", 0, 1000, 5)
        + laid(500, 640, pans.frying_pan(300), 1, 32)
        + eggs
        + laid(190, 800, leaves.sprig(200, SAGE, 6, 60, 26), 1, -40)
    )


@picture("carbon-steel-frying-pan-2")
def second_view() -> str:
    wall = fill(
        smooth((-50, 560), (500, 470), (1050, 560), (1050, 1050), (-50, 1050)), IRON
    ) + stroke(smooth((-50, 560), (500, 470), (1050, 560), closed=False), lighter(IRON, 0.35), 16)
    strap = solid(
        smooth(
            (400, -40),
            (600, -40),
            (580, 330),
            (640, 560),
            (700, 760),
            (500, 830),
            (300, 760),
            (360, 560),
            (420, 330),
            ease=8,
        ),
        darker(IRON, 0.2),
        stroke("M500 -40V420", lighter(IRON, 0.25), 18),
        shade=30,
    )
    rivets = "".join(
        solid(oval(x, y, 54), "#8d949a", fill(oval(x - 14, y - 16, 16, 11), WHITE, 0.7), shade=14)
        for x, y in ((400, 700), (600, 700), (500, 560))
    )
    return (
        grounds.wash("#d98a4a")
        + grounds.disc("#efc17c", 500, 330, 300)
        + wall
        + cast(strap, 14, 20, 0.3)
        + strap
        + rivets
    )
