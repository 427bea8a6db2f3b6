"""Unlined copper preserving pan."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRASS, COPPER, TOMATO, darker, lighter
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
    stood,
    straight,
    stroke,
    within,
)
from barrow.sample_art.motifs import fruit, pans


@picture("unlined-copper-preserving-pan-1")
def first_view() -> str:
    foam = "".join(
        fill(
            oval(-210 + i * 32, -208 + (i * 29) % 34 - 8, 14 + i % 9, 8 + i % 5),
            "#f0a2a0" if i % 2 else "#e0525a",
        )
        for i in range(14)
    )
    ripe = "".join(
        at(x, -214 + dy, fruit.berry(24, "#b3172b"), 1, t)
        for x, dy, t in ((-140, 2, 30), (-20, 12, -20), (90, 0, 60))
    )
    spoon = at(120, -215, pans.spoon(430), 1, 24)
    berries = "".join(
        laid(x, 900, fruit.berry(40, TOMATO), 1, t) for x, t in ((120, 30), (210, -24), (860, 12))
    )
    return (
        grounds.table("#f3dcd0", "#c99a68", 720)
        + grounds.disc("#eab3a6", 500, 420, 330)
        + at(430, 490, pans.steam(260))
        + stood(500, 870, pans.jam_pan(620, "#c8202f") + foam + ripe + spoon, 470)
        + berries
    )


@picture("unlined-copper-preserving-pan-2")
def second_view() -> str:
    body = fill(
        smooth((-40, 440), (500, 400), (1040, 440), (1040, 1050), (-40, 1050)), COPPER
    ) + within(
        smooth((-40, 440), (500, 400), (1040, 440), (1040, 1050), (-40, 1050)),
        fill(straight((90, 300), (240, 300), (300, 1050), (170, 1050)), lighter(COPPER, 0.5), 0.7),
        fill(straight((760, 300), (820, 300), (800, 1050), (750, 1050)), lighter(COPPER, 0.4), 0.5),
    )
    dents = "".join(
        fill(oval((i * 191) % 1000, 560 + (i * 97) % 420, 34, 24), darker(COPPER, 0.2), 0.3)
        for i in range(26)
    )
    rim = stroke(
        smooth((-60, 440), (500, 400), (1060, 440), closed=False), darker(COPPER, 0.15), 74
    ) + stroke(smooth((-60, 424), (500, 384), (1060, 424), closed=False), lighter(COPPER, 0.4), 14)
    grip = stroke("M300 540V300Q300 190 400 190H600Q700 190 700 300V540", BRASS, 74) + stroke(
        "M282 520V300Q282 172 400 172H590", lighter(BRASS, 0.5), 14
    )
    plates = "".join(
        solid(box(x - 90, 510, 180, 130, 40), BRASS, shade=16)
        + "".join(
            fill(oval(x + d, 576, 22), darker(BRASS, 0.4))
            + fill(oval(x + d - 5, 569, 12), lighter(BRASS, 0.4))
            for d in (-40, 40)
        )
        for x in (300, 700)
    )
    return grounds.wash("#24545c") + body + dents + rim + cast(grip, 14, 24, 0.25) + grip + plates
