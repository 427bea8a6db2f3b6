"""Cutlery and candles. Cutlery lies with its handle down and its middle at the origin."""

from barrow.sample_art.colours import STEEL, lighter
from barrow.sample_art.ink import box, fill, mirrored, oval, smooth, solid, stroke


def _stem(long: float, top: float, steel: str) -> str:
    shape = mirrored(
        [(7, top), (8, long * 0.1), (15, long * 0.4), (17, long * 0.48), (0, long / 2)]
    )
    return solid(
        shape, steel, stroke(f"M-4 {top + 10}V{long * 0.44}", lighter(steel, 0.6), 4, 0.8), shade=6
    )


def fork(long: float = 420, steel: str = STEEL) -> str:
    top = -long / 2
    tines = "".join(box(x - 5, top, 10, long * 0.22, 5) for x in (-30, -10, 10, 30))
    root = smooth(
        (-36, top + long * 0.16),
        (36, top + long * 0.16),
        (30, top + long * 0.27),
        (6, top + long * 0.35),
        (-6, top + long * 0.35),
        (-30, top + long * 0.27),
    )
    return (
        _stem(long, top + long * 0.3, steel)
        + solid(tines, steel, shade=3)
        + solid(root, steel, shade=6)
    )


def spoon(long: float = 400, steel: str = STEEL, wide: float = 0.1) -> str:
    top = -long / 2
    bowl = oval(0, top + long * 0.15, long * wide, long * 0.155)
    inner = fill(oval(-3, top + long * 0.14, long * wide * 0.66, long * 0.11), lighter(steel, 0.5))
    return _stem(long, top + long * 0.27, steel) + solid(bowl, steel, inner, shade=7)


def knife(long: float = 440, steel: str = STEEL) -> str:
    top = -long / 2
    blade = smooth(
        (14, top + long * 0.5),
        (18, top + long * 0.2),
        (10, top),
        (-14, top + long * 0.06),
        (-18, top + long * 0.3),
        (-13, top + long * 0.5),
        ease=8,
    )
    edge = fill(box(-30, top, 20, long * 0.5), lighter(steel, 0.6))
    return solid(blade, steel, edge, shade=5) + solid(
        box(-13, top + long * 0.48, 28, long * 0.52, 13), lighter(steel, 0.08), shade=7
    )
