"""Long bread knife."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import ASH
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import fill, laid, oval, stood
from barrow.sample_art.motifs import blades, bread


@picture("long-bread-knife-1")
def first_view() -> str:
    crumbs = "".join(
        fill(oval(300 + (i * 89) % 520, 800 + (i * 37) % 90, 5 + i % 4, 4), "#c98a45")
        for i in range(30)
    )
    return (
        grounds.table("#efd3a8", "#a56f45", 560)
        + grounds.disc("#e2a765", 420, 400, 300)
        + laid(500, 800, blades.board(860, 260, ASH))
        + stood(390, 800, bread.cut_loaf(470), 420)
        + laid(770, 820, bread.slice_of(230), 1, 6)
        + crumbs
        + laid(650, 560, blades.bread_knife(540, 220), 1.15, -38)
    )
