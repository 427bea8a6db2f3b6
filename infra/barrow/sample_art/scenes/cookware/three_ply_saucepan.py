"""Three ply saucepan."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import INK, IRON, WHITE, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import box, fill, laid, oval, solid, stood, straight, stroke
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import pans


@picture("three-ply-saucepan-1")
def first_view() -> str:
    rack = fill(box(60, 150, 880, 30, 15), IRON) + "".join(
        stroke(f"M{x} 176v26q0 18 -16 18", IRON, 11) for x in (160, 360, 590, 840)
    )
    hung = "".join(
        laid(x, 216, pans.hung_pan(r, h))
        for x, r, h in ((160, 74, 200), (356, 92, 236), (584, 112, 272), (834, 134, 310))
    )
    lids = "".join(
        stood(x, 930, pans.steel_lid(w), w * 0.8)
        for x, w in ((160, 150), (356, 186), (584, 226), (834, 270))
    )
    return (
        grounds.tiles("#bcd3cf", "#a5c2bd", 0, 800)
        + fill(box(-10, 800, 1020, 220), "#d8b07c")
        + fill(box(-10, 800, 1020, 12), "#eed3a8")
        + rack
        + hung
        + lids
    )


@picture("three-ply-saucepan-2")
def second_view() -> str:
    wall = straight((-10, 330), (470, 330), (470, 1010), (-10, 1010))
    pan = solid(
        wall,
        "#cfd7d7",
        fill(box(90, 300, 80, 800), WHITE, 0.8),
        fill(box(210, 300, 26, 800), WHITE, 0.6),
        shade=30,
    )
    top = fill(straight((-10, 330), (470, 330), (560, 250), (-10, 250)), "#eef1ef")
    layers = "".join(
        fill(box(x, 330, w, 690), c)
        + fill(straight((x, 330), (x + w, 330), (x + w + 90, 250), (x + 90, 250)), lighter(c, 0.45))
        for x, w, c in ((470, 70, "#9aa7ab"), (540, 150, "#e2bd86"), (690, 70, "#87969b"))
    )
    edges = stroke("M470 330V1010M540 330V1010M690 330V1010M760 330V1010", "#5d696d", 5, 0.7)
    names = "".join(
        fill(oval(x, y, 13), INK)
        + stroke(f"M{x} {y}H830", INK, 5)
        + words(text, 900, y - 16, 30, INK)
        for text, x, y in (("STEEL", 505, 480), ("CORE", 615, 620), ("STEEL", 725, 760))
    )
    return (
        grounds.wash("#e5b98c")
        + grounds.disc("#efd0a8", 560, 560, 390)
        + pan
        + top
        + layers
        + edges
        + names
    )
