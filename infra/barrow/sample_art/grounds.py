"""What a picture stands on: walls, tables, earth and sky. Each fills the square, or a part of it."""

import random

from barrow.sample_art.colours import CREAM, LEAF, SKY, SOIL, WHITE, darker, lighter, mixed
from barrow.sample_art.ink import box, fill, oval, smooth, straight, stroke, within


def wash(colour: str) -> str:
    return fill(box(-10, -10, 1020, 1020), colour)


def table(wall: str, top: str, y: float = 690) -> str:
    """A wall and a table's top, whose far edge is at y."""
    return (
        wash(wall)
        + fill(box(-10, y, 1020, 1020 - y), top)
        + fill(box(-10, y, 1020, 9), lighter(top, 0.35))
    )


def disc(colour: str, x: float = 500, y: float = 470, radius: float = 360) -> str:
    return fill(oval(x, y, radius), colour)


def arch(
    colour: str, x: float = 500, foot: float = 690, wide: float = 600, high: float = 590
) -> str:
    r = wide / 2
    return fill(
        f"M{x - r} {foot}V{foot - high + r}A{r} {r} 0 0 1 {x + r} {foot - high + r}V{foot}Z", colour
    )


def planks(
    colour: str,
    top: float = 0,
    foot: float = 1000,
    count: int = 6,
    upright: bool = False,
    seed: int = 1,
) -> str:
    """Boards with their grain, lying or (`upright`) standing."""
    rand = random.Random(seed)
    long, across = (foot - top, 1000.0) if upright else (1000.0, foot - top)
    wide = across / count
    parts = []
    for board in range(count):
        tone = mixed(colour, "#ffffff" if board % 2 else "#000000", 0.02 + rand.random() * 0.05)
        edge = board * wide
        parts.append(_board(edge, wide, long, tone, top, upright))
        for _ in range(3):
            a, b = edge + wide * rand.uniform(0.15, 0.85), rand.uniform(0, 0.8) * long
            end, bend = min(long, b + rand.uniform(150, 420)), rand.uniform(-8, 8)
            points = [(b, a), ((b + end) / 2, a + bend), (end, a)]
            if upright:
                grain = smooth(*[(y, x + top) for x, y in points], closed=False)
            else:
                grain = smooth(*[(x, y + top) for x, y in points], closed=False)
            parts.append(stroke(grain, darker(colour, 0.3), 3, 0.45))
    return "".join(parts)


def _board(edge: float, wide: float, long: float, tone: str, top: float, upright: bool) -> str:
    shape = box(edge, top, wide, long) if upright else box(-5, top + edge, 1010, wide)
    return fill(shape, tone) + stroke(shape, darker(tone, 0.35), 4, 0.6)


def bricks(colour: str, mortar: str, top: float = 0, foot: float = 1000, course: float = 84) -> str:
    rand = random.Random(colour)
    parts = [fill(box(-5, top, 1010, foot - top), mortar)]
    row, y = 0, top
    while y < foot:
        x = -120.0 if row % 2 else -30.0
        while x < 1000:
            tone = mixed(
                colour, "#ffffff" if rand.random() < 0.5 else "#000000", rand.random() * 0.12
            )
            high = min(course - 8, foot - y - 4)
            if high > 0:
                parts.append(fill(box(x, y + 4, 172, high, 7), tone))
            x += 180
        y, row = y + course, row + 1
    return "".join(parts)


def tiles(colour: str, joint: str, top: float = 0, foot: float = 690, size: float = 125) -> str:
    parts = [fill(box(-5, top, 1010, foot - top), colour)]
    x, y = size / 2, top
    while x < 1000:
        parts.append(stroke(f"M{x} {top}V{foot}", joint, 5))
        x += size
    while y < foot:
        parts.append(stroke(f"M-5 {y}H1005", joint, 5))
        y += size
    return "".join(parts)


def hills(near: str, far: str, y: float = 600) -> str:
    """Two lines of hills below which everything is the nearer one's colour."""
    back = smooth(
        (-40, y), (180, y - 70), (420, y - 10), (700, y - 90), (1040, y - 20), closed=False
    )
    front = smooth((-40, y + 40), (260, y + 60), (560, y + 10), (1040, y + 70), closed=False)
    return fill(f"{back}V1010H-40Z", far) + fill(f"{front}V1010H-40Z", near)


def soil(y: float = 700, colour: str = SOIL, seed: int = 4) -> str:
    """Dug earth from y down, with crumbs."""
    rand = random.Random(seed)
    top = smooth(*[(x, y + rand.uniform(-9, 9)) for x in range(-40, 1080, 70)], closed=False)
    return fill(f"{top}V1010H-40Z", colour) + crumbs(y + 20, 1000, colour, 90, seed)


def crumbs(top: float, foot: float, colour: str, count: int, seed: int = 4) -> str:
    rand = random.Random(seed)
    light, dark = lighter(colour, 0.16), darker(colour, 0.45)
    parts = []
    for _ in range(count):
        y = rand.uniform(top, foot)
        size = 4 + 9 * (y - top) / (foot - top + 1) * rand.random() + 2
        shape = oval(rand.uniform(0, 1000), y, size * 1.3, size)
        parts.append(fill(shape, light if rand.random() < 0.5 else dark))
    return "".join(parts)


def window(
    wall: str,
    frame: str,
    sill: str,
    y: float = 700,
    view: str = "",
    sky: str = SKY,
    left: float = 110,
) -> str:
    """A window with its sill at y; `view` is what is seen through it."""
    wide, top = 1000 - 2 * left, 70.0
    pane = box(left, top, wide, y - top)
    bars = stroke(f"M500 {top}V{y}M{left} {top + (y - top) * 0.42}H{1000 - left}", frame, 20)
    return (
        wash(wall)
        + fill(pane, sky)
        + within(pane, view or hills(LEAF, mixed(LEAF, SKY, 0.45), y - 150))
        + bars
        + stroke(pane, frame, 32)
        + fill(box(-10, y, 1020, 1020 - y), sill)
        + fill(box(-10, y, 1020, 12), lighter(sill, 0.4))
        + fill(box(-10, y + 120, 1020, 200), darker(sill, 0.16))
    )


def checked(ground: str, stripe: str, size: float = 100) -> str:
    """A checked cloth over everything."""
    parts = [wash(ground)]
    for step in range(0, 11, 2):
        place = step * size
        parts.append(fill(box(place - size / 2, -10, size, 1020), stripe, 0.45))
        parts.append(fill(box(-10, place - size / 2, 1020, size), stripe, 0.45))
    return "".join(parts)


def striped(ground: str, stripe: str, count: int = 7, wide: float = 22) -> str:
    gap = 1000 / count
    return wash(ground) + "".join(
        fill(box(gap * (step + 0.5) - wide / 2, -10, wide, 1020), stripe) for step in range(count)
    )


def shelf(wall: str, board: str, y: float = 760) -> str:
    return (
        wash(wall)
        + fill(box(-10, y, 1020, 58), board)
        + fill(box(-10, y, 1020, 10), lighter(board, 0.35))
        + fill(box(-10, y + 58, 1020, 26), "#000000", 0.14)
    )


def flags(colour: str, y: float = 700) -> str:
    """Paving seen across a yard."""
    joint = darker(colour, 0.28)
    lines = [f"M-10 {y + step}H1010" for step in (70, 170)]
    lines += [f"M{x} {y}L{x + (x - 500) * 0.25} {y + 70}" for x in (120, 400, 640, 900)]
    lines += [f"M{x} {y + 70}L{x + (x - 500) * 0.3} {y + 170}" for x in (40, 300, 560, 800)]
    lines += [f"M{x} {y + 170}L{x + (x - 500) * 0.4} 1010" for x in (150, 450, 720)]
    return fill(box(-10, y, 1020, 1020 - y), colour) + stroke("".join(lines), joint, 7, 0.7)


def light(x: float = 0, wide: float = 260, opacity: float = 0.22, colour: str = WHITE) -> str:
    """A slanting beam of sun over what has been drawn so far."""
    beam = straight((x + 380, -10), (x + 380 + wide, -10), (x + wide, 1010), (x, 1010))
    return fill(beam, colour, opacity)


def mat(colour: str, edge: str = CREAM, inset: float = 90, corner: float = 30) -> str:
    side = 1000 - 2 * inset
    inner = box(inset + 22, inset + 22, side - 44, side - 44, corner)
    return fill(box(inset, inset, side, side, corner), colour) + stroke(inner, edge, 4, 0.7)
