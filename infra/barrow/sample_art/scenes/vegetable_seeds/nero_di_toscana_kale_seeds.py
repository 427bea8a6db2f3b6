"""Nero di toscana kale seeds."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill
from barrow.sample_art.motifs import leaves


@picture("nero-di-toscana-kale-seeds-1")
def first_view() -> str:
    spread = [(-46, 640), (44, 650), (-24, 740), (26, 750), (0, 800)]
    plumes = "".join(
        at(500, 960, leaves.kale(h, 215, "#2e5148" if i % 2 else "#3a6154", WHITE), turn=t)
        for i, (t, h) in enumerate(spread)
    )
    return (
        grounds.wash("#c9dcdd")
        + grounds.disc("#f4e3cf", 500, 450, 350)
        + plumes
        + fill(box(-10, 930, 1020, 80), WHITE)
    )
