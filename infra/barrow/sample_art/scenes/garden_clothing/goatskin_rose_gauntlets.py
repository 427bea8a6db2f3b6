"""Goatskin rose gauntlets."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, ROSE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, cast, fill, straight, thread
from barrow.sample_art.motifs import flowers, leaves, people


@picture("goatskin-rose-gauntlets-1")
def first_view() -> str:
    stem = thread([(500, 1010), (520, 640), (480, 330), (520, 140)], "#4f6f3a", 22)
    thorns = "".join(
        fill(straight((x, y), (x + 40 * s, y - 26), (x + 4 * s, y + 24)), "#7a3f38")
        for x, y, s in (
            (506, 860, 1),
            (496, 760, -1),
            (512, 430, 1),
            (474, 390, -1),
            (490, 250, -1),
        )
    )
    bloom = (
        at(520, 140, flowers.pompon(120, ROSE, 5))
        + at(500, 300, leaves.mint_leaf(130, LEAF), turn=60)
        + at(490, 340, leaves.mint_leaf(130, LEAF), turn=-66)
    )
    left = at(260, 560, people.glove("#dba462", "#a5703c", high=330), 1.05, 58)
    right = at(750, 640, people.glove("#dba462", "#a5703c", high=330), 1.05, -62, flip=True)
    return (
        grounds.wash("#dfe6cb")
        + grounds.disc("#f1d5bb", 500, 430, 370)
        + cast(stem)
        + stem
        + thorns
        + bloom
        + cast(left, 8, 14)
        + left
        + cast(right, 8, 14)
        + right
    )
