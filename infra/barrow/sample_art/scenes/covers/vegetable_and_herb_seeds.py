"""Vegetable and herb seeds."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, laid
from barrow.sample_art.motifs import fruit, paper, vegetables


@picture("category-vegetable-and-herb-seeds")
def cover() -> str:
    return (
        grounds.wash("#2f5a45")
        + grounds.disc("#3f6f56", 500, 500, 430)
        + laid(260, 500, paper.packet(300, 440, "#d9674a", "TOMATO", fruit.tomato(84)), 1, -10)
        + laid(
            745,
            500,
            paper.packet(300, 440, "#5d7f3a", "PEAS", at(0, 100, vegetables.pod(230, 60, FERN, 5))),
            1,
            10,
        )
        + laid(
            500,
            520,
            paper.packet(320, 470, "#dfa02b", "CARROT", at(0, -70, vegetables.carrot(230, 80))),
        )
    )
