"""Water bath preserving pot."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import IRON, SKIN, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, oval, solid, stood, stroke
from barrow.sample_art.motifs import jars, ovenware, pans, people


@picture("water-bath-preserving-pot-1")
def first_view() -> str:
    def plum_jar(x: float) -> str:
        plums = "".join(
            at(dx, dy, solid(oval(0, 0, 27, 31), c, shade=6))
            for dx, dy, c in (
                (-30, 40, "#7a2a4f"),
                (26, 44, "#8a3458"),
                (-2, -8, "#6a2347"),
                (-34, -46, "#8a3458"),
                (32, -50, "#7a2a4f"),
            )
        )
        return at(x, 0, jars.jar(130, 200, "#a5466a", "#d8dcd8", inside=plums))

    rack = (
        stroke("M-230 0H230M-230 0V-330Q-230 -380 -190 -380M230 0V-330Q230 -380 190 -380", IRON, 12)
        + plum_jar(-145)
        + plum_jar(0)
        + plum_jar(145)
        + stroke("M-230 -20H230", IRON, 9)
    )
    hands = at(305, 175, people.fist(SKIN, "#b5452f", 200), 0.72, 145) + at(
        695, 175, people.fist(SKIN, "#b5452f", 200), 0.72, -145, flip=True
    )
    steam = at(260, 500, pans.steam(170, count=2)) + at(740, 500, pans.steam(170, count=2))
    return (
        grounds.tiles("#f0e4c8", "#ddcda7", 0, 860, 140)
        + pans.hob(860)
        + steam
        + at(500, 570, rack)
        + hands
        + stood(500, 910, ovenware.enamel_pot(580, 400, "#2c4a6b", WHITE, specks=True), 500)
    )
