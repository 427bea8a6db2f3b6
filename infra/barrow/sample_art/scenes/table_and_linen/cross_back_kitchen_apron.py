"""Cross back kitchen apron."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import MADDER, OAK, SKIN
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import box, fill, laid, oval, smooth, solid, stroke
from barrow.sample_art.motifs import cloth


@picture("cross-back-kitchen-apron-1")
def first_view() -> str:
    rail = solid(box(140, 140, 720, 70, 14), OAK, shade=10) + "".join(
        solid(oval(x, 176, 28), "#a8744a", shade=8) for x in (260, 500, 740)
    )
    return (
        grounds.wash("#efdcc0")
        + fill(box(-10, 640, 1020, 380), "#d9b38a")
        + fill(box(-10, 632, 1020, 16), "#f6e8cd")
        + rail
        + laid(500, 190, cloth.apron(430, 720, "#34497a", "#2a3a63", pocket=True))
        + laid(690, 560, cloth.towel(130, 280, "#f4ecd9", MADDER, 1))
    )


@picture("cross-back-kitchen-apron-2")
def second_view() -> str:
    head = (
        fill(oval(500, 190, 110, 120), "#7a4a2c")
        + fill(oval(500, 110, 56, 46), "#7a4a2c")
        + fill(box(455, 270, 90, 90, 30), SKIN)
    )
    body = solid(
        smooth(
            (400, 340),
            (500, 320),
            (600, 340),
            (760, 400),
            (830, 640),
            (860, 1030),
            (140, 1030),
            (170, 640),
            (240, 400),
            ease=9,
        ),
        "#f2ead8",
        *(stroke(f"M100 {y}H900", "#c9553f", 9, 0.8) for y in range(330, 1030, 44)),
        shade=30,
    )
    straps = stroke("M300 380L660 760M700 380L340 760", "#2a3a63", 56) + stroke(
        "M300 380L660 760M700 380L340 760", "#45598c", 5, 1, "14 10"
    )
    skirt = solid(
        smooth(
            (190, 740),
            (500, 790),
            (810, 740),
            (880, 1030),
            (580, 1030),
            (520, 820),
            (480, 820),
            (420, 1030),
            (120, 1030),
            ease=10,
        ),
        "#34497a",
        shade=20,
    )
    return (
        grounds.tiles("#cfdcd2", "#b5c8bb", 0, 1000, 140)
        + grounds.disc("#e9d3a8", 500, 420, 350)
        + head
        + body
        + skirt
        + straps
    )
