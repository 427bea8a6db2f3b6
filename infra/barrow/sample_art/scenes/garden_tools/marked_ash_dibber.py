"""Marked ash dibber."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, oval
from barrow.sample_art.motifs import bulbs, sundries


@picture("marked-ash-dibber-1")
def first_view() -> str:
    leeks = "".join(
        laid(x, 560, at(0, 120, bulbs.leek(330, 22)), 1, t)
        for x, t in ((610, -8), (680, 4), (750, -4), (820, 8))
    )
    return (
        grounds.wash("#a9bf9a")
        + grounds.disc("#dce4c4", 640, 420, 320)
        + grounds.soil(720)
        + leeks
        + fill(oval(330, 800, 70, 20), "#2c1d16")
        + at(330, 812, sundries.dibber(430), 1.35, -5)
    )
