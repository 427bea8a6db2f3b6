"""The cafe at the end of the row."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, FERN, IRON, LEAF, OAK, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, smooth, solid, stroke
from barrow.sample_art.lettering import handwriting, words
from barrow.sample_art.motifs import leaves, paper


@picture("the-cafe-at-the-end-of-the-row-1")
def first_view() -> str:
    panes = "".join(fill(box(x, -40, 74, 90, 8), "#f6e3b0") for x in (-230, -140, -50, 40, 130))
    wheels = "".join(
        solid(oval(x, 152, 40), "#3a3c40", shade=6) + fill(oval(x, 152, 15), "#8f9b9f")
        for x in (-180, -80, 110, 210)
    )
    coach = (
        fill(
            smooth((-270, -90), (-200, -124), (0, -134), (220, -124), (290, -90), ease=8), "#e9dcc0"
        )
        + solid(
            box(-270, -92, 560, 220, 14),
            "#3d7355",
            fill(box(-270, 70, 560, 18), CREAM),
            panes,
            shade=10,
        )
        + solid(box(222, -46, 54, 174, 6), "#b5452f", shade=5)
        + wheels
    )
    smoke = at(
        -150,
        -130,
        fill(box(-14, -60, 28, 60), IRON)
        + fill(oval(14, -78, 26, 16), WHITE, 0.8)
        + fill(oval(70, -92, 34, 18), WHITE, 0.7),
    )
    cabbages = "".join(
        at(x, 300, leaves.lettuce(130, FERN if i % 2 else "#8fb552"))
        for i, x in enumerate(range(-240, 260, 96))
    )
    art = (
        fill(oval(30, 70, 220), "#f0b46a")
        + fill(box(-330, 190, 680, 300), "#7a5a40")
        + smoke
        + coach
        + cabbages
    )
    return grounds.wash("#dbc6a0") + laid(
        500,
        500,
        paper.book(
            660, 780, "#f3e2bd", art, ("THE CAFÉ AT THE", "END OF THE ROW"), "#2c5a45", 0.085
        ),
        1,
        -3,
    )


@picture("the-cafe-at-the-end-of-the-row-2")
def second_view() -> str:
    board = (
        solid(
            box(-150, -220, 300, 420, 10),
            "#2f3a38",
            *(
                handwriting(-110, y, 200, CREAM, s)
                for y, s in ((-80, 3), (-30, 4), (20, 5), (70, 3), (120, 4))
            ),
            shade=6,
        )
        + stroke(box(-150, -220, 300, 420, 10), OAK, 16)
        + words("TODAY", 0, -170, 42, CREAM)
    )
    cream_swirl = stroke(
        "M-60 0C-50 -50 50 -50 50 0C50 36 -20 36 -20 4C-20 -16 14 -16 14 2", WHITE, 13
    )
    soup = (
        solid(oval(0, 40, 160), "#efe4ca", shade=12)
        + fill(oval(0, 40, 128), "#a3214a")
        + at(0, 44, cream_swirl)
        + at(64, 10, leaves.fern(60, LEAF, 5), 1, 60)
    )
    return (
        grounds.wash("#c9683f")
        + grounds.disc("#d98458", 500, 500, 430)
        + laid(
            500,
            500,
            paper.spread(880, 640, board, soup + at(0, -190, paper.paragraphs(260, 4))),
            1,
            3,
        )
    )
