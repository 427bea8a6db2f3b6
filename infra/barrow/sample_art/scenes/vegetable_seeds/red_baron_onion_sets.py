"""Red baron onion sets."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import MAROON, OAK, ZINC, darker
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, cast, fill, laid, smooth, solid
from barrow.sample_art.motifs import bulbs


@picture("red-baron-onion-sets-1")
def first_view() -> str:
    spots = [
        (-170, -40, 58),
        (-60, -70, 62),
        (60, -66, 60),
        (160, -30, 54),
        (-120, 20, 60),
        (0, 0, 64),
        (110, 24, 58),
        (-40, 70, 56),
        (60, 82, 52),
    ]
    sets = "".join(
        at(x, y, bulbs.onion(r, MAROON if i % 3 else "#8a2c44"), turn=(i * 37) % 50 - 25)
        for i, (x, y, r) in enumerate(spots)
    )
    scoop = smooth((-270, -120), (120, -150), (250, -60), (260, 40), (150, 140), (-270, 130))
    handle = solid(box(236, -34, 270, 64, 30), OAK, shade=12)
    one = (
        handle
        + solid(scoop, ZINC, shade=20)
        + fill(
            smooth((-270, -90), (110, -120), (215, -40), (215, 30), (120, 110), (-270, 100)),
            darker(ZINC, 0.4),
        )
    )
    spill = "".join(
        laid(x, y, bulbs.onion(54, "#7d2540"), turn=t)
        for x, y, t in ((130, 360, -50), (200, 760, 30), (110, 560, 80))
    )
    return (
        grounds.planks("#cf9f6c", 0, 1000, 5)
        + cast(at(470, 520, one, turn=-14), 20, 30)
        + at(470, 520, one + at(-40, 0, sets), turn=-14)
        + spill
    )
