"""Terracotta rhubarb forcer."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, solid, stood, straight, stroke
from barrow.sample_art.motifs import leaves, pots, potting


@picture("terracotta-rhubarb-forcer-1")
def first_view() -> str:
    frost = "".join(
        fill(oval((i * 131) % 1000, 760 + (i * 47) % 240, 7, 4), WHITE, 0.8) for i in range(70)
    )
    return (
        grounds.wash("#d3e2e6")
        + grounds.disc("#fbe7cf", 700, 260, 150)
        + grounds.hills("#c8d6c6", "#e1e9e2", 560)
        + fill(box(-10, 740, 1020, 280), "#9aa98e")
        + frost
        + at(300, 850, potting.straw(70, 520, 60))
        + stood(300, 840, pots.forcer(300, 520), 280)
        + at(300, 864, potting.straw(50, 480, 40, 5))
        + stood(700, 890, pots.forcer(340, 620, "#bf6139"), 320)
        + at(700, 916, potting.straw(80, 560, 50, 8))
        + fill(oval(700, 374, 60, 10), WHITE)
    )


@picture("terracotta-rhubarb-forcer-2")
def second_view() -> str:
    stems = ""
    for x, lean, h in ((-90, -20, 330), (-50, -9, 390), (0, 0, 430), (50, 9, 380), (92, 20, 320)):
        stem = solid(
            straight((-17, 0), (17, 0), (12, -h), (-12, -h)),
            "#d9567a",
            stroke(f"M-4 0V{-h}", "#f0a2b4", 6),
            shade=7,
        ) + at(0, -h, leaves.lobed(120, 110, "#d8c74a", 3))
        stems += at(x * 0.5, 0, stem, turn=lean)
    return (
        grounds.wash("#49604a")
        + grounds.disc("#6f8560", 420, 430, 350)
        + grounds.soil(800)
        + at(400, 880, potting.straw(90, 640, 60))
        + at(390, 860, stems)
        + at(390, 888, potting.straw(60, 420, 40, 9))
        + laid(690, 400, at(0, 230, pots.forcer(330, 560)), 1, 32)
    )
