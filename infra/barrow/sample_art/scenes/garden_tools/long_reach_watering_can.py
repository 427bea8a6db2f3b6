"""Long reach watering can."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRASS, LEAF, WHITE, darker, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval, solid, stood, straight, stroke
from barrow.sample_art.motifs import leaves, pots, potting


@picture("long-reach-watering-can-1")
def first_view() -> str:
    panes = (
        grounds.wash("#cfe3df")
        + stroke("M200 -10V690M500 -10V690M800 -10V690M-10 250H1010M-10 520H1010", WHITE, 16)
        + fill(oval(170, 690, 190, 200), "#9dbd8c", 0.7)
        + fill(oval(860, 690, 210, 160), "#8db07f", 0.7)
    )
    slats = grounds.planks("#b58a5c", 690, 1000, 4)
    seedlings = "".join(
        stood(x, 770, pots.clay_pot(96, 90) + at(0, -86, leaves.seedling(90, LEAF, 2)), 90)
        for x in (130, 240)
    )
    return panes + slats + stood(620, 850, potting.can(), 290, 1.2) + seedlings


@picture("long-reach-watering-can-2")
def second_view() -> str:
    dots = "".join(
        fill(oval(x, y, 7), "#7d5a1c")
        for x in range(-150, 151, 38)
        for y in range(-66, 67, 33)
        if (x / 165) ** 2 + (y / 85) ** 2 < 1
    )
    wide = (
        solid(oval(0, 0, 200, 112), BRASS, shade=16)
        + stroke(oval(0, 0, 182, 96), lighter(BRASS, 0.45), 6)
        + dots
    )
    more = "".join(
        fill(oval(x, y, 7), "#7d5a1c")
        for x in range(-90, 91, 30)
        for y in range(-90, 91, 30)
        if x * x + y * y < 95 * 95
    )
    round_one = (
        solid(oval(0, 0, 138), BRASS, shade=14)
        + stroke(oval(0, 0, 122), lighter(BRASS, 0.45), 6)
        + more
    )
    neck = solid(
        straight((-50, 60), (50, 60), (38, 250), (-38, 250)), darker(BRASS, 0.12), shade=12
    )
    cork = (
        solid(oval(0, 0, 70), "#c08a55", shade=8)
        + fill(oval(0, 0, 34), "#2f6a5e")
        + "".join(
            fill(oval(((i * 53) % 110) - 55, ((i * 31) % 110) - 55, 4), "#7f5430")
            for i in range(14)
            if (((i * 53) % 110) - 55) ** 2 + (((i * 31) % 110) - 55) ** 2 > 1500
        )
    )
    return (
        grounds.wash("#2f6a5e")
        + grounds.disc("#3d7d6e", 500, 500, 420)
        + laid(330, 340, at(0, -30, neck) + wide, 1.1, -12)
        + laid(690, 430, at(0, 0, neck) + round_one, 1.1, 14)
        + laid(330, 780, cork, 1.1)
        + laid(560, 830, cork, 0.95)
    )
