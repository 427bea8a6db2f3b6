"""Quilted double oven glove."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import WOAD
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import box, fill, laid, stroke
from barrow.sample_art.motifs import cloth


@picture("quilted-double-oven-glove-1")
def first_view() -> str:
    chair = (
        stroke("M250 1010V210Q250 150 310 150H690Q750 150 750 210V1010", "#a5673f", 46)
        + stroke("M250 300H750", "#a5673f", 40)
        + fill(box(190, 850, 620, 70, 30), "#8a5233")
        + stroke("M380 330V830M620 330V830", "#a5673f", 24)
    )
    return (
        grounds.table("#f2dcc0", "#7d9284", 900)
        + grounds.disc("#e3ab82", 500, 420, 330)
        + chair
        + laid(400, 290, cloth.oven_glove(470, "#f3ecdc", WOAD))
        + laid(610, 290, cloth.oven_glove(430, "#f3ecdc", WOAD))
        + fill(box(318, 262, 372, 60, 26), "#f3ecdc")
        + "".join(stroke(f"M{x} 264v56", WOAD, 6) for x in range(330, 690, 18))
    )
