"""Table and linen."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import SAGE, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import fill, laid, oval, stroke
from barrow.sample_art.motifs import cloth, crockery, leaves, table_things


@picture("category-table-and-linen")
def cover() -> str:
    return (
        grounds.striped("#4f6f8a", "#5d7f9a", 6, 40)
        + laid(440, 520, cloth.napkin(560, "#e9dcc0"), 1, 6)
        + laid(440, 520, crockery.plate(280, "#f1e8d6", "#8f7a5a"))
        + laid(110, 530, table_things.fork(430))
        + laid(780, 540, table_things.knife(460))
        + laid(
            820,
            220,
            fill(oval(0, 0, 92), "#dfeae6")
            + fill(oval(0, 0, 78), "#e9d98c")
            + stroke(oval(0, 0, 88), WHITE, 9)
            + stroke("M-50 -24A56 56 0 0 1 -10 -54", WHITE, 9, 0.9),
        )
        + laid(440, 520, leaves.sprig(230, SAGE, 7, 60, 26), 1, 30)
    )
