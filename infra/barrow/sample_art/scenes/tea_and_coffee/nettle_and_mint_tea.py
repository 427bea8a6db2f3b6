"""Nettle and mint tea."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, OAK
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, cast, fill, laid, solid, stood, within
from barrow.sample_art.motifs import cups, food, leaves, pans


@picture("nettle-and-mint-tea-1")
def first_view() -> str:
    mint = "".join(
        at(x, y, leaves.mint_leaf(90, LEAF), 1, t)
        for x, y, t in (
            (-90, -190, 70),
            (20, -200, -60),
            (110, -180, 20),
            (-20, -110, 110),
            (70, -90, 200),
            (-120, -100, 30),
        )
    )
    return (
        grounds.table("#e8f0da", "#c9a070", 720)
        + grounds.arch("#bcd3a5", 500, 720, 700, 610)
        + stood(520, 880, cups.teapot(470, "#d7e6e2", "#a9bf5a", mint), 400)
        + laid(140, 900, leaves.sprig(170, LEAF, 4, 70, 44), 1, 50)
        + at(500, 440, pans.steam(150, count=2))
    )


@picture("nettle-and-mint-tea-2")
def second_view() -> str:
    frame = (
        solid(box(110, 190, 780, 620, 20), "#b98753", shade=14)
        + fill(box(156, 236, 688, 528, 8), "#8f6236")
        + fill(box(166, 250, 678, 514, 6), "#d9bd90")
    )
    nettles = at(
        330,
        500,
        food.scattered(
            44, 150, 230, (leaves.mint_leaf(84, "#5d7a4a"), leaves.mint_leaf(76, "#6f8a58")), 4
        ),
    )
    mint = at(
        670,
        500,
        food.scattered(
            46, 150, 230, (leaves.leaf(70, 40, "#8fae7a"), leaves.leaf(76, 44, "#7f9f6c")), 6
        ),
    )
    return (
        grounds.wash("#f1e2c2")
        + grounds.disc("#d3dcb4", 500, 500, 450)
        + cast(fill(box(110, 190, 780, 620, 20), OAK))
        + frame
        + fill(box(494, 236, 12, 528), "#b98753")
        + within(box(160, 240, 680, 520), nettles, mint)
    )
