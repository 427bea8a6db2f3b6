"""Oscillating hoe."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, oval
from barrow.sample_art.motifs import leaves, tools


@picture("oscillating-hoe-1")
def first_view() -> str:
    def row(x0: float, x1: float) -> str:
        parts = ""
        for i in range(6):
            s = 0.45 + i * 0.16
            x, y = x0 + (x1 - x0) * (i / 5) ** 1.2, 560 + 400 * (i / 5) ** 1.3
            parts += at(
                x,
                y,
                "".join(leaves.blade(190, 18, FERN, b) for b in (-70, -20, 30, 76))
                + fill(oval(0, -6, 26, 22), "#e7dcb4"),
                s,
            )
        return parts

    return (
        grounds.wash("#f2dcae")
        + grounds.disc("#eab56d", 500, 420, 230)
        + grounds.hills("#8fa570", "#b9c090", 480)
        + grounds.soil(560)
        + row(400, 90)
        + row(600, 920)
        + at(470, 840, tools.hoe(900), 1.15, 14)
    )
