"""Garden clothing."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import box, fill, laid, stood
from barrow.sample_art.motifs import clothes, people


@picture("category-garden-clothing")
def cover() -> str:
    gloves = laid(760, 620, people.glove("#e9b64a", "#6fae9c", high=30), 1.15, 14) + laid(
        840, 660, people.glove("#e9b64a", "#6fae9c", high=30), 1.15, 34
    )
    return (
        grounds.wash("#3f6f7c")
        + grounds.disc("#5b8a94", 500, 480, 410)
        + fill(box(-10, 850, 1020, 170), "#2f5a66")
        + gloves
        + stood(250, 900, clothes.boot(440, "#4f9a5b", "#e6d9b4", pull=True), 330)
        + stood(450, 930, clothes.boot(440, "#4f9a5b", "#e6d9b4", pull=True), 330)
        + laid(500, 300, clothes.straw_hat(600, "#b5452f"), 1, -6)
    )
