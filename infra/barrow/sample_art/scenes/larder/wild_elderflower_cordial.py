"""Wild elderflower cordial."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, stood, stroke, thread
from barrow.sample_art.motifs import cups, flowers, fruit, leaves


@picture("wild-elderflower-cordial-1")
def first_view() -> str:
    ice = "".join(
        at(
            x,
            y,
            fill(box(-34, -34, 68, 68, 10), WHITE, 0.5)
            + stroke(box(-34, -34, 68, 68, 10), WHITE, 5, 0.8),
            1,
            t,
        )
        for x, y, t in ((-40, -330, 14), (46, -300, -18), (-6, -250, 30))
    )
    bloom = at(
        470,
        360,
        thread([(-250, 30), (-100, 10), (0, 0)], LEAF, 14)
        + at(0, 0, flowers.umbel(210, "#fdf7df", 4), 1, 64),
    ) + at(300, 380, leaves.leaf(170, 80), 1, 210)
    return (
        grounds.table("#dcebd0", "#e7d2a6", 740)
        + grounds.arch("#b9d3a0", 500, 740, 660, 660)
        + stood(520, 890, cups.glass(280, 500, "#ecdf9a", 0.78, "#cfe3dd") + ice, 230)
        + bloom
        + laid(820, 900, fruit.lemon(60))
    )
