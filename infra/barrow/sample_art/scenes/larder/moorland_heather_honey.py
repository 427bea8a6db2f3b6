"""Moorland heather honey."""

import random

from barrow.sample_art import grounds
from barrow.sample_art.colours import MOSS, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import (
    at,
    box,
    cast,
    fill,
    laid,
    oval,
    smooth,
    stood,
    straight,
    stroke,
    thread,
)
from barrow.sample_art.motifs import food, jars


@picture("moorland-heather-honey-1")
def first_view() -> str:
    bubbles = "".join(
        fill(
            oval(rand.uniform(-130, 130), rand.uniform(-150, 160), rand.uniform(3, 7)),
            "#f2c46a",
            0.9,
        )
        for rand in [random.Random(3)]
        for _ in range(60)
    )
    heather = "".join(
        at(
            x,
            890,
            thread([(0, 0), (t, -120), (t * 1.4, -240)], MOSS, 8)
            + "".join(
                fill(
                    oval(t * (0.5 + 0.09 * i) + (9 if i % 2 else -9), -70 - i * 17, 11, 9),
                    "#a8619a" if i % 3 else "#c48ab8",
                )
                for i in range(11)
            ),
        )
        for x, t in ((120, -14), (170, 10), (215, 34), (800, -24), (850, 4), (900, 20))
    )
    return (
        grounds.table("#e5d5e0", "#7a5470", 700)
        + grounds.disc("#f0b95f", 500, 420, 330)
        + heather
        + stood(500, 880, jars.jar(330, 430, "#a85a14", "#3d3a36", "HEATHER", inside=bubbles), 280)
    )


@picture("moorland-heather-honey-2")
def second_view() -> str:
    pool = fill(
        smooth((180, 760), (300, 720), (700, 716), (840, 760), (760, 830), (300, 836)),
        "#e3951f",
        0.5,
    )
    lid = (
        fill(box(180, 180, 640, 600, 26), WHITE, 0.2)
        + stroke(box(180, 180, 640, 600, 26), WHITE, 12, 0.9)
        + stroke(box(206, 206, 588, 548, 16), WHITE, 5, 0.7)
        + fill(straight((240, 216), (420, 216), (240, 470)), WHITE, 0.35)
    )
    drip = fill(smooth((640, 690), (664, 690), (670, 760), (652, 784), (634, 760)), "#e3951f")
    return (
        grounds.wash("#7a5470")
        + grounds.disc("#93698a", 500, 480, 420)
        + cast(fill(box(180, 180, 640, 600, 26), WHITE))
        + fill(box(180, 180, 640, 600, 26), "#f7e9c4")
        + pool
        + laid(500, 475, food.honeycomb(480, 440, 38, "#e39a24"))
        + drip
        + lid
    )
