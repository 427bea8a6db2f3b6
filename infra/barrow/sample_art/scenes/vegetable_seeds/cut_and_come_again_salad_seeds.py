"""Cut and come again salad seeds."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, LEAF, OAK, TOMATO, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, cast, stood
from barrow.sample_art.motifs import blades, leaves, potting


@picture("cut-and-come-again-salad-seeds-1")
def first_view() -> str:
    plants = ""
    for i, x in enumerate(range(-310, 311, 78)):
        tone = (FERN, "#8f2f45", LEAF, "#a5bf5c")[i % 4]
        plants += at(
            x,
            -90,
            "".join(
                at(
                    dx,
                    0,
                    leaves.lobed(210 - abs(dx), 92, lighter(tone, 0.1 if dx else 0)),
                    turn=dx * 0.6,
                )
                for dx in (-40, 40, 0)
            ),
        )
    cut = at(690, 470, blades.scissors(46, TOMATO), 0.95, turn=-118)
    return (
        grounds.table("#f3dfa9", "#b98753", 700)
        + stood(480, 860, plants + potting.tray(760, 130, OAK, wood=True), 740)
        + cast(cut, 10, 16, 0.15)
        + cut
    )
