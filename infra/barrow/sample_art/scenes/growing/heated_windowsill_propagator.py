"""Heated windowsill propagator."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import COAL, FERN, LEAF, SKIN, TOMATO, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, oval, solid, stood, straight, stroke, thread
from barrow.sample_art.motifs import leaves, people, potting


@picture("heated-windowsill-propagator-1")
def first_view() -> str:
    def cover(x: float) -> str:
        shape = f"M{x - 52} -64V-170Q{x - 52} -196 {x - 26} -196H{x + 26}Q{x + 52} -196 {x + 52} -170V-64Z"
        return (
            at(x, -70, leaves.seedling(70, FERN, 2))
            + at(x - 22, -70, leaves.seedling(56, LEAF))
            + at(x + 24, -70, leaves.seedling(60, LEAF))
            + fill(shape, WHITE, 0.35)
            + stroke(shape, WHITE, 6)
            + fill(box(x - 14, -206, 28, 14, 5), "#dfe7e6")
        )

    base = solid(box(-430, -66, 860, 66, 14), "#3a3f42", shade=18) + fill(oval(392, -34, 9), TOMATO)
    cable = thread([(430, -30), (490, 0), (470, 80), (520, 160)], COAL, 10)
    return grounds.window("#e3d4ea", WHITE, "#b48b62", 700, "", "#c6d9e6", 90) + stood(
        490, 820, cable + base + "".join(cover(x) for x in range(-360, 361, 120)), 820
    )


@picture("heated-windowsill-propagator-2")
def second_view() -> str:
    base = (
        solid(straight((80, 760), (920, 760), (960, 900), (40, 900)), "#3a3f42", shade=16)
        + "".join(
            fill(straight((x, 780), (x + 200, 780), (x + 206, 860), (x - 6, 860)), "#25282a")
            for x in (130, 400, 670)
        )
        + fill(oval(900, 880, 11), TOMATO)
    )
    warm = "".join(
        thread([(x, 760), (x + 24, 720), (x - 14, 680), (x + 10, 640)], TOMATO, 10, 0.6)
        for x in (430, 500, 570)
    )
    plants = "".join(
        at(x, -112, leaves.seedling(200 + (x * 3) % 50, LEAF if i % 2 else FERN, 3))
        for i, x in enumerate((-100, -50, 0, 50, 100))
    )
    tray = plants + potting.tray(300, 120, "#4b5154")
    return (
        grounds.wash("#f4d9b6")
        + grounds.disc("#efb98a", 500, 420, 320)
        + base
        + warm
        + at(500, 600, tray, 1.15)
        + at(770, 560, people.hand(SKIN, "#7b8f5c", 300, 3), 0.9, -78)
        + at(230, 560, people.hand(SKIN, "#7b8f5c", 300, 3), 0.9, 78, flip=True)
    )
