"""Long table cloth."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import (
    CORAL,
    CREAM,
    FERN,
    LEAF,
    MADDER,
    MUSTARD,
    PINK,
    TOMATO,
    WHITE,
    WOAD,
    YELLOW,
)
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, faded, fill, oval, solid, straight, stroke, thread
from barrow.sample_art.motifs import crockery, cups, flowers, fruit


@picture("long-table-cloth-1")
def first_view() -> str:
    def tree(x: float, s: float) -> str:
        crown = "".join(
            fill(oval(dx, dy, r), c)
            for dx, dy, r, c in (
                (-120, -420, 130, LEAF),
                (110, -430, 140, "#5d8f48"),
                (0, -530, 150, FERN),
                (0, -380, 130, LEAF),
            )
        )
        ripe = "".join(
            fill(oval((i * 83) % 380 - 190, -380 - (i * 57) % 230, 17), TOMATO) for i in range(12)
        )
        return at(
            x,
            620,
            solid(straight((-26, 0), (26, 0), (16, -360), (-16, -360)), "#6d4f3c", shade=9)
            + crown
            + ripe,
            s,
        )

    cloth_top = straight((380, 540), (620, 540), (900, 900), (100, 900))
    drop = straight((100, 900), (900, 900), (890, 1010), (110, 1010))
    setting = "".join(
        at(x, y, fill(oval(0, 0, 70, 24), WHITE) + stroke(oval(0, 0, 50, 16), "#c9bfa8", 4), s)
        for x, y, s in (
            (400, 600, 0.4),
            (600, 600, 0.4),
            (350, 670, 0.6),
            (650, 670, 0.6),
            (290, 770, 0.9),
            (710, 770, 0.9),
        )
    )
    jug = at(
        500,
        700,
        cups.jug(90, 110, CREAM, WOAD)
        + "".join(
            at(x, -100, flowers.stemmed(flowers.daisy(26, c, YELLOW, 9, 0.4), 60, x))
            for x, c in ((-24, PINK), (0, WHITE), (26, CORAL))
        ),
    ) + at(
        500,
        850,
        crockery.bowl(180, 80, TOMATO, "".join(at(x, -6, fruit.lemon(26)) for x in (-40, 10, 50))),
    )
    bunting = thread([(-10, 150), (500, 260), (1010, 140)], CREAM, 6) + "".join(
        fill(straight((x - 34, y), (x + 34, y), (x, y + 74)), c)
        for x, y, c in (
            (130, 190, MADDER),
            (290, 230, MUSTARD),
            (450, 252, WOAD),
            (610, 250, MADDER),
            (770, 222, MUSTARD),
            (920, 174, LEAF),
        )
    )
    return (
        grounds.wash("#cfe3dc")
        + fill(box(-10, 560, 1020, 460), "#9fbd76")
        + tree(150, 1.0)
        + tree(860, 1.05)
        + tree(480, 0.6)
        + bunting
        + fill(oval(500, 1000, 520, 60), "#2c1810", 0.2)
        + solid(cloth_top, "#e3d4b5", shade=0)
        + fill(drop, "#cdbb98")
        + "".join(
            thread([(x, 904), (x + 8, 960), (x - 4, 1010)], "#b5a27d", 8)
            for x in range(150, 890, 90)
        )
        + setting
        + jug
    )


@picture("long-table-cloth-2")
def second_view() -> str:
    weave = "".join(
        fill(
            box(x + (14 if (y // 28) % 2 else 0), y, 15, 24, 6),
            "#efe2c6" if ((x + y) // 28) % 2 else "#d3c09a",
        )
        for y in range(0, 760, 28)
        for x in range(-20, 1010, 28)
    )
    hem = (
        fill(box(-10, 700, 1020, 180), "#dccaa6")
        + "".join(fill(box(x, 704, 13, 170, 6), "#e8d9b9") for x in range(0, 1000, 34))
        + stroke("M-10 716H1010M-10 868H1010", "#b7a077", 7, 1, "26 18")
    )
    weights = "".join(solid(oval(x, 800, 26, 30), "#a8977a", shade=8) for x in range(70, 1000, 124))
    return (
        grounds.wash("#e3d2ad")
        + weave
        + hem
        + faded(0.35, weights)
        + fill(box(-10, 880, 1020, 140), "#6b4a35")
        + fill(box(-10, 880, 1020, 18), "#2c1810", 0.35)
    )
