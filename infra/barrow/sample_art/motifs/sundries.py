"""Twine, canes, labels, the dibber and the spanner."""

from barrow.sample_art.colours import ASH, KRAFT, STEEL, darker, lighter
from barrow.sample_art.ink import box, fill, mirrored, oval, smooth, solid, straight, stroke
from barrow.sample_art.lettering import handwriting


def dibber(long: float = 430) -> str:
    """Its tip at the origin, a T handle up."""
    rings = "".join(stroke(f"M-48 {-y}H48", darker(ASH, 0.6), 7) for y in (150, 200, 250, 300))
    body = mirrored([(0, -long), (38, -long + 10), (44, -210), (30, -90), (0, -80)])
    tip = mirrored([(0, -110), (34, -106), (16, -30), (0, 0)])
    bar = solid(box(-100, -long - 44, 200, 66, 33), ASH, shade=16)
    return solid(body, ASH, rings, shade=16) + solid(tip, STEEL, shade=10) + bar


def spool(colour: str, high: float = 190, wide: float = 150) -> str:
    """Twine wound on a spool, standing on its origin."""
    w = wide / 2
    body = smooth(
        (-w * 0.9, -high + 18),
        (w * 0.9, -high + 18),
        (w, -high * 0.5),
        (w * 0.9, -18),
        (-w * 0.9, -18),
        (-w, -high * 0.5),
        ease=8,
    )
    lines = "".join(f"M{-w * 1.1} {-y}L{w * 1.1} {-y - 26}" for y in range(-10, int(high), 13))
    cross = "".join(f"M{-w * 1.1} {-y - 60}L{w * 1.1} {-y}" for y in range(0, int(high), 52))
    ends = "".join(
        solid(box(-w * 0.98, y, wide * 0.98, 20, 8), KRAFT, shade=8) for y in (-high, -20)
    )
    return (
        solid(
            body,
            colour,
            stroke(lines, darker(colour, 0.28), 4),
            stroke(cross, lighter(colour, 0.35), 4),
            shade=w * 0.34,
        )
        + ends
    )


def spanner(long: float = 300) -> str:
    jaw = smooth(
        (-46, -long / 2 + 60),
        (-54, -long / 2 - 10),
        (-20, -long / 2 - 34),
        (-20, -long / 2 + 22),
        (20, -long / 2 + 22),
        (20, -long / 2 - 34),
        (54, -long / 2 - 10),
        (46, -long / 2 + 60),
        (0, -long / 2 + 92),
        ease=8,
    )
    ringed = solid(oval(0, long / 2, 46), STEEL, shade=10) + fill(oval(0, long / 2, 22), "#6b4a35")
    return (
        solid(box(-18, -long / 2 + 60, 36, long - 60, 8), STEEL, shade=8)
        + solid(jaw, STEEL, shade=10)
        + ringed
    )


def cane(long: float, colour: str = "#cdb06c") -> str:
    knots = "".join(
        fill(box(-10, -long * s, 20, 8, 3), darker(colour, 0.3)) for s in (0.2, 0.42, 0.64, 0.86)
    )
    return solid(box(-8, -long, 16, long, 6), colour, shade=6) + knots


def label(long: float, wide: float, colour: str, text: str = "") -> str:
    """A plant label pushed into the earth at its origin, its point hidden."""
    w = wide / 2
    lines = "".join(
        handwriting(-w * 0.66, -long * s, w * k, text or darker(colour, 0.6), seed)
        for s, k, seed in ((0.86, 1.3, 3), (0.76, 0.9, 4), (0.66, 1.1, 5))
    )
    return solid(
        straight(
            (-w, -long),
            (w, -long),
            (w, -long * 0.3),
            (w * 0.4, 0),
            (-w * 0.4, 0),
            (-w, -long * 0.3),
        ),
        colour,
        lines,
        shade=9,
    )
