"""Washed linen napkins."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import laid
from barrow.sample_art.motifs import cloth


@picture("washed-linen-napkins-1")
def first_view() -> str:
    tones = ("#ddcdb0", "#f6f1e6", "#a9b795", "#b0603a", "#6a3350", "#2a3854")
    return (
        grounds.wash("#c9a884")
        + grounds.disc("#d8bb99", 500, 500, 430)
        + "".join(
            laid(
                190 + (i % 3) * 310,
                330 + (i // 3) * 340,
                cloth.crumpled(270, 250, c, i + 2),
                1,
                i * 23,
            )
            for i, c in enumerate(tones)
        )
    )
