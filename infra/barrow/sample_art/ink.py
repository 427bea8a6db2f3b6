"""Shapes and how they are inked.

Shapes are SVG path data in absolute coordinates (x to the right, y down); inked parts are fragments
of SVG. A picture is 1000 units wide. Light falls from the upper left everywhere, so that `solid`
leaves the same crescent of shade on whatever it prints.
"""

import math
import re
import zlib
from collections.abc import Iterable, Sequence

from barrow.sample_art.outline import bounds

Point = tuple[float, float]

SHADE = "#2c1810"
_INSIDE, _OUTSIDE = "<!--in-->", "<!--out-->"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _p(point: Point) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def straight(*points: Point, closed: bool = True) -> str:
    return "M" + "L".join(_p(point) for point in points) + ("Z" if closed else "")


def smooth(*points: Point, closed: bool = True, ease: float = 6.0) -> str:
    """A Catmull-Rom curve through the points; the smaller `ease`, the rounder."""
    count = len(points)
    if closed:
        around = [points[-1], *points, points[0], points[1]]
    else:
        around = [points[0], *points, points[-1]]
    parts = [f"M{_p(points[0])}"]
    for index in range(1, count + (1 if closed else 0)):
        before, start, end, after = around[index - 1 : index + 3]
        first = (start[0] + (end[0] - before[0]) / ease, start[1] + (end[1] - before[1]) / ease)
        second = (end[0] - (after[0] - start[0]) / ease, end[1] - (after[1] - start[1]) / ease)
        parts.append(f"C{_p(first)} {_p(second)} {_p(end)}")
    return "".join(parts) + ("Z" if closed else "")


def oval(x: float, y: float, rx: float, ry: float | None = None) -> str:
    ry = rx if ry is None else ry
    arc = f"A{_n(rx)} {_n(ry)} 0 1 1"
    return f"M{_n(x - rx)} {_n(y)}{arc} {_n(x + rx)} {_n(y)}{arc} {_n(x - rx)} {_n(y)}Z"


def box(x: float, y: float, width: float, height: float, corner: float = 0.0) -> str:
    if not corner:
        return straight((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    r = min(corner, width / 2, height / 2)
    arc = f"A{_n(r)} {_n(r)} 0 0 1 "
    return (
        f"M{_p((x + r, y))}L{_p((x + width - r, y))}{arc}{_p((x + width, y + r))}"
        f"L{_p((x + width, y + height - r))}{arc}{_p((x + width - r, y + height))}"
        f"L{_p((x + r, y + height))}{arc}{_p((x, y + height - r))}"
        f"L{_p((x, y + r))}{arc}{_p((x + r, y))}Z"
    )


def taper(top: float, bottom: float, height: float, corner: float = 0.0) -> str:
    """A vessel's side: its foot on y = 0, `top` and `bottom` are widths."""
    a, b, c = top / 2, bottom / 2, corner
    return (
        f"M{_p((-a, -height))}L{_p((a, -height))}L{_p((b, -c))}Q{_p((b, 0))} {_p((b - c, 0))}"
        f"L{_p((c - b, 0))}Q{_p((-b, 0))} {_p((-b, -c))}Z"
    )


def mirrored(right: Sequence[Point], ease: float = 6.0) -> str:
    """A closed smooth outline, alike on both sides of x = 0: its right side is given, downwards."""
    left = [(-x, y) for x, y in reversed(right) if x]
    return smooth(*right, *left, ease=ease)


def turned(profile: Sequence[Point], ease: float = 6.0) -> str:
    """As thrown on a wheel: the right side is smooth, top and foot are flat."""
    right = smooth(*profile, closed=False, ease=ease)
    left = smooth(*[(-x, y) for x, y in reversed(profile)], closed=False, ease=ease)
    return right + "L" + left[1:] + "Z"


def ring(count: int, x: float, y: float, rx: float, ry: float, start: float = 0.0) -> list[Point]:
    angles = [math.radians(start + 360 * step / count) for step in range(count)]
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def fill(shape: str, colour: str, opacity: float = 1.0) -> str:
    faded = "" if opacity == 1 else f' fill-opacity="{_n(opacity)}"'
    return f'<path d="{shape}" fill="{colour}"{faded}/>'


def stroke(shape: str, colour: str, width: float, opacity: float = 1.0, dash: str = "") -> str:
    faded = "" if opacity == 1 else f' stroke-opacity="{_n(opacity)}"'
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{shape}" fill="none" stroke="{colour}" stroke-width="{_n(width)}"'
        f'{faded}{dashed} stroke-linecap="round" stroke-linejoin="round"/>'
    )


def thread(points: Iterable[Point], colour: str, width: float, opacity: float = 1.0) -> str:
    """An open smooth line."""
    return stroke(smooth(*points, closed=False), colour, width, opacity)


def within(shape: str, *parts: str) -> str:
    """The parts, cut off at the shape's edge."""
    name = f"c{zlib.crc32(shape.encode()):08x}"
    return (
        f'{_INSIDE}<clipPath id="{name}"><path d="{shape}"/></clipPath>'
        f'<g clip-path="url(#{name})">{"".join(parts)}</g>{_OUTSIDE}'
    )


def solid(shape: str, colour: str, *inside: str, shade: float = 14.0, depth: float = 0.17) -> str:
    """The shape with a crescent of shade, `shade` units wide, where the light does not reach it."""
    if not shade:
        return fill(shape, colour) + (within(shape, *inside) if inside else "")
    # the frame keeps to the shape: a printer makes room for all that is drawn, seen or not
    left, top, right, foot = bounds(shape)
    margin = abs(shade) + 2
    frame = straight(
        (left - margin, top - margin),
        (right + margin, top - margin),
        (right + margin, foot + margin),
        (left - margin, foot + margin),
    )
    crescent = (
        f'<path d="{frame}{shape}" fill="{SHADE}" fill-opacity="{_n(depth)}" '
        f'fill-rule="evenodd" transform="translate({_n(-shade)} {_n(-shade * 0.55)})"/>'
    )
    return fill(shape, colour) + within(shape, *inside, crescent)


def at(
    x: float, y: float, part: str, scale: float = 1.0, turn: float = 0.0, flip: bool = False
) -> str:
    """The part with its origin at x, y; `turn` in degrees clockwise."""
    across = -scale if flip else scale
    rotation = f" rotate({_n(turn)})" if turn else ""
    sizing = "" if across == 1 else f" scale({across:.4g} {scale:.4g})"
    return f'<g transform="translate({_n(x)} {_n(y)}){rotation}{sizing}">{part}</g>'


def faded(opacity: float, *parts: str) -> str:
    return f'<g opacity="{_n(opacity)}">{"".join(parts)}</g>'


_MARK = re.compile(f"({_INSIDE}|{_OUTSIDE})")
_INKED = re.compile(r'(fill|stroke)="#[0-9a-f]{6}"')
_FADED = re.compile(r' (fill-opacity|stroke-opacity|opacity)="[0-9.]+"')


def cast(part: str, right: float = 14.0, down: float = 20.0, opacity: float = 0.2) -> str:
    """The shadow of what lies on a surface: its outline, moved away from the light."""
    outline = _FADED.sub("", _INKED.sub(rf'\1="{SHADE}"', _without_insides(part)))
    return faded(opacity, at(right, down, outline))


def _without_insides(part: str) -> str:
    """What is printed within a shape adds nothing to its outline, and is slow to print."""
    kept, depth = [], 0
    for piece in _MARK.split(part):
        if piece == _INSIDE:
            depth += 1
        elif piece == _OUTSIDE:
            depth -= 1
        elif not depth:
            kept.append(piece)
    return "".join(kept)


def laid(
    x: float, y: float, part: str, scale: float = 1.0, turn: float = 0.0, flip: bool = False
) -> str:
    """The part lying at x, y, seen from above, with its shadow."""
    placed = at(x, y, part, scale, turn, flip)
    return cast(placed) + placed


def stood(
    x: float,
    y: float,
    part: str,
    wide: float,
    scale: float = 1.0,
    turn: float = 0.0,
    flip: bool = False,
) -> str:
    """The part standing with its foot at x, y; its shadow is `wide` units across."""
    shadow = fill(oval(x + wide * 0.12, y - 2, wide * 0.62, wide * 0.075 + 5), SHADE, 0.22)
    return shadow + at(x, y, part, scale, turn, flip)
