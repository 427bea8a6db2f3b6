"""Crimson flowered broad bean seeds."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, LEAF, SAGE, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval, solid, stood, straight
from barrow.sample_art.motifs import crockery, flowers, leaves, vegetables


@picture("crimson-flowered-broad-bean-seeds-1")
def first_view() -> str:
    whorls = ""
    for y in (780, 600, 430, 280):
        for x in (-1, 1):
            whorls += at(500 + x * 16, y + 20, leaves.leaf(210, 96, SAGE), turn=x * 62)
        for x, dy in ((-66, 6), (-24, -30), (24, -26), (66, 8), (0, 26)):
            whorls += at(500 + x, y - 24 + dy, flowers.sweet_pea(40, "#8f1f35", "#b5304a"))
    stem = fill(straight((484, 1010), (490, 190), (510, 190), (516, 1010)), FERN)
    tip = "".join(at(500, 220, leaves.leaf(130, 60, SAGE), turn=t) for t in (-40, 0, 40))
    return (
        grounds.wash("#f3d9b8")
        + grounds.disc("#e9b98a", 500, 480, 380)
        + stem
        + tip
        + whorls
        + at(705, 700, flowers.bumblebee(98), turn=-14, flip=True)
    )


@picture("crimson-flowered-broad-bean-seeds-2")
def second_view() -> str:
    pods = "".join(
        at(x, y, vegetables.pod(330, 78, FERN, 5, LEAF if i % 2 else "#6f9f52"), turn=t)
        for i, (x, y, t) in enumerate([(-150, 46, -34), (-70, 60, -8), (40, 50, 16), (130, 40, 40)])
    )
    loose = "".join(
        at(x, y, solid(oval(0, 0, 34, 25), "#74a557", shade=8))
        for x, y in ((-190, 20), (-110, 34), (-30, 44), (60, 40), (140, 26), (200, 4))
    )
    return (
        grounds.table("#e6edd9", "#c98f5d", 660)
        + grounds.arch("#c3d3b0", 500, 660, 720, 570)
        + stood(500, 830, crockery.colander(600, 270, WHITE, pods + loose), 420)
        + laid(180, 900, vegetables.pod(240, 60, FERN, 4), turn=70)
        + laid(860, 880, solid(oval(0, 0, 38, 28), "#74a557", shade=8))
    )
