"""British dried pulses."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, darker, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, cast, fill, laid, oval, solid, stood, within
from barrow.sample_art.motifs import crockery, food, leaves, table_things


@picture("british-dried-pulses-1")
def first_view() -> str:
    def bowl(x: float, y: float, c: str, inside: str, tone: str, s: int) -> str:
        fillin = within(
            oval(0, 0, 164, 36),
            fill(oval(0, 0, 170, 40), darker(tone, 0.2)),
            food.scattered(
                110,
                160,
                34,
                (
                    solid(oval(0, 0, 12, 10), tone, shade=4),
                    solid(oval(0, 0, 12, 10), lighter(tone, 0.2), shade=4),
                ),
                s,
            ),
        )
        return stood(x, y, crockery.bowl(350, 170, c, fillin, inside), 250)

    return (
        grounds.table("#e9c7a0", "#dfe3cf", 480)
        + grounds.disc("#c9683f", 500, 330, 240)
        + bowl(500, 600, "#f4ead4", "#e0d0ac", "#ecd28a", 2)
        + bowl(270, 850, "#2f5a64", "#24474f", "#7d4f30", 1)
        + bowl(735, 870, "#c9a05a", "#a88245", "#8fae5c", 3)
    )


@picture("british-dried-pulses-2")
def second_view() -> str:
    peas = food.scattered(
        150,
        220,
        210,
        (
            solid(oval(0, 0, 19, 17), "#7d4a2c", shade=5),
            solid(oval(0, 0, 19, 17), "#935c38", shade=5),
            solid(oval(0, 0, 18, 16), "#6b3d24", shade=5),
        ),
        2,
    )
    parsley = "".join(
        at(500 + x, 500 + y, leaves.lobed(70, 62, LEAF, 3), 1, t)
        for x, y, t in (
            (-60, -40, 20),
            (80, 60, 100),
            (10, 120, -60),
            (110, -90, 200),
            (-130, 70, 300),
            (-20, -140, 150),
        )
    )
    fork = at(880, 520, table_things.fork(520), 1.15)
    return (
        grounds.checked("#f3e3c3", "#c9583f", 110)
        + laid(480, 500, crockery.plate(370, "#efe6d2", "#8f7a5a"))
        + at(480, 500, peas)
        + at(-20, 0, parsley)
        + cast(fork)
        + fork
    )
