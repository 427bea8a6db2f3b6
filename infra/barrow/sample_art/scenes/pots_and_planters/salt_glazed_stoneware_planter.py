"""Salt glazed stoneware planter."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRASS, PINE, SAGE, WALNUT
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, oval, smooth, solid, stood, stroke
from barrow.sample_art.motifs import leaves, pots


@picture("salt-glazed-stoneware-planter-1")
def first_view() -> str:
    steps = (
        fill(box(-10, 560, 1020, 500), "#a8adab")
        + fill(box(-10, 560, 1020, 14), "#d0d3cf")
        + fill(box(-10, 720, 1020, 300), "#959b9a")
        + fill(box(-10, 720, 1020, 14), "#c3c7c4")
        + fill(box(-10, 880, 1020, 160), "#82898a")
        + fill(box(-10, 880, 1020, 14), "#b3b8b6")
    )
    speck = "".join(
        fill(oval((i * 173) % 1000, 570 + (i * 97) % 430, 4), "#5f6668", 0.5) for i in range(120)
    )
    return (
        grounds.wash("#e6d6c0")
        + grounds.disc("#d2b79a", 560, 330, 250)
        + steps
        + speck
        + stood(
            745,
            570,
            at(0, -266, leaves.chives(20, 240, SAGE)) + pots.glazed(250, 260, "#6f6a42"),
            200,
        )
        + stood(480, 735, at(0, -300, leaves.thyme(9, 150)) + pots.glazed(300, 300, "#5d6a74"), 240)
        + stood(200, 900, at(0, -330, leaves.parsley()) + pots.glazed(330, 330, "#b98a56"), 270)
    )


@picture("salt-glazed-stoneware-planter-2")
def second_view() -> str:
    dimples = "".join(
        fill(oval(x + (y // 40 % 2) * 22, y, 15, 12), "#8f6236", 0.55)
        + fill(oval(x + (y // 40 % 2) * 22 - 5, y - 5, 7, 5), "#efcd98", 0.9)
        for y in range(250, 960, 40)
        for x in range(60, 980, 46)
    )
    body = smooth((30, 250), (970, 250), (1010, 600), (940, 1040), (60, 1040), (-10, 600))
    run = fill(
        smooth(
            (-20, 240),
            (1020, 240),
            (1000, 400),
            (860, 360),
            (700, 470),
            (560, 370),
            (400, 440),
            (220, 360),
            (0, 420),
        ),
        "#d8ad74",
        0.75,
    )
    lip = solid(
        box(-30, 170, 1060, 120, 60), "#dcb67f", stroke("M20 206H980", "#f5dcae", 12), shade=20
    )
    return (
        grounds.wash("#3c4a4c")
        + solid(body, "#b98a56", run, dimples, grounds.light(-60, 300, 0.2), shade=120)
        + lip
    )


@picture("salt-glazed-stoneware-planter-3")
def third_view() -> str:
    door = solid(
        box(90, 80, 420, 760, 8),
        "#2f5560",
        *(stroke(box(x, y, 140, 250, 4), "#21404a", 8) for x in (130, 330) for y in (130, 480)),
        shade=12,
    ) + fill(oval(470, 470, 16), BRASS)
    ball = "".join(
        at(
            690 + (i * 61) % 190 - 95,
            390 + (i * 43) % 190 - 95,
            leaves.leaf(86, 40, PINE if i % 3 else "#3d6b4a", 2),
            turn=(i * 77) % 360,
        )
        for i in range(66)
    )
    tree = fill(box(677, 480, 26, 200), WALNUT) + fill(oval(690, 390, 160), "#2c5540") + ball
    return (
        grounds.bricks("#e9dcc6", "#d6c5a8", 0, 850, 84)
        + door
        + grounds.flags("#9f9585", 840)
        + tree
        + stood(690, 920, pots.glazed(320, 290, "#5d6a74"), 270)
    )
