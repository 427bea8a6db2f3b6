"""Allotment piccalilli."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, smooth, solid, stood
from barrow.sample_art.motifs import crockery, food, jars


@picture("allotment-piccalilli-1")
def first_view() -> str:
    bits = "".join(
        at(x, y, p)
        for x, y, p in (
            (
                -90,
                -60,
                solid(
                    smooth((-30, 20), (-36, -20), (0, -36), (36, -20), (30, 20)), "#f7e9b0", shade=6
                ),
            ),
            (50, -110, solid(oval(0, 0, 26), "#8fae4c", shade=5)),
            (
                80,
                0,
                solid(
                    smooth((-30, 20), (-36, -20), (0, -36), (36, -20), (30, 20)), "#f3e09a", shade=6
                ),
            ),
            (-50, 80, solid(box(-34, -12, 68, 24, 10), "#7d9f45", shade=5)),
            (60, 100, solid(oval(0, 0, 30, 26), "#f7ecc4", shade=5)),
            (-110, 40, solid(oval(0, 0, 22), "#c9553a", shade=5)),
        )
    )
    return (
        grounds.table("#f6e3a6", "#4c6a55", 700)
        + grounds.disc("#e9a13b", 400, 410, 300)
        + stood(
            360,
            870,
            jars.jar(330, 420, "#eebb2c", "#3f5f4a", "PICCALILLI", inside=bits, cloth="#c9583f"),
            290,
        )
        + laid(740, 900, crockery.plate(10, CREAM))
        + stood(745, 900, at(0, -10, food.pork_pie(330)), 280)
        + fill(box(540, 888, 420, 18, 9), WHITE)
    )
