"""Childrens gardening gloves."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, laid, solid, straight
from barrow.sample_art.motifs import people, vegetables


@picture("childrens-gardening-gloves-1")
def first_view() -> str:
    left = at(215, 620, people.glove("#6fae9c", "#e9b64a", "#58917f", 80), 1.15, 70)
    right = at(785, 640, people.glove("#6fae9c", "#e9b64a", "#58917f", 80), 1.15, -70, flip=True)
    sleeves = solid(
        straight((-20, 560), (110, 560), (110, 720), (-20, 740)), "#d6553f", shade=12
    ) + solid(straight((1020, 570), (890, 570), (890, 730), (1020, 750)), "#d6553f", shade=12)
    return (
        grounds.wash("#f5e3b6")
        + grounds.disc("#f2c778", 500, 480, 380)
        + laid(500, 440, vegetables.carrot(440, 150), 1)
        + sleeves
        + left
        + right
    )
