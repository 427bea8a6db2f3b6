"""Dahlia tubers for cutting."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, OAT, PINE, YELLOW, ZINC, darker
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, cast, fill, smooth, solid, stood, straight, stroke, thread
from barrow.sample_art.motifs import flowers, leaves, paper, pots


@picture("dahlia-tubers-for-cutting-1")
def first_view() -> str:
    blooms = ""
    for x, y, r, c, k in (
        (-190, -520, 92, "#c9302c", 3),
        (0, -620, 104, "#7c3a86", 6),
        (190, -540, 96, "#ee8a33", 5),
        (-90, -410, 90, "#f0c9b4", 7),
        (100, -400, 88, "#c9302c", 3),
        (0, -500, 84, "#6d1f35", 6),
        (-260, -400, 76, "#ee8a33", 5),
        (260, -410, 78, "#f0c9b4", 6),
    ):
        blooms += thread([(x * 0.2, -200), (x * 0.7, y * 0.7), (x, y)], LEAF, 11)
        blooms += at(x * 0.8, y * 0.66, leaves.compound(140, LEAF), turn=x * 0.3) + at(
            x, y, flowers.pompon(r, c, k, YELLOW if k == 3 else "")
        )
    return (
        grounds.table("#dfe6da", "#a8693f", 740)
        + grounds.disc("#f3d6a2", 500, 420, 350)
        + stood(500, 900, blooms + pots.dolly_tub(290, 290, ZINC), 270)
    )


@picture("dahlia-tubers-for-cutting-2")
def second_view() -> str:
    paper_sheet = solid(
        straight((110, 240), (850, 150), (920, 830), (170, 900)),
        "#ece4d2",
        *(
            at(500, 300 + i * 60, paper.paragraphs(600, 2, "#8a8478", 24), turn=-6)
            for i in range(9)
        ),
        shade=12,
    )
    tuber = smooth(
        (-34, -40),
        (34, -40),
        (74, 120),
        (84, 240),
        (40, 330),
        (0, 360),
        (-40, 330),
        (-76, 230),
        (-66, 110),
    )
    clump = "".join(
        at(
            500,
            430,
            solid(
                tuber,
                c,
                stroke(
                    "M-30 60q20 10 44 4M-20 150q26 12 60 2M-40 230q30 14 50 4", darker(c, 0.3), 5
                ),
                shade=18,
            ),
            turn=t,
        )
        for t, c in (
            (-78, "#b98a5e"),
            (74, "#b98a5e"),
            (-46, "#c4956a"),
            (46, "#bd8d62"),
            (-14, "#cfa277"),
            (18, "#c4956a"),
        )
    )
    crown = solid(
        smooth((-80, 10), (-50, -60), (0, -80), (56, -60), (84, 14), (0, 60)), "#8d6443", shade=14
    )
    eyes = "".join(
        at(500 + x, 390 + y, solid(smooth((-15, 10), (0, -34), (15, 10)), "#e07a94", shade=5))
        for x, y in ((-52, 0), (-18, -30), (22, -34), (56, -4), (0, 6))
    )
    stalk = solid(straight((-30, 0), (30, 0), (26, -170), (-24, -150)), "#a98c4e", shade=10)
    whole = clump + at(500, 370, stalk) + at(500, 420, crown) + eyes
    return (
        grounds.wash("#6f8577")
        + cast(fill(straight((110, 240), (850, 150), (920, 830), (170, 900)), OAT))
        + paper_sheet
        + cast(whole)
        + whole
    )


@picture("dahlia-tubers-for-cutting-3")
def third_view() -> str:
    foliage = "".join(
        at(500, 520, leaves.leaf(560, 260, PINE if i % 2 else "#2f5a45", 6), turn=i * 60 + 20)
        for i in range(6)
    )
    return (
        grounds.wash("#7a3a44")
        + foliage
        + at(500, 500, flowers.pompon(430, "#f3cdb6", 10, "#e0a079"))
    )
