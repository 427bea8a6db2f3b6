"""Flowers. A bloom's middle is its origin; a stem's foot is its own."""

import math
import random

from barrow.sample_art.colours import (
    COAL,
    FERN,
    LEAF,
    MUSTARD,
    VIOLET,
    WHITE,
    YELLOW,
    darker,
    lighter,
)
from barrow.sample_art.ink import at, fill, oval, smooth, stroke, thread, within
from barrow.sample_art.motifs.leaves import fern, leaf, round_leaf


def petal(long: float, wide: float, colour: str, line: str = "") -> str:
    shape = f"M0 0C{-wide * 0.8} {-long * 0.45} {-wide * 0.55} {-long} 0 {-long}"
    shape += f"C{wide * 0.55} {-long} {wide * 0.8} {-long * 0.45} 0 0Z"
    rib = (
        stroke(f"M0 {-long * 0.25}V{-long * 0.8}", line, max(1.5, long * 0.03), 0.6) if line else ""
    )
    return fill(shape, colour) + rib


def daisy(
    radius: float,
    colour: str,
    heart: str = YELLOW,
    petals: int = 14,
    wide: float = 0.34,
    rows: int = 1,
) -> str:
    parts = []
    for row in range(rows):
        reach = radius * (1 - 0.26 * row)
        tone = lighter(colour, 0.0 if row == 0 else 0.12 * row)
        one = petal(reach, reach * wide, tone, darker(tone, 0.25))
        for step in range(petals):
            parts.append(at(0, 0, one, turn=360 * (step + row * 0.5) / petals))
    dots = [
        fill(
            oval(radius * 0.18 * math.cos(a), radius * 0.18 * math.sin(a), radius * 0.035),
            COAL,
            0.45,
        )
        for a in (step * math.tau / 7 for step in range(7))
    ]
    return "".join(parts) + fill(oval(0, 0, radius * 0.3), heart) + "".join(dots)


def pompon(radius: float, colour: str, rows: int = 6, heart: str = "") -> str:
    """A full dahlia: rows of petals inwards, lighter to the middle."""
    parts = []
    for row in range(rows):
        share = row / rows
        reach = radius * (1 - 0.82 * share)
        count = max(7, round(16 - 8 * share))
        tone = lighter(darker(colour, 0.2 * (1 - share)), 0.25 * share)
        one = petal(reach * 1.03, reach * 0.4 + radius * 0.05, darker(tone, 0.14)) + petal(
            reach, reach * 0.36 + radius * 0.05, tone, darker(tone, 0.25)
        )
        parts += [at(0, 0, one, turn=360 * (s + (row % 2) / 2) / count) for s in range(count)]
    return "".join(parts) + fill(oval(0, 0, radius * 0.13), heart or lighter(colour, 0.3))


def poppy(radius: float, colour: str, heart: str = COAL) -> str:
    back = smooth(
        (-radius, -radius * 0.1),
        (-radius * 0.5, -radius),
        (0, -radius * 0.75),
        (radius * 0.5, -radius),
        (radius, -radius * 0.1),
        (0, radius * 0.4),
    )
    front = smooth(
        (-radius, -radius * 0.15),
        (-radius * 0.3, radius * 0.1),
        (radius * 0.4, radius * 0.02),
        (radius, -radius * 0.15),
        (radius * 0.7, radius * 0.7),
        (-radius * 0.65, radius * 0.72),
    )
    stamens = "".join(
        f"M0 {-radius * 0.05}L{radius * 0.34 * math.cos(a):.1f} {radius * 0.3 * math.sin(a) - 4:.1f}"
        for a in (math.pi + step * math.pi / 8 for step in range(9))
    )
    return (
        fill(back, darker(colour, 0.18))
        + stroke(stamens, heart, max(2.0, radius * 0.05))
        + fill(oval(0, -radius * 0.08, radius * 0.2, radius * 0.17), heart)
        + fill(front, colour)
        + stroke(
            f"M{-radius * 0.2} {radius * 0.6}Q{-radius * 0.25} {radius * 0.3} {-radius * 0.1} {radius * 0.2}",
            lighter(colour, 0.3),
            4,
        )
    )


def cornflower(radius: float, colour: str) -> str:
    parts = []
    for step in range(9):
        floret = (
            f"M0 0L{-radius * 0.22} {-radius}L{-radius * 0.07} {-radius * 0.8}L0 {-radius * 1.05}"
        )
        floret += f"L{radius * 0.07} {-radius * 0.8}L{radius * 0.22} {-radius}Z"
        tone = colour if step % 2 else lighter(colour, 0.16)
        parts.append(at(0, 0, fill(floret, tone), turn=40 * step))
    return "".join(parts) + fill(oval(0, 0, radius * 0.3), darker(VIOLET, 0.3))


def sweet_pea(size: float, colour: str, wing: str) -> str:
    """Seen from the front: the standard behind, the two wings, the keel."""
    s = size
    standard = smooth(
        (0, -s * 0.72),
        (s * 0.5, -s),
        (s, -s * 0.45),
        (s * 0.62, s * 0.08),
        (0, s * 0.1),
        (-s * 0.62, s * 0.08),
        (-s, -s * 0.45),
        (-s * 0.5, -s),
    )
    wings = smooth(
        (0, -s * 0.3),
        (s * 0.42, -s * 0.28),
        (s * 0.5, s * 0.28),
        (0, s * 0.5),
        (-s * 0.5, s * 0.28),
        (-s * 0.42, -s * 0.28),
    )
    lines = f"M0 {-s * 0.62}V{-s * 0.3}M{s * 0.3} {-s * 0.7}L{s * 0.2} {-s * 0.35}M{-s * 0.3} {-s * 0.7}L{-s * 0.2} {-s * 0.35}"
    return (
        fill(standard, colour)
        + stroke(lines, lighter(colour, 0.35), s * 0.05)
        + fill(wings, wing)
        + stroke(f"M0 {-s * 0.2}V{s * 0.4}", darker(wing, 0.35), s * 0.05)
    )


def stemmed(
    bloom: str, high: float, bend: float = 0.0, colour: str = LEAF, width: float = 8
) -> str:
    """A bloom on a stem whose foot is the origin."""
    stem = thread([(0, 0), (bend * 0.2, -high * 0.5), (bend, -high)], colour, width)
    return stem + at(bend, -high, bloom, turn=bend * 0.12)


def nasturtium(radius: float, colour: str) -> str:
    parts = []
    for step in range(5):
        shape = f"M0 0C{-radius * 0.2} {-radius * 0.3} {-radius * 0.62} {-radius * 0.7} {-radius * 0.36} {-radius}"
        shape += f"Q0 {-radius * 1.12} {radius * 0.36} {-radius}C{radius * 0.62} {-radius * 0.7} {radius * 0.2} {-radius * 0.3} 0 0Z"
        rays = stroke(f"M0 {-radius * 0.2}V{-radius * 0.6}", darker(colour, 0.5), radius * 0.07)
        tone = colour if step % 2 else lighter(colour, 0.08)
        parts.append(at(0, 0, fill(shape, tone) + rays, turn=72 * step))
    return "".join(parts) + fill(oval(0, 0, radius * 0.16), YELLOW)


def nasturtium_plant(colour: str, green: str) -> str:
    """About 330 wide, 260 high, its foot in the middle."""
    leaves = [
        (-120, -60, 62),
        (115, -50, 58),
        (-60, -150, 54),
        (75, -140, 60),
        (0, -70, 66),
        (-150, -140, 40),
    ]
    parts = [thread([(0, 0), (x * 0.5, y * 0.6), (x, y)], FERN, 6) for x, y, _ in leaves]
    parts += [at(x, y, round_leaf(r, green)) for x, y, r in leaves]
    parts += [
        at(x, y, nasturtium(r, colour))
        for x, y, r in [(-92, -112, 52), (48, -196, 56), (118, -112, 48)]
    ]
    return "".join(parts)


def umbel(radius: float, colour: str = WHITE, seed: int = 1) -> str:
    """Ammi, elder, dill: a flat head of tiny flowers standing on its origin."""
    rand = random.Random(seed)
    parts = []
    for step in range(9):
        angle = math.radians(-160 + 17.5 * step)
        x, y = radius * math.cos(angle), radius * 0.62 * math.sin(angle)
        parts.append(stroke(f"M0 0Q{x * 0.5} {y * 0.8} {x} {y}", FERN, max(2.0, radius * 0.03)))
        for _ in range(9):
            dx, dy = rand.uniform(-0.24, 0.24) * radius, rand.uniform(-0.13, 0.13) * radius
            tone = colour if rand.random() < 0.75 else darker(colour, 0.12)
            parts.append(fill(oval(x + dx, y + dy, radius * 0.06), tone))
    return "".join(parts)


def meadow_stem(bloom: str, high: float, bend: float) -> str:
    leaves = at(bend * 0.2, -high * 0.25, fern(80, FERN, 5), turn=50)
    leaves += at(bend * 0.3, -high * 0.4, leaf(60, 12, FERN, 0), turn=-50)
    return stemmed(bloom, high, bend, FERN, 6) + leaves


def bumblebee(size: float = 60) -> str:
    """Flying to the right, its middle at the origin."""
    body = oval(0, 0, size * 0.62, size * 0.42)
    bands = fill(f"M{-size * 0.2} {-size}h{size * 0.22}v{size * 2}h{-size * 0.22}Z", MUSTARD)
    bands += fill(f"M{size * 0.28} {-size}h{size * 0.2}v{size * 2}h{-size * 0.2}Z", MUSTARD)
    tail = fill(oval(-size * 0.6, 0, size * 0.2, size * 0.4), WHITE)
    wing = fill(
        smooth(
            (0, 0),
            (-size * 0.5, -size * 0.72),
            (-size * 0.1, -size * 0.9),
            (size * 0.16, -size * 0.3),
        ),
        WHITE,
        0.85,
    )
    return (
        fill(body, COAL)
        + within(body, bands, tail)
        + at(0, -size * 0.3, wing)
        + at(size * 0.14, -size * 0.3, wing, 0.8, 24)
    )
