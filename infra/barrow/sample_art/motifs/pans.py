"""Cookware. From the side a pan stands on its origin; from above its middle is there."""

from barrow.sample_art.colours import (
    BRASS,
    COPPER,
    CREAM,
    INK,
    IRON,
    OAK,
    SILVER,
    STEEL,
    WHITE,
    darker,
    lighter,
)
from barrow.sample_art.ink import (
    at,
    box,
    fill,
    oval,
    smooth,
    solid,
    straight,
    stroke,
    taper,
    thread,
    turned,
)


def frying_pan(radius: float, colour: str = IRON, handle: float = 330) -> str:
    """From above, its handle up."""
    r = radius
    strap = straight(
        (-24, -r + 20),
        (-34, -r - handle * 0.9),
        (0, -r - handle),
        (34, -r - handle * 0.9),
        (24, -r + 20),
    )
    hole = fill(oval(0, -r - handle * 0.87, 11), CREAM)
    ridge = stroke(f"M0 {-r - 10}V{-r - handle * 0.72}", lighter(colour, 0.2), 7)
    rivets = "".join(
        fill(oval(x, y, 9), lighter(colour, 0.45))
        for x, y in ((-14, -r + 4), (14, -r + 4), (0, -r - 26))
    )
    plate = smooth(
        (-64, -r + 20), (-34, -r - 30), (0, -r - 46), (34, -r - 30), (64, -r + 20), (0, -r + 40)
    )
    rim = solid(oval(0, 0, r), colour, shade=r * 0.06)
    inner = fill(oval(0, 0, r * 0.93), darker(colour, 0.35)) + fill(
        oval(4, 6, r * 0.78), darker(colour, 0.15)
    )
    sheen = stroke(
        f"M{-r * 0.62} {-r * 0.2}A{r * 0.66} {r * 0.66} 0 0 1 {-r * 0.1} {-r * 0.64}",
        lighter(colour, 0.4),
        r * 0.05,
        0.6,
    )
    return (
        solid(strap, colour, ridge, shade=10)
        + hole
        + rim
        + solid(plate, darker(colour, 0.1), shade=6)
        + inner
        + sheen
        + rivets
    )


def casserole(wide: float, colour: str, lid: bool = True, high: float = 0) -> str:
    w, h = wide / 2, high or wide * 0.44
    ears = "".join(
        at(
            x,
            -h * 0.78,
            stroke("M0 -16Q54 -16 54 14Q54 38 0 34", darker(colour, 0.12), 25),
            flip=x < 0,
        )
        for x in (-w * 0.92, w * 0.92)
    )
    band = fill(box(-w * 1.2, -h * 1.1, wide * 1.2, h * 0.3), lighter(colour, 0.1))
    shine = thread(
        [(-w * 0.78, -h * 0.72), (-w * 0.8, -h * 0.4), (-w * 0.66, -h * 0.16)],
        lighter(colour, 0.6),
        w * 0.05,
        0.8,
    )
    body = solid(
        f"M{-w} {-h}H{w}C{w * 1.02} {-h * 0.3} {w * 0.96} 0 {w * 0.66} 0H{-w * 0.66}C{-w * 0.96} 0 {-w * 1.02} {-h * 0.3} {-w} {-h}Z",
        colour,
        band,
        shade=wide * 0.09,
    )
    lip = fill(box(-w * 1.01, -h - 8, wide * 1.01, 16, 8), CREAM)
    return (
        ears
        + body
        + shine
        + lip
        + (
            at(0, -h - 4, casserole_lid(wide, colour))
            if lid
            else fill(oval(0, -h - 2, w * 0.96, 12), darker(CREAM, 0.1))
        )
    )


def casserole_lid(wide: float, colour: str) -> str:
    w = wide / 2
    dome = turned(
        [(w * 0.24, -wide * 0.15), (w * 0.75, -wide * 0.115), (w * 0.98, -wide * 0.045), (w, 0)]
    )
    knob = solid(
        turned([(w * 0.2, -34), (w * 0.2, -20), (w * 0.08, -8), (w * 0.1, 6)]), BRASS, shade=8
    )
    shine = thread(
        [(-w * 0.8, -wide * 0.06), (-w * 0.55, -wide * 0.1), (-w * 0.3, -wide * 0.12)],
        lighter(colour, 0.6),
        w * 0.045,
        0.8,
    )
    return at(0, -wide * 0.15, knob) + solid(dome, colour, shade=wide * 0.06) + shine


def steam(
    high: float, colour: str = WHITE, count: int = 3, gap: float = 56, opacity: float = 0.75
) -> str:
    parts = []
    for step in range(count):
        x = (step - (count - 1) / 2) * gap
        tall = high * (1 if step % 2 else 0.8)
        parts.append(
            thread(
                [
                    (x, 0),
                    (x + 22, -tall * 0.25),
                    (x - 16, -tall * 0.55),
                    (x + 16, -tall * 0.8),
                    (x, -tall),
                ],
                colour,
                13,
                opacity,
            )
        )
    return "".join(parts)


def jam_pan(wide: float, filled: str, colour: str = COPPER) -> str:
    """A wide preserving pan with upright brass handles; a little of what is in it shows."""
    w, h = wide / 2, wide * 0.34
    handles = "".join(
        at(x, -h + 6, stroke("M-16 0V-44Q-16 -64 6 -64H36Q58 -64 58 -40V0", BRASS, 20), flip=x > 0)
        for x in (-w * 0.92, w * 0.92)
    )
    shine = fill(
        straight((-w * 0.72, -h), (-w * 0.5, -h), (-w * 0.42, 0), (-w * 0.58, 0)),
        lighter(colour, 0.55),
        0.7,
    )
    body = solid(
        taper(wide, wide * 0.76, h, 30),
        colour,
        shine,
        fill(box(w * 0.3, -h, 26, h), lighter(colour, 0.4), 0.4),
        shade=wide * 0.1,
    )
    mouth = fill(oval(0, -h, w, wide * 0.09), darker(colour, 0.25)) + fill(
        oval(0, -h + 8, w * 0.92, wide * 0.07), filled
    )
    lip = stroke(oval(0, -h, w, wide * 0.09), lighter(colour, 0.25), 14)
    return handles + body + mouth + lip


def saucepan(wide: float, high: float, lid: bool = True, colour: str = STEEL) -> str:
    """From the side, its handle to the right."""
    w = wide / 2
    strap = solid(
        smooth(
            (w * 0.9, -high * 0.86),
            (w + wide * 0.5, -high * 1.0),
            (w + wide * 0.98, -high * 1.0),
            (w + wide * 0.98, -high * 0.88),
            (w + wide * 0.5, -high * 0.86),
            (w * 0.9, -high * 0.66),
        ),
        darker(colour, 0.14),
        shade=6,
    )
    shine = fill(box(-w * 0.72, -high, wide * 0.11, high), WHITE, 0.75) + fill(
        box(-w * 0.46, -high, wide * 0.04, high), WHITE, 0.6
    )
    base = fill(box(-w, -high * 0.1, wide, high * 0.2), COPPER)
    body = solid(taper(wide, wide * 0.98, high, 14), colour, shine, base, shade=wide * 0.12)
    rivets = "".join(fill(oval(w * 0.86, -high * y, 6), darker(colour, 0.45)) for y in (0.82, 0.7))
    lip = fill(box(-w * 1.04, -high - 7, wide * 1.04, 14, 7), lighter(colour, 0.5))
    return strap + body + rivets + lip + (at(0, -high - 5, steel_lid(wide, colour)) if lid else "")


def steel_lid(wide: float, colour: str = STEEL) -> str:
    w = wide / 2
    dome = turned([(w * 0.2, -wide * 0.15), (w * 0.8, -wide * 0.09), (w, 0)])
    return stroke(f"M-24 {-wide * 0.14}v-18q24 -18 48 0v18", darker(colour, 0.3), 12) + solid(
        dome, lighter(colour, 0.15), shade=wide * 0.07
    )


def hung_pan(radius: float, handle: float) -> str:
    """A saucepan hanging by its handle from the origin, its base and lid towards us."""
    strap = solid(
        straight((-11, 0), (11, 0), (17, handle + 12), (-17, handle + 12)),
        darker(STEEL, 0.2),
        shade=5,
    )
    eye = stroke(oval(0, 4, 14), darker(STEEL, 0.2), 10)
    base = solid(oval(0, handle + radius, radius), STEEL, shade=radius * 0.12)
    rings = stroke(oval(0, handle + radius, radius * 0.82), darker(STEEL, 0.22), 5) + stroke(
        oval(0, handle + radius, radius * 0.5), darker(STEEL, 0.16), 4
    )
    shine = stroke(
        f"M{-radius * 0.62} {handle + radius * 0.9}A{radius * 0.64} {radius * 0.64} 0 0 1 {-radius * 0.05} {handle + radius * 0.36}",
        WHITE,
        radius * 0.08,
        0.85,
    )
    return strap + eye + base + fill(oval(0, handle + radius, radius * 0.5), COPPER) + rings + shine


def spoon(long: float, colour: str = OAK) -> str:
    """A wooden spoon, its bowl at the origin, the handle up."""
    return solid(box(-11, -long, 22, long, 11), colour, shade=5) + solid(
        oval(0, 10, 40, 58), colour, fill(oval(-2, 14, 27, 42), darker(colour, 0.15)), shade=8
    )


def hob(y: float = 720) -> str:
    return fill(box(-10, y, 1020, 1020 - y), INK) + fill(box(-10, y, 1020, 16), SILVER)
