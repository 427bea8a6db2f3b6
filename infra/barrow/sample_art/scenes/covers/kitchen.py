"""Kitchen."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRICK, CREAM
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, stood
from barrow.sample_art.motifs import bulbs, cups, fruit, pans


@picture("category-kitchen")
def cover() -> str:
    spoons = "".join(at(x * 0.7, -330, pans.spoon(260), 1, 180 + x * 0.16) for x in (-70, 0, 70))
    holder = spoons + cups.jug(190, 220, CREAM, BRICK)
    return (
        grounds.tiles("#2f6a6c", "#3f7d7e", -10, 700, 125)
        + fill(box(-10, 700, 1020, 320), "#e9d3ac")
        + fill(box(-10, 700, 1020, 14), "#f6e8cd")
        + stood(690, 800, pans.jam_pan(360, "#c8202f"), 270)
        + stood(170, 790, holder, 140)
        + stood(440, 900, pans.casserole(460, "#5f8a4e"), 380)
        + at(440, 590, pans.steam(190))
        + laid(840, 910, fruit.tomato(60))
        + laid(720, 930, bulbs.garlic(50), 1, 16)
    )
