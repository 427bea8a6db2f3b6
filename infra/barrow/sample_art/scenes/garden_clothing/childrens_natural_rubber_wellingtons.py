"""Childrens natural rubber wellingtons."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import EARTH
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import box, fill, oval, smooth, solid, stood, straight, stroke
from barrow.sample_art.motifs import clothes


@picture("childrens-natural-rubber-wellingtons-1")
def first_view() -> str:
    mat = solid(
        straight((120, 740), (880, 740), (960, 920), (40, 920)),
        "#b98850",
        *(
            stroke(f"M{x} 740L{x + (x - 500) * 0.2} 920", "#96693a", 5, 0.6)
            for x in range(140, 880, 26)
        ),
        shade=10,
    )
    mud = "".join(
        fill(oval(x, y, 13, 9), EARTH)
        for x, y in (
            (330, 790),
            (372, 760),
            (470, 806),
            (420, 812),
            (600, 806),
            (660, 780),
            (720, 822),
            (560, 764),
            (300, 820),
            (770, 840),
        )
    )
    puddles = fill(smooth((250, 836), (330, 822), (420, 838), (330, 850)), EARTH) + fill(
        smooth((600, 872), (720, 858), (820, 876), (700, 890)), EARTH
    )
    door = grounds.planks("#d9674a", 0, 690, 5, upright=True) + fill(
        box(-10, 640, 1020, 60), "#b4502f"
    )
    return (
        door
        + fill(box(-10, 690, 1020, 330), "#cdbd9f")
        + mat
        + puddles
        + stood(370, 830, clothes.boot(430, "#4f9a5b", "#e6d9b4", pull=True), 320)
        + stood(620, 862, clothes.boot(430, "#4f9a5b", "#e6d9b4", pull=True), 320)
        + mud
    )
