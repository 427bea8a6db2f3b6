"""Knives, scissors, stones and boards. A knife lies with its point up and its middle at the origin."""

import random

from barrow.sample_art.colours import ASH, BRASS, OAK, PEAR, SILVER, STEEL, darker, lighter
from barrow.sample_art.ink import (
    at,
    box,
    fill,
    oval,
    smooth,
    solid,
    straight,
    stroke,
    thread,
    within,
)


def _grip(long: float, wide: float, colour: str, rivets: int = 3) -> str:
    """A handle of two scales below the origin."""
    w = wide / 2
    shape = smooth(
        (-w * 0.8, 0),
        (w * 0.7, 0),
        (w * 0.76, long * 0.3),
        (w * 0.9, long * 0.62),
        (w * 1.1, long * 0.93),
        (w * 0.2, long),
        (-w * 0.9, long * 0.97),
        (-w * 0.96, long * 0.6),
        ease=8,
    )
    grain = "".join(
        thread(
            [(x, long * 0.1), (x + 3, long * 0.5), (x - 2, long * 0.88)],
            darker(colour, 0.25),
            3,
            0.6,
        )
        for x in (-w * 0.4, w * 0.3)
    )
    pins = "".join(
        fill(oval(-w * 0.06, long * (0.18 + 0.32 * s), w * 0.17), BRASS) for s in range(rivets)
    )
    return solid(shape, colour, grain, shade=w * 0.4) + pins


def chefs_knife(
    blade: float = 420, handle: float = 220, wood: str = ASH, steel: str = "#9aa5a8"
) -> str:
    """The edge to the left, the spine to the right."""
    b, w = blade, blade * 0.2
    outline = f"M{w * 0.42} 6L{w * 0.4} {-b * 0.5}Q{w * 0.36} {-b * 0.86} {w * 0.3} {-b}C{-w * 0.2} {-b * 0.82} {-w * 0.62} {-b * 0.55} {-w * 0.66} {-b * 0.2}L{-w * 0.66} -4L{-w * 0.24} 6Z"
    bevel = f"M{w * 0.3} {-b}C{-w * 0.2} {-b * 0.82} {-w * 0.62} {-b * 0.55} {-w * 0.66} {-b * 0.2}V-4L{-w * 0.4} 0V{-b * 0.2}C{-w * 0.36} {-b * 0.55} {-w * 0.06} {-b * 0.8} {w * 0.3} {-b}Z"
    patina = fill(
        smooth(
            (w * 0.5, -b * 0.1),
            (w * 0.1, -b * 0.3),
            (w * 0.3, -b * 0.52),
            (0, -b * 0.7),
            (w * 0.6, -b * 0.9),
            (w, -b * 0.4),
        ),
        darker(steel, 0.22),
        0.6,
    )
    face = solid(outline, steel, patina, fill(bevel, lighter(steel, 0.55)), shade=8)
    bolster = solid(
        straight((-w * 0.26, -2), (w * 0.44, -2), (w * 0.36, 34), (-w * 0.2, 34)),
        darker(steel, 0.3),
        shade=6,
    )
    return at(0, (b - handle) / 2, at(w * 0.1, 28, _grip(handle, w * 0.74, wood)) + face + bolster)


def paring_knife(
    shape: str = "straight", blade: float = 190, handle: float = 190, wood: str = PEAR
) -> str:
    """`shape`: straight, sheepsfoot or beak."""
    b, w = blade, 46.0
    if shape == "sheepsfoot":
        outline = f"M{w * 0.5} 4V{-b * 0.6}Q{w * 0.5} {-b * 0.9} {-w * 0.5} {-b}V4Z"
        bevel = f"M{-w * 0.5} {-b}V4H{-w * 0.24}V{-b * 0.93}Z"
    elif shape == "beak":
        outline = f"M{w * 0.5} 4Q{w * 0.6} {-b * 0.7} {-w * 0.9} {-b}Q{-w * 0.1} {-b * 0.5} {-w * 0.46} 4Z"
        bevel = f"M{-w * 0.9} {-b}Q{-w * 0.1} {-b * 0.5} {-w * 0.46} 4H{-w * 0.2}Q{w * 0.14} {-b * 0.5} {-w * 0.9} {-b}Z"
    else:
        outline = f"M{w * 0.5} 4V{-b * 0.6}Q{w * 0.46} {-b * 0.9} {w * 0.2} {-b}Q{-w * 0.46} {-b * 0.62} {-w * 0.5} 4Z"
        bevel = f"M{w * 0.2} {-b}Q{-w * 0.46} {-b * 0.62} {-w * 0.5} 4H{-w * 0.24}Q{-w * 0.16} {-b * 0.6} {w * 0.2} {-b}Z"
    face = solid(outline, STEEL, fill(bevel, "#ffffff", 0.7), shade=7)
    return at(
        0,
        (b - handle) / 2,
        _grip(handle, 58, wood, 2) + face + fill(box(-24, -4, 48, 16, 4), BRASS),
    )


def bread_knife(blade: float = 520, handle: float = 210, wood: str = OAK) -> str:
    """Serrated on the left."""
    b, w = blade, 62.0
    teeth = "".join(
        f"L{-w * 0.5 - (7 if step % 2 else 0)} {-b * 0.92 + step * 13}"
        for step in range(int(b * 0.9 / 13))
    )
    outline = f"M{w * 0.5} 4V{-b * 0.94}Q{w * 0.4} {-b} {-w * 0.2} {-b}{teeth}L{-w * 0.5} 4Z"
    bevel = fill(box(-w, -b, w * 0.74, b), "#ffffff", 0.55)
    return at(
        0,
        (b - handle) / 2,
        _grip(handle, 66, wood)
        + solid(outline, STEEL, bevel, shade=8)
        + fill(box(-30, -6, 60, 22, 4), darker(STEEL, 0.35)),
    )


def vegetable_knife(blade: float = 330, handle: float = 210, wood: str = OAK) -> str:
    """A rectangle of steel, its edge to the left."""
    w = blade * 0.32
    outline = f"M{w * 0.6} 0V{-blade + 26}Q{w * 0.6} {-blade} {w * 0.4} {-blade}H{-w * 0.4}Q{-w * 0.5} {-blade} {-w * 0.5} {-blade + 20}V0Z"
    bevel = fill(box(-w * 0.6, -blade, w * 0.3, blade + 10), "#ffffff", 0.65)
    line = stroke(f"M{w * 0.36} {-blade * 0.9}V{-blade * 0.12}", lighter(STEEL, 0.6), 7, 0.9)
    return at(
        0,
        (blade - handle) / 2,
        at(w * 0.22, 0, _grip(handle, 62, wood)) + solid(outline, STEEL, bevel, line, shade=10),
    )


def mezzaluna(wide: float = 430, wood: str = OAK) -> str:
    """Upright on its edge, which rests on the origin."""
    w = wide / 2
    shape = f"M{-w} -150Q{-w * 0.8} 0 0 0Q{w * 0.8} 0 {w} -150L{w - 44} -140Q{w * 0.6} -82 0 -82Q{-w * 0.6} -82 {-w + 44} -140Z"
    bevel = stroke(f"M{-w} -150Q{-w * 0.8} 0 0 0Q{w * 0.8} 0 {w} -150", "#ffffff", 26, 0.75)
    knobs = "".join(
        solid(
            smooth(
                (x - 22, -150),
                (x - 32, -210),
                (x - 24, -286),
                (x + 24, -286),
                (x + 32, -210),
                (x + 22, -150),
            ),
            wood,
            shade=12,
        )
        + fill(box(x - 20, -168, 40, 24, 5), BRASS)
        for x in (-w + 20, w - 20)
    )
    return solid(shape, STEEL, bevel, shade=8) + knobs


def scissors(opened: float = 26.0, grip: str = "", mirror: bool = False) -> str:
    """Blades up, the pivot at the origin, about 520 long."""
    one = at(0, 0, scissor_half(grip), turn=-opened / 2)
    two = at(0, 0, scissor_half(grip), turn=opened / 2, flip=True)
    bolt = solid(oval(0, 0, 17), darker(STEEL, 0.25), shade=5) + fill(box(-9, -3, 18, 6), SILVER)
    return at(0, 0, two + one + bolt, flip=mirror)


def scissor_half(grip: str = "") -> str:
    """One blade with its bow, the pivot at the origin."""
    blade = "M-20 20L-14 -60L10 -280Q22 -180 24 -60L26 24Z"
    bevel = fill("M10 -280L30 -270V20H14Z", "#ffffff", 0.6)
    shank = stroke("M0 10C10 60 36 80 44 112", STEEL, 30)
    bow = stroke(
        smooth((44, 104), (86, 150), (88, 214), (48, 246), (16, 200), (20, 140)), grip or STEEL, 26
    )
    return shank + bow + solid(blade, STEEL, bevel, shade=6)


def whetstone(
    wide: float = 520, high: float = 90, one: str = "#8d9aa0", other: str = "#c9683f"
) -> str:
    """Two-sided, from a little above, its middle at the origin."""
    w = wide / 2
    top = straight((-w, 0), (-w + 60, -150), (w + 60, -150), (w, 0))
    side = box(-w, 0, wide, high, 4)
    end = straight((w, 0), (w + 60, -150), (w + 60, -150 + high), (w, high))
    halves = fill(box(-w, high * 0.5, wide, high), other)
    return (
        fill(top, lighter(one, 0.15))
        + solid(side, one, halves, shade=0)
        + fill(end, darker(one, 0.25))
        + within(
            end,
            fill(
                straight((w, high * 0.5), (w + 60, -150 + high * 0.5), (w + 60, high), (w, high)),
                darker(other, 0.25),
            ),
        )
        + stroke(f"M{-w + 80} -104H{w - 60}M{-w + 60} -54H{w - 160}", lighter(one, 0.6), 9, 0.7)
    )


def end_grain(
    across: int, down: int, wide: float, high: float, one: str, other: str, thick: float = 56
) -> str:
    """A chequered block from above with its near side."""
    rand = random.Random(across * 31 + down)
    w, h = wide / 2, high / 2
    cw, ch = wide / across, high / down
    body = box(-w, -h, wide, high + thick, 16)
    squares = []
    for row in range(down):
        for column in range(across):
            x, y = -w + column * cw, -h + row * ch
            tone = one if (row + column) % 2 else other
            arcs = "".join(
                f"M{x} {y + ch * s}Q{x + cw * 0.5} {y + ch * (s - rand.uniform(0.2, 0.5))} {x + cw} {y + ch * s}"
                for s in (0.4, 0.7, 1.0)
            )
            cell = box(x, y, cw, ch)
            squares.append(
                fill(cell, tone)
                + within(cell, stroke(arcs, darker(tone, 0.2), 3, 0.7))
                + stroke(cell, darker(other, 0.35), 2, 0.5)
            )
    side = fill(box(-w, h, wide, thick + 10), darker(one, 0.3)) + stroke(
        "".join(f"M{-w + c * cw} {h}v{thick}" for c in range(1, across)), darker(one, 0.5), 4
    )
    return solid(body, one, "".join(squares), side, shade=14)


def round_board(radius: float, colour: str) -> str:
    """From above: rings of grain, a gutter."""
    grain = "".join(
        f"M{-radius} {y}Q{-radius * 0.2} {y + rise} {radius} {y - rise * 0.4}"
        for y, rise in (
            (-radius * 0.7, 30),
            (-radius * 0.45, -24),
            (-radius * 0.1, 26),
            (radius * 0.2, -20),
            (radius * 0.5, 26),
            (radius * 0.76, -14),
        )
    )
    gutter = stroke(oval(0, 0, radius * 0.86), darker(colour, 0.22), radius * 0.05) + stroke(
        oval(0, radius * 0.012, radius * 0.88), lighter(colour, 0.4), radius * 0.014
    )
    return (
        solid(oval(0, 0, radius), colour, stroke(grain, darker(colour, 0.14), 5), shade=14) + gutter
    )


def board(wide: float, high: float, colour: str = ASH, hole: bool = True) -> str:
    w, h = wide / 2, high / 2
    rand = random.Random(wide)
    grain = "".join(
        thread([(-w, y), (-w * 0.2, y + rand.uniform(-14, 14)), (w, y)], darker(colour, 0.16), 4)
        for y in (-h * 0.7, -h * 0.4, -h * 0.05, h * 0.3, h * 0.62)
    )
    eye = fill(oval(w - 46, 0, 20), darker(colour, 0.55)) if hole else ""
    return solid(box(-w, -h, wide, high, 34), colour, grain, shade=14) + eye


def rack(wide: float, colour: str) -> str:
    w = wide / 2
    grain = stroke(
        f"M{-w + 20} -14Q0 -24 {w - 30} -12M{-w + 60} 16Q0 4 {w - 20} 18", darker(colour, 0.25), 4
    )
    return solid(box(-w, -42, wide, 84, 12), colour, grain, shade=12)


def chopped(
    count: int, wide: float, high: float, colour: str, seed: int = 1, size: float = 15
) -> str:
    """A heap of chopped leaves, its foot at the origin."""
    rand = random.Random(seed)
    parts = [
        fill(
            smooth(
                (-wide / 2, 0),
                (-wide * 0.25, -high * 0.7),
                (0, -high),
                (wide * 0.28, -high * 0.65),
                (wide / 2, 0),
                (0, high * 0.12),
            ),
            darker(colour, 0.2),
        )
    ]
    for _ in range(count):
        x = rand.uniform(-wide / 2, wide / 2)
        y = -rand.uniform(-0.12, 1) * high * (1 - (2 * x / wide) ** 2)
        tone = (colour, lighter(colour, 0.2), darker(colour, 0.25))[rand.randrange(3)]
        bit = straight(
            (-size * 0.6, 0), (0, -size * 0.6), (size * 0.7, -size * 0.1), (size * 0.1, size * 0.6)
        )
        parts.append(at(x, y, fill(bit, tone), turn=rand.uniform(0, 360)))
    return "".join(parts)
