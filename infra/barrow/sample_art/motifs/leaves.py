"""Leaves, stems, sprigs and small plants. A leaf's stalk is at its origin, its tip straight up."""

import math
import random

from barrow.sample_art.colours import FERN, LEAF, MOSS, darker, lighter
from barrow.sample_art.ink import Point, at, fill, oval, smooth, stroke, thread


def leaf(long: float, wide: float, colour: str = LEAF, veins: int = 4, belly: float = 0.42) -> str:
    """One half lighter than the other; `belly` says how far up it is widest."""
    h, w = long, wide / 2
    left = f"M0 0C{-w * 1.35} {-h * belly * 0.6} {-w * 1.1} {-h * (belly + 0.3)} 0 {-h}"
    right = f"M0 0C{w * 1.35} {-h * belly * 0.6} {w * 1.1} {-h * (belly + 0.3)} 0 {-h}"
    ribs = f"M0 {h * 0.12}V{-h * 0.9}"
    for step in range(veins):
        y = -h * (0.16 + 0.62 * step / max(veins, 1))
        reach = w * 0.62 * (1 - abs(step / max(veins, 1) - 0.35))
        ribs += f"M0 {y}l{-reach} {-reach * 0.75}M0 {y}l{reach} {-reach * 0.75}"
    return (
        fill(left + "Z", lighter(colour, 0.1))
        + fill(right + "Z", darker(colour, 0.16))
        + stroke(ribs, lighter(colour, 0.42), max(1.6, long * 0.014), 0.8)
    )


def blade(long: float, wide: float, colour: str = FERN, bend: float = 0.0) -> str:
    """A strap leaf: tulip, leek, chive."""
    w = wide / 2
    return fill(
        f"M{-w} 0C{-w} {-long * 0.5} {bend * 0.4 - w} {-long * 0.8} {bend} {-long}"
        f"C{bend * 0.4 + w} {-long * 0.75} {w} {-long * 0.4} {w} 0Z",
        colour,
    )


def lobed(long: float, wide: float, colour: str = LEAF, lobes: int = 4) -> str:
    """A leaf with rounded lobes on both sides: oak-leaf lettuce, parsley's outline, chrysanthemum."""
    edge: list[Point] = [(0, -long)]
    for step in range(lobes):
        share = (step + 0.5) / lobes
        reach = wide / 2 * math.sin(math.pi * (0.25 + 0.65 * share))
        edge.append((reach, -long * (1 - share) - long * 0.04))
        edge.append((reach * 0.55, -long * (1 - share) + long * 0.45 / lobes))
    left = [(-x, y) for x, y in reversed(edge[1:])]
    shape = smooth(*edge, (0, 0), *left, ease=5)
    ribs = f"M0 {long * 0.1}V{-long * 0.85}"
    for step in range(lobes):
        y = -long * (1 - (step + 0.75) / lobes)
        ribs += f"M0 {y}l{wide * 0.26} {-long * 0.1}M0 {y}l{-wide * 0.26} {-long * 0.1}"
    return fill(shape, colour) + stroke(ribs, lighter(colour, 0.4), max(2.0, long * 0.016), 0.75)


def kale(long: float, wide: float, colour: str, frost: str = "") -> str:
    """A long blistered leaf, its edge rolled; `frost` is the colour along the edge."""
    rand = random.Random(long)
    edge: list[Point] = [(0, -long)]
    for step in range(11):
        share = (step + 1) / 12
        reach = wide / 2 * math.sin(math.pi * (0.12 + 0.8 * share)) ** 0.7
        edge.append((reach * (1 if step % 2 else 0.82), -long * (1 - share * 0.86)))
    left = [(-x, y) for x, y in reversed(edge[1:])]
    shape = smooth(*edge, (8, -long * 0.1), (-8, -long * 0.1), *left)
    blisters = []
    for _ in range(46):
        share = rand.uniform(0.14, 0.92)
        reach = wide * 0.4 * math.sin(math.pi * (0.12 + 0.8 * share)) ** 0.7
        x = rand.uniform(-reach, reach)
        tone = lighter(colour, 0.2) if rand.random() < 0.6 else darker(colour, 0.4)
        blisters.append(fill(oval(x, -long * (1 - share * 0.86), wide * 0.05, wide * 0.032), tone))
    rim = stroke(shape, frost, wide * 0.035, 0.9, "9 11") if frost else ""
    rib = fill(f"M-3 {-long * 0.95}L3 {-long * 0.95}L13 30H-13Z", lighter(colour, 0.55))
    return fill(shape, colour) + "".join(blisters) + rim + rib


def sprig(
    high: float, colour: str, pairs: int = 6, long: float = 70, wide: float = 36, stem: str = MOSS
) -> str:
    """An upright stem with leaves in pairs, smaller to the top."""
    parts = [thread([(0, 0), (high * 0.03, -high * 0.5), (0, -high)], stem, max(4.0, high * 0.016))]
    for step in range(pairs):
        share = step / max(pairs - 1, 1)
        y, size = -high * (0.14 + 0.82 * share), 1 - 0.55 * share
        one = leaf(long * size, wide * size, colour, 2)
        spread = 66 - 34 * share
        parts += [at(0, y, one, turn=-spread), at(0, y, one, turn=spread)]
    parts.append(at(0, -high + 6, leaf(long * 0.5, wide * 0.45, colour, 2)))
    return "".join(parts)


def basil(scale: float = 1.0, colour: str = LEAF, seed: int = 1) -> str:
    """A bush of cupped leaves standing on its origin."""
    rand = random.Random(seed)
    parts = [thread([(0, 0), (0, -120)], MOSS, 14)]
    parts += [thread([(0, -30), (x * 0.6, -110), (x, -190)], MOSS, 9) for x in (-95, 95, -30, 40)]
    spots = [(-110, -150), (115, -150), (-60, -110), (70, -105), (-150, -205), (150, -210)]
    spots += [(-60, -215), (60, -220), (-100, -275), (100, -280), (0, -170), (0, -255), (0, -320)]
    for x, y in spots:
        tone = (colour, lighter(colour, 0.1), darker(colour, 0.12))[rand.randrange(3)]
        for turn in (-62, 62, rand.uniform(-18, 18)):
            parts.append(at(x, y + 40, leaf(92, 72, tone, 3, 0.5), turn=turn + x * 0.16))
    return at(0, 0, "".join(parts), scale)


def parsley(colour: str = LEAF, seed: int = 2) -> str:
    """A tuft about 220 wide and 230 high."""
    rand = random.Random(seed)
    parts = []
    for step in range(9):
        x = -90 + step * 22.5
        top = (x * 1.15, -150 - rand.uniform(0, 70))
        parts.append(thread([(x * 0.12, 0), (x * 0.6, -80), top], MOSS, 6))
        tone = colour if step % 2 else lighter(colour, 0.12)
        for turn in (-70, 0, 70):
            parts.append(at(*top, lobed(58, 54, tone, 3), turn=turn + x * 0.3))
    return "".join(parts)


def chives(count: int = 16, high: float = 230, colour: str = FERN, seed: int = 5) -> str:
    rand = random.Random(seed)
    parts = []
    for step in range(count):
        x = (step / (count - 1) - 0.5) * 90
        tone = colour if step % 2 else darker(colour, 0.2)
        tip = (x * 2.6 + rand.uniform(-16, 16), -high * rand.uniform(0.7, 1))
        parts.append(thread([(x, 0), (x * 1.4, -high * 0.45), tip], tone, 7))
    return "".join(parts)


def thyme(count: int = 9, high: float = 150, colour: str = "#6f8a5c", seed: int = 6) -> str:
    rand = random.Random(seed)
    parts = []
    for step in range(count):
        x = (step / (count - 1) - 0.5) * high * 1.1
        turn = x * 0.4 + rand.uniform(-8, 8)
        tall = high * rand.uniform(0.7, 1)
        parts.append(at(x * 0.5, 0, sprig(tall, colour, 7, high * 0.16, high * 0.1), turn=turn))
    return "".join(parts)


def seedling(high: float = 90, colour: str = FERN, pairs: int = 1) -> str:
    """Two seed leaves on a stalk; from two pairs on the upper ones are true leaves."""
    parts = [thread([(0, 0), (3, -high * 0.5), (0, -high)], lighter(colour, 0.15), high * 0.07)]
    for step in range(pairs):
        y, long = -high * (1 - 0.34 * step), high * (0.5 if step else 0.56)
        one = leaf(long, long * 0.55, colour if step == 0 else darker(colour, 0.1), 1)
        parts += [at(0, y, one, turn=-58), at(0, y, one, turn=58)]
    return "".join(parts)


def lettuce(wide: float = 220, colour: str = FERN, seed: int = 8) -> str:
    """A heart seen a little from above."""
    rand = random.Random(seed)
    parts = []
    for row, (count, reach, spread) in enumerate([(9, 1.0, 84), (7, 0.8, 60), (5, 0.6, 36)]):
        for step in range(count):
            turn = (step / (count - 1) - 0.5) * 2 * spread + rand.uniform(-5, 5)
            tone = lighter(colour, 0.05 + 0.16 * row)
            parts.append(
                at(0, 0, lobed(wide * 0.56 * reach, wide * 0.4 * reach, tone, 3), turn=turn)
            )
    return "".join(parts)


def mint_leaf(long: float = 90, colour: str = LEAF) -> str:
    """A toothed leaf: mint, nettle, strawberry."""
    edge: list[Point] = []
    for step in range(13):
        share = step / 12
        reach = long * 0.34 * math.sin(math.pi * share**0.75) * (1 if step % 2 else 0.84)
        edge.append((reach, -long * (1 - share)))
    shape = "M" + "L".join(
        f"{x:.1f} {y:.1f}" for x, y in [*edge, *[(-x, y) for x, y in edge[::-1]]]
    )
    ribs = f"M0 {long * 0.1}V{-long * 0.86}"
    ribs += "".join(
        f"M0 {-long * s}l{long * 0.17} {-long * 0.1}M0 {-long * s}l{-long * 0.17} {-long * 0.1}"
        for s in (0.2, 0.4, 0.6)
    )
    return fill(shape + "Z", colour) + stroke(
        ribs, lighter(colour, 0.4), max(1.5, long * 0.02), 0.8
    )


def compound(long: float, colour: str = LEAF, pairs: int = 2, wide: float = 0.5) -> str:
    """A leaf of leaflets: tomato, potato, carrot from afar, dahlia."""
    parts = [thread([(0, 0), (long * 0.03, -long * 0.5), (0, -long * 0.8)], darker(colour, 0.1), 5)]
    for step in range(pairs):
        y, size = -long * (0.3 + 0.36 * step / max(pairs - 1, 1)), long * (0.5 - 0.06 * step)
        one = leaf(size, size * wide, colour, 2)
        parts += [at(0, y, one, turn=-64), at(0, y, one, turn=64)]
    parts.append(at(0, -long * 0.72, leaf(long * 0.48, long * 0.27, colour, 3)))
    return "".join(parts)


def fern(long: float, colour: str = FERN, pairs: int = 9, wide: float = 0.36) -> str:
    """A feathery frond: carrot top, ammi leaf, bracken."""
    parts = [thread([(0, 0), (0, -long)], darker(colour, 0.15), max(3.0, long * 0.02))]
    for step in range(pairs):
        share = step / pairs
        reach = long * wide * (1 - share) ** 0.7
        y = -long * (0.2 + 0.76 * share)
        fork = f"M0 {y}q{reach * 0.5} {-reach * 0.1} {reach} {-reach * 0.6}"
        fork += f"M{reach * 0.5} {y - reach * 0.22}l{reach * 0.1} {-reach * 0.34}"
        fork += f"M0 {y}q{-reach * 0.5} {-reach * 0.1} {-reach} {-reach * 0.6}"
        fork += f"M{-reach * 0.5} {y - reach * 0.22}l{-reach * 0.1} {-reach * 0.34}"
        parts.append(stroke(fork, colour, max(3.0, long * 0.026)))
    return "".join(parts)


def trifoil(size: float, colour: str = LEAF) -> str:
    """Three toothed leaflets: strawberry, bean."""
    one = mint_leaf(size, colour)
    return at(0, 0, one, turn=-68) + at(0, 0, one, turn=68) + at(0, 0, one)


def round_leaf(radius: float, colour: str) -> str:
    """A nasturtium's: a disc with its veins from the middle."""
    spokes = "".join(
        f"M0 0L{radius * 0.8 * math.cos(a):.1f} {radius * 0.8 * math.sin(a):.1f}"
        for a in (step * math.tau / 8 + 0.2 for step in range(8))
    )
    return fill(oval(0, 0, radius, radius * 0.92), colour) + stroke(
        spokes, lighter(colour, 0.45), max(2.0, radius * 0.05)
    )
