"""Empress of india nasturtium seeds."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, straight, stroke, within
from barrow.sample_art.motifs import flowers


@picture("empress-of-india-nasturtium-seeds-1")
def first_view() -> str:
    path = straight((560, 380), (640, 380), (1080, 1010), (420, 1010))
    lines = "".join(
        stroke(f"M300 {y}H1100", "#e0b195", 6) for y in (410, 450, 505, 575, 660, 765, 890)
    ) + "".join(stroke(f"M{590 + i * 8} 380L{430 + i * 130} 1010", "#e0b195", 6) for i in range(6))
    plants = "".join(
        at(x, y, flowers.nasturtium_plant("#cf3120", "#6f9a92"), s)
        for x, y, s in ((470, 500, 0.5), (400, 640, 0.75), (290, 840, 1.15), (720, 470, 0.4))
    )
    return (
        grounds.wash("#f2e3c2")
        + grounds.hills("#8fae76", "#b9c995", 340)
        + fill(path, "#b5553a")
        + within(path, lines)
        + plants
        + at(120, 1000, flowers.nasturtium_plant("#d9432a", "#6f9a92"), 1.3)
    )
