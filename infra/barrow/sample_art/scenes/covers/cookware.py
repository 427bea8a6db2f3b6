"""Cookware."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import IRON, MUSTARD
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, stood
from barrow.sample_art.motifs import pans


@picture("category-cookware")
def cover() -> str:
    return (
        grounds.tiles("#f3dfc2", "#e2c9a2", 0, 760, 125)
        + fill(box(-10, 760, 1020, 260), "#a8583a")
        + fill(box(-10, 760, 1020, 12), "#c97f5a")
        + laid(740, 460, pans.frying_pan(180, handle=230))
        + fill(oval(740, 62, 16), IRON)
        + stood(
            390,
            890,
            pans.casserole(520, "#2f6a72", high=220)
            + at(0, -294, pans.casserole(400, MUSTARD, high=170)),
            440,
        )
        + stood(820, 900, pans.saucepan(150, 120), 140)
    )
