"""Blue steel loaf tin."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import darker, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, cast, fill, laid, oval, solid, stood, straight, stroke
from barrow.sample_art.motifs import bread, ovenware, pans, paper


@picture("blue-steel-loaf-tin-1")
def first_view() -> str:
    return (
        grounds.table("#f4e1bd", "#8a5d3d", 720)
        + grounds.disc("#e9bf80", 500, 430, 330)
        + stood(500, 870, at(0, -230, bread.tin_loaf(540, 250)) + ovenware.loaf_tin(560, 250), 500)
        + at(560, 400, pans.steam(210, count=2))
        + laid(190, 920, paper.wheat_ear(180, "#a5722c"), 1, 66)
    )


@picture("blue-steel-loaf-tin-2")
def second_view() -> str:
    blue = "#46566b"
    front = straight((60, 560), (760, 660), (760, 830), (80, 730))
    end = straight((760, 660), (940, 540), (920, 700), (760, 830))
    inside = straight((60, 560), (250, 450), (940, 540), (760, 660))
    lid = straight((40, 545), (235, 432), (620, 484), (440, 602))
    shut = solid(
        lid, lighter(blue, 0.3), stroke("M80 556L250 456L580 500", lighter(blue, 0.5), 6), shade=8
    )
    slid = at(-90, -12, shut)
    loaf = fill(straight((440, 600), (620, 500), (920, 548), (750, 646)), "#e2b877") + stroke(
        "M500 600L650 520M600 620L760 532M700 634L850 546", "#c9964f", 6, 0.7
    )
    return (
        grounds.wash("#d9d3b8")
        + grounds.disc("#f0e2ba", 520, 470, 390)
        + fill(oval(520, 790, 460, 60), "#2c1810", 0.2)
        + fill(inside, darker(blue, 0.5))
        + loaf
        + solid(front, blue, shade=16)
        + solid(end, darker(blue, 0.22), shade=10)
        + stroke("M60 560L760 660L940 540", lighter(blue, 0.35), 14)
        + cast(slid, 8, 12)
        + slid
    )
