"""Hedgerow sloe gin."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, DAMSON, LEAF, MOSS, PINE, TAN
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, solid, stood, straight, stroke, thread
from barrow.sample_art.motifs import cups, jars, leaves


@picture("hedgerow-sloe-gin-1")
def first_view() -> str:
    post = (
        solid(
            box(120, 760, 760, 260, 10),
            "#8c8172",
            *(
                stroke(f"M130 {y}Q500 {y - 18} 870 {y + 6}", "#6d6356", 7, 0.6)
                for y in range(800, 1000, 44)
            ),
            shade=30,
        )
        + fill(box(90, 720, 820, 60, 10), "#a39884")
        + fill(box(90, 720, 820, 12, 6), "#c2b8a4")
    )
    hedge = "".join(
        at(
            (i * 167) % 1000,
            700 - (i * 53) % 130,
            leaves.leaf(90, 44, (PINE, "#3d5f43", MOSS)[i % 3], 2),
            1,
            (i * 71) % 360,
        )
        for i in range(70)
    )
    return (
        grounds.wash("#efcfae")
        + grounds.disc("#d9734f", 690, 300, 150)
        + grounds.hills("#7f7f5a", "#a8946a", 560)
        + fill(box(-10, 640, 1020, 200), "#2f4a38")
        + hedge
        + post
        + stood(
            420,
            736,
            jars.bottle(
                220,
                540,
                "#7a1733",
                "SLOE GIN",
                CREAM,
                TAN,
                ink=DAMSON,
                level=0.74,
                filled="#8c1c3c",
            ),
            180,
        )
        + stood(650, 744, cups.glass(110, 140, "#8c1c3c", 0.6), 80)
        + stood(790, 744, cups.glass(110, 140, "#8c1c3c", 0.6), 80)
    )


@picture("hedgerow-sloe-gin-2")
def second_view() -> str:
    twig = (
        thread([(-20, 300), (260, 380), (500, 470), (760, 520), (1020, 640)], "#4b3a33", 28)
        + thread([(500, 470), (600, 340), (640, 180)], "#4b3a33", 18)
        + thread([(300, 396), (330, 620), (290, 800)], "#4b3a33", 18)
    )
    thorns = "".join(
        fill(straight((x - 12, y), (x + 12, y), (x + dx, y + dy)), "#4b3a33")
        for x, y, dx, dy in (
            (150, 346, 20, -90),
            (420, 440, -20, -96),
            (680, 506, 30, -100),
            (880, 576, 10, 100),
            (320, 560, 96, -10),
            (620, 270, 90, 10),
        )
    )
    sloe = solid(
        oval(0, 0, 78, 82),
        "#2e2c55",
        fill(oval(-18, -16, 52, 50), "#5d6494", 0.75),
        fill(oval(-26, -30, 22, 17), "#a9b4d2", 0.8),
        shade=22,
    )
    fruit = "".join(
        stroke(f"M{x} {y - 70}L{sx} {sy}", "#6d7a45", 8) + laid(x, y, sloe)
        for x, y, sx, sy in (
            (200, 520, 220, 370),
            (420, 600, 430, 450),
            (600, 650, 590, 490),
            (790, 690, 770, 530),
            (560, 250, 610, 330),
            (720, 220, 640, 220),
            (240, 740, 320, 640),
            (390, 830, 300, 760),
        )
    )
    green = "".join(
        laid(x, y, leaves.leaf(160, 80, LEAF, 4), 1, t)
        for x, y, t in (
            (330, 410, -20),
            (560, 480, 30),
            (860, 590, 20),
            (640, 180, -10),
            (290, 800, 200),
            (110, 330, 170),
        )
    )
    return (
        grounds.wash("#f0d9b4")
        + grounds.disc("#e2b07c", 520, 480, 390)
        + green
        + twig
        + thorns
        + fruit
    )
