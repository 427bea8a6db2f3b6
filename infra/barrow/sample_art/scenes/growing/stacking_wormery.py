"""Stacking wormery."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRASS, COAL, FERN, PAPER, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import (
    at,
    box,
    fill,
    laid,
    oval,
    smooth,
    solid,
    stood,
    straight,
    stroke,
    taper,
    thread,
)
from barrow.sample_art.motifs import blades, leaves, vegetables


@picture("stacking-wormery-1")
def first_view() -> str:
    tiers = "".join(
        at(
            0,
            -130 - i * 104,
            solid(
                taper(330, 310, 104, 10),
                c,
                "".join(fill(oval(x, -48, 8), COAL) for x in range(-120, 130, 40)),
                shade=26,
            )
            + fill(box(-174, -112, 348, 20, 8), lighter(c, 0.2)),
        )
        for i, c in enumerate(("#4a6b52", "#527559", "#4a6b52", "#527559"))
    )
    base = solid(taper(330, 330, 90, 10), "#3a5642", shade=24) + stroke(
        "M-120 0L-140 46M120 0L140 46", "#3a5642", 26
    )
    base = at(0, -46, base) + fill(box(-20, -90, 40, 26, 8), BRASS)
    peel = at(
        0,
        -548,
        blades.chopped(60, 280, 90, FERN, 4, 20) + at(60, -40, vegetables.carrot(90, 30), turn=70),
    )
    lid = solid(
        straight((-184, 0), (184, 0), (150, -44), (-150, -44)), "#3f5d49", shade=16
    ) + solid(box(-40, -66, 80, 26, 12), "#2f4638", shade=5)
    door = solid(
        box(600, 60, 330, 720, 6),
        "#b5573b",
        *(stroke(box(640, y, 250, 260, 4), "#8f4029", 9) for y in (110, 440)),
        shade=10,
    ) + fill(oval(650, 430, 16), BRASS)
    return (
        grounds.bricks("#ead9bd", "#d8c4a0", 0, 780, 80)
        + door
        + grounds.flags("#a59c8b", 780)
        + stood(360, 930, peel + base + tiers, 320)
        + stood(770, 930, at(0, 0, lid, 0.9, -8), 300)
    )


@picture("stacking-wormery-2")
def second_view() -> str:
    worms = ""
    for i in range(11):
        x, y = 180 + (i % 3) * 300 + (i * 37) % 60, 190 + (i // 3) * 210 + (i * 53) % 50
        line = [
            (0, 0),
            (34, -34),
            (76, -40),
            (112, -8),
            (150, 26),
            (190, 22),
            (220, -14),
            (250, -30),
        ]
        body = thread(line, "#a8433f", 30) + thread(line, "#d98a78", 7, 0.8)
        rings = stroke(smooth(*line, closed=False), "#7d2b2e", 30, 0.5, "3 17").replace(
            'stroke-linecap="round"', 'stroke-linecap="butt"'
        )
        worms += laid(x, y, body + rings, 1, (i * 53) % 360)
    return (
        grounds.wash("#3d2a20")
        + grounds.crumbs(-10, 1010, "#4a3428", 420, 9)
        + at(160, 850, leaves.leaf(130, 60, "#8a6b3a"), turn=70)
        + worms
        + at(850, 170, solid(oval(0, 0, 46, 60), PAPER, shade=10), 1, 30)
    )
