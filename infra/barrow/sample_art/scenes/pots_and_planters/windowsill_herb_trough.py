"""Windowsill herb trough."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stood
from barrow.sample_art.motifs import leaves, pots


@picture("windowsill-herb-trough-1")
def first_view() -> str:
    herbs = (
        at(-210, -160, leaves.basil(0.78))
        + at(0, -160, leaves.parsley())
        + at(215, -160, leaves.chives(18, 270))
    )
    return grounds.window(
        "#dfe8e2", WHITE, "#c79c6e", 690, grounds.hills("#b8c98e", "#dbe2b8", 420), "#cfe4ea"
    ) + stood(500, 840, herbs + pots.trough(680, 180, "#e6ddc6", "#7f9aa6"), 640)
