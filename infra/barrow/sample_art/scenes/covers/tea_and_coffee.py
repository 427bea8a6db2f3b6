"""Tea and coffee."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, stood
from barrow.sample_art.motifs import coffee, cups, pans


@picture("category-tea-and-coffee")
def cover() -> str:
    return (
        grounds.table("#e9a98c", "#6b3f35", 700)
        + grounds.disc("#f3cdae", 500, 400, 320)
        + stood(
            330,
            810,
            cups.teapot(330, "#f1e4c8", contents=fill(box(-300, -140, 600, 30), "#b5452f")),
            280,
        )
        + stood(720, 800, coffee.cafetiere(360), 210)
        + stood(250, 930, cups.teacup(160, WHITE, "#c9781f"), 190)
        + stood(600, 930, cups.mug(140, 130, "#2f6a72", "#3b2218"), 120)
        + at(240, 800, pans.steam(110, count=2, gap=40))
        + at(596, 770, pans.steam(110, count=2, gap=40))
    )
