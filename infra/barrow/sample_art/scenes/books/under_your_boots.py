"""Under your boots."""

import random

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval, smooth, stroke, thread
from barrow.sample_art.motifs import clothes, paper


@picture("under-your-boots-1")
def first_view() -> str:
    art = "".join(
        fill(
            smooth((-320, y), (-150, y + d), (60, y - d), (320, y + d), (320, 460), (-320, 460)), c
        )
        for y, d, c in (
            (-50, 12, "#4a6b35"),
            (-24, 10, "#3a281e"),
            (90, 16, "#6b4a33"),
            (190, -14, "#96673f"),
            (290, 12, "#c49a68"),
        )
    )
    roots = stroke(
        "M-120 -40q-10 60 -30 110M-120 -30q20 60 34 130M60 -40q0 60 -26 120M60 -30q30 50 46 150M180 -36q10 50 0 90",
        "#e9d9b4",
        6,
    )
    stones = "".join(
        fill(
            oval(rand.uniform(-260, 260), rand.uniform(210, 290), rand.uniform(12, 30), 13),
            "#e0c79c" if i % 2 else "#7d5535",
        )
        for rand in [random.Random(8)]
        for i in range(20)
    )
    worm = thread([(-40, 130), (0, 110), (40, 140), (90, 120)], "#d98a78", 15)
    boots = at(-40, -40, clothes.boot(190, "#c23b2c", "#f0e2c0")) + at(
        80, -40, clothes.boot(190, "#c23b2c", "#f0e2c0")
    )
    return (
        grounds.wash("#c8d1ae")
        + grounds.disc("#dbe0c4", 500, 500, 430)
        + laid(
            500,
            500,
            paper.book(
                560,
                760,
                "#a9744a",
                at(0, 60, art + roots + stones + worm + boots),
                ("UNDER", "YOUR BOOTS"),
                CREAM,
            ),
            1,
            -5,
        )
    )
