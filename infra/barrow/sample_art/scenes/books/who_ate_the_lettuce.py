"""Who ate the lettuce."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRICK, COAL, MUSTARD, PINE, SKIN, TOMATO
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import (
    at,
    box,
    cast,
    fill,
    laid,
    oval,
    smooth,
    solid,
    straight,
    stroke,
    thread,
)
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import leaves, paper


@picture("who-ate-the-lettuce-1")
def first_view() -> str:
    hen = (
        solid(
            smooth(
                (-90, 0),
                (-110, -70),
                (-60, -60),
                (10, -70),
                (40, -130),
                (80, -130),
                (90, -90),
                (70, -30),
                (20, 30),
                (-50, 30),
            ),
            "#c9683f",
            shade=10,
        )
        + fill(smooth((44, -130), (50, -158), (64, -140), (76, -156), (84, -130)), TOMATO)
        + fill(straight((88, -112), (120, -104), (88, -96)), MUSTARD)
        + fill(oval(68, -112, 6), COAL)
        + stroke("M-20 30v40M14 30v40", MUSTARD, 8)
        + fill(smooth((-50, -30), (0, -40), (20, 0), (-20, 16)), "#a9502c")
    )
    girl = (
        solid(straight((-54, 0), (54, 0), (92, 150), (-92, 150)), "#2f6a72", shade=10)
        + solid(oval(0, -56, 58), SKIN, shade=9)
        + fill(
            smooth(
                (-62, -50), (-56, -110), (0, -128), (56, -110), (62, -50), (30, -88), (-30, -88)
            ),
            "#4a2c1c",
        )
        + stroke("M-56 -60Q-90 -20 -76 30M56 -60Q90 -20 76 30", "#4a2c1c", 20)
        + fill(oval(-20, -54, 5), COAL)
        + fill(oval(20, -54, 5), COAL)
        + stroke("M-14 -30Q0 -18 14 -30", "#a8502c", 5)
    )
    lettuce = (
        leaves.lettuce(220, "#8fb552")
        + fill(oval(70, -76, 26), "#f6d9a0")
        + fill(oval(38, -104, 22), "#f6d9a0")
    )
    art = (
        fill(oval(0, 60, 250), "#f6d9a0")
        + fill(box(-320, 250, 640, 200), "#7d9f55")
        + at(-140, 180, hen)
        + at(140, 110, girl)
        + at(10, 300, lettuce)
    )
    return (
        grounds.wash("#c3dbd6")
        + grounds.disc("#a9cbc4", 500, 500, 430)
        + laid(
            500, 500, paper.book(640, 740, "#e9a13b", art, ("WHO ATE THE", "LETTUCE?"), PINE), 1, 3
        )
    )


@picture("who-ate-the-lettuce-2")
def second_view() -> str:
    big = leaves.lobed(440, 420, "#6f9f4c", 4) + stroke("M0 0V150", "#d9567a", 34)
    flap = at(0, 240, big, 1, 12) + stroke("M-170 30q20 -60 70 -90", "#4f7f3f", 7, 0.8, "14 12")
    left = (
        at(0, -150, paper.paragraphs(280, 4))
        + at(0, 120, at(0, 0, leaves.lettuce(220, "#8fb552")))
        + words("LIFT THE LEAF", 0, 180, 26, BRICK)
    )
    under = (
        fill(oval(-40, 30, 70, 30), "#c9b08c")
        + solid(oval(60, 60, 44, 32), "#8d7a6a", fill(oval(24, -8, 5), COAL), shade=8)
        + thread([(104, 70), (150, 90), (170, 60)], "#8d7a6a", 9)
    )
    return (
        grounds.wash("#e5a08a")
        + grounds.disc("#f0bfa6", 500, 500, 430)
        + laid(500, 510, paper.spread(860, 620, left, under), 1, 2)
        + at(715, 520, cast(flap, 18, 22) + flap, 0.86)
    )
