"""Close fitting work gloves."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import darker
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, thread
from barrow.sample_art.motifs import cloth, people


@picture("close-fitting-work-gloves-1")
def first_view() -> str:
    line = thread([(-20, 250), (500, 310), (1020, 240)], "#efe6d2", 9)

    def hung(x: float, y: float, c: str, k: str, t: float, flip: bool) -> str:
        return at(
            x,
            y,
            at(0, 90, people.glove(c, k, darker(c, 0.25)), 1, 180) + cloth.peg(),
            1.05,
            t,
            flip,
        )

    return (
        grounds.wash("#bcdcde")
        + grounds.disc("#fbe8bd", 760, 220, 120)
        + grounds.hills("#9fbd80", "#c2d3a8", 760)
        + line
        + hung(190, 270, "#e88a2a", "#c96d1d", -6, False)
        + hung(390, 296, "#e88a2a", "#c96d1d", 5, True)
        + hung(610, 298, "#1f5560", "#173f48", -4, False)
        + hung(815, 274, "#1f5560", "#173f48", 7, True)
    )
