"""Garden tools."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import laid
from barrow.sample_art.motifs import tools


@picture("category-garden-tools")
def cover() -> str:
    return (
        grounds.wash("#d98a3d")
        + grounds.disc("#eab46a", 500, 500, 430)
        + laid(240, 500, tools.trowel(240, 124, 230), 1.3, -6)
        + laid(500, 500, tools.hand_fork(230), 1.3)
        + laid(765, 520, tools.secateurs("#2f6a72", 18), 1.25, 6)
    )
