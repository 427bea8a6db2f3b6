"""How far a shape reaches."""

import re
from functools import lru_cache

Bounds = tuple[float, float, float, float]

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_COUNT = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7}


@lru_cache(maxsize=4096)
def bounds(shape: str) -> Bounds:
    """Left, top, right, foot of path data. Curves count with their control points, arcs with their
    whole radius: never less than the shape, at times a little more."""
    tokens = _TOKEN.findall(shape)
    xs: list[float] = []
    ys: list[float] = []
    x = y = 0.0
    command, place = "M", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command = tokens[place]
            place += 1
            continue
        kind = command.upper()
        values = [float(token) for token in tokens[place : place + _COUNT[kind]]]
        place += _COUNT[kind]
        dx, dy = (x, y) if command.islower() else (0.0, 0.0)
        if kind == "H":
            x = values[0] + dx
        elif kind == "V":
            y = values[0] + dy
        elif kind == "A":
            xs += [x - values[0], x + values[0]] if values[3] else []
            ys += [y - values[1], y + values[1]] if values[3] else []
            x, y = values[5] + dx, values[6] + dy
        else:
            xs += [value + dx for value in values[0::2]]
            ys += [value + dy for value in values[1::2]]
            x, y = xs[-1], ys[-1]
        xs.append(x)
        ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)
