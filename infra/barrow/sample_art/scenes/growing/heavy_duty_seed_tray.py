"""Heavy duty seed tray."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import OAT, SKIN, SOIL
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, smooth, solid, stroke, taper
from barrow.sample_art.motifs import leaves, potting


@picture("heavy-duty-seed-tray-1")
def first_view() -> str:
    return (
        grounds.wash("#d98f5e")
        + grounds.disc("#e9b384", 500, 500, 410)
        + laid(360, 290, potting.cells(1, 1, 440, 260, "#33373a"), 1, -16)
        + laid(640, 400, potting.cells(3, 2, 440, 270, "#3a3e41"), 1, -6)
        + laid(380, 610, potting.cells(6, 4, 440, 280, "#33373a"), 1, 5)
        + laid(630, 750, potting.cells(10, 6, 440, 270, "#3a3e41"), 1, 13)
    )


@picture("heavy-duty-seed-tray-2")
def second_view() -> str:
    tray = "".join(
        at(x, 560, solid(taper(236, 176, 180, 14), "#34383b", shade=18)) for x in (130, 870)
    )
    middle = at(500, 560, solid(taper(236, 176, 180, 14), "#34383b", shade=18))
    rim = fill(box(-10, 366, 1020, 30, 8), "#4c5256")
    plug = solid(
        taper(200, 150, 170, 8),
        SOIL,
        *(stroke(f"M{x} -160q{x * 0.1} 60 -6 150", OAT, 4, 0.8) for x in (-60, -20, 24, 60)),
        shade=16,
    )
    thumb = solid(
        smooth((-62, 360), (-66, 60), (-50, -10), (0, -36), (50, -10), (66, 60), (62, 360), ease=8),
        SKIN,
        fill(smooth((-32, 20), (-26, -16), (0, -26), (26, -16), (32, 20), (0, 32)), "#f6d3bd"),
        shade=18,
    )
    lettuce = at(500, 260, leaves.lettuce(330, "#8fb552"))
    others = at(130, 372, leaves.lettuce(230, "#8fb552")) + at(
        870, 372, leaves.lettuce(230, "#9a3f4c")
    )
    return (
        grounds.wash("#e6edd4")
        + grounds.disc("#f5dfae", 500, 330, 280)
        + others
        + tray
        + rim
        + at(500, 410, plug)
        + lettuce
        + middle
        + fill(box(382, 366, 236, 30), "#5b6266")
        + at(500, 640, thumb)
    )
