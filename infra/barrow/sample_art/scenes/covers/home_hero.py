"""Home hero."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import (
    ASH,
    BRASS,
    CREAM,
    FERN,
    LEAF,
    PINK,
    ROSE,
    SAGE,
    TOMATO,
    WALNUT,
    WHITE,
    YELLOW,
)
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, stood, stroke, thread, within
from barrow.sample_art.motifs import (
    blades,
    bread,
    bulbs,
    crockery,
    cups,
    flowers,
    fruit,
    jars,
    leaves,
    pans,
    paper,
    pots,
    tools,
    vegetables,
)


@picture("home-hero")
def cover() -> str:
    wall = fill(box(-10, -10, 1620, 920), "#f4dcc0")
    pane = box(560, 40, 620, 520)
    view = (
        fill(pane, "#cfe3dc")
        + fill(oval(1010, 210, 84), "#f6c877")
        + within(
            pane,
            at(300, -80, grounds.hills("#93b374", "#bccf9a", 430)),
            at(380, 60, grounds.hills("#7d9f62", "#a9c386", 440)),
        )
    )
    rows = "".join(
        stroke(f"M{870 + i * 60} 500L{870 + i * 150} 570", "#6b8a50", 9, 0.7) for i in range(-4, 5)
    )
    window = (
        view
        + within(pane, rows)
        + stroke("M870 40V560M560 260H1180", WHITE, 20)
        + stroke(pane, WHITE, 30)
    )
    top = (
        fill(box(-10, 640, 1620, 280), "#b9794a")
        + fill(box(-10, 640, 1620, 12), "#dca774")
        + "".join(
            thread([(x, y), (x + 180, y + 7), (x + 420, y)], "#96592f", 4, 0.6)
            for x, y in ((40, 700), (420, 860), (760, 730), (1150, 840), (1240, 700), (130, 820))
        )
    )
    shelf_board = fill(box(1250, 300, 360, 26, 6), "#9a6038") + fill(
        box(1250, 326, 360, 10), "#2c1810", 0.15
    )
    shelf_things = (
        at(1330, 300, jars.jar(96, 130, "#c8202f", BRASS))
        + at(1440, 300, jars.jar(96, 130, "#e2a21f", BRASS))
        + at(1545, 300, jars.jar(96, 130, "#5b2d49", BRASS))
    )
    hung = (
        at(1330, 350, fill(box(-70, -8, 350, 16, 8), "#6b4a35"))
        + laid(1360, 470, blades.chefs_knife(190, 100, ASH), 1, 180)
        + laid(1450, 450, tools.trowel(110, 60, 110), 1, 180)
        + laid(1540, 455, pans.spoon(170), 1, 180)
    )
    sill = (
        fill(box(520, 560, 700, 30, 6), "#fbf3e2")
        + stood(660, 562, at(0, -84, leaves.basil(0.44)) + pots.clay_pot(110, 90), 80)
        + stood(1075, 562, at(0, -84, leaves.parsley(LEAF)) + pots.clay_pot(120, 92), 90)
    )
    left = stood(
        230,
        740,
        cups.jug(190, 230, CREAM, "#3f6390")
        + "".join(
            thread([(x * 0.2, -200), (x * 0.6, y * 0.7), (x, y)], FERN, 7) + at(x, y, b)
            for x, y, b in (
                (-110, -400, flowers.daisy(62, "#f6e6a8", WALNUT, 18, 0.3)),
                (0, -480, flowers.pompon(64, ROSE, 5)),
                (110, -410, flowers.daisy(58, PINK, YELLOW, 9, 0.5)),
                (-40, -330, flowers.cornflower(50, "#3f63b0")),
                (70, -320, flowers.umbel(60)),
                (170, -320, flowers.cornflower(44, "#4a70bb")),
                (-160, -310, flowers.poppy(46, TOMATO)),
            )
        ),
        160,
    )
    packets = laid(
        420, 740, paper.packet(150, 220, "#4f7f3f", "TOMATO", fruit.tomato(40)), 1, -12
    ) + laid(
        540,
        770,
        paper.packet(150, 220, "#c96d44", "CARROT", at(0, -30, vegetables.carrot(110, 36))),
        1,
        8,
    )
    pot = (
        stood(
            870,
            760,
            cups.teapot(250, "#2f6a72", contents=fill(box(-200, -110, 400, 24), CREAM)),
            210,
        )
        + stood(1080, 800, cups.mug(120, 116, CREAM, "#b06a35", speck="#8f7a5a"), 100)
        + at(1074, 670, pans.steam(90, count=2, gap=34))
    )
    bowl_things = "".join(
        at(x, y, fruit.tomato(r, c))
        for x, y, r, c in (
            (-80, -20, 56, TOMATO),
            (70, -16, 54, "#e0592f"),
            (0, -46, 60, "#c23a2a"),
        )
    )
    right = stood(
        1300, 780, crockery.bowl(310, 140, "#e9dcc0", bowl_things, band="#3f6390"), 230
    ) + stood(1500, 720, bread.cut_loaf(190), 170)
    front = (
        laid(690, 850, tools.trowel(130, 70, 130), 1, 74)
        + laid(1130, 870, leaves.sprig(130, SAGE, 5, 44, 20), 1, 80)
        + laid(260, 850, vegetables.pod(160, 38, FERN, 5), 1, 80)
        + laid(1480, 850, fruit.lemon(40))
        + laid(1400, 872, bulbs.garlic(38), 1, 20)
    )
    return (
        wall
        + fill(oval(300, 360, 290), "#eec49b")
        + window
        + shelf_board
        + shelf_things
        + hung
        + top
        + sill
        + left
        + packets
        + pot
        + right
        + front
    )
