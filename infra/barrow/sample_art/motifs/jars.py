"""Jars, bottles, tubs and tins. Each stands on its origin."""

from barrow.sample_art.colours import BRASS, COAL, CREAM, PAPER, SKY, TAN, WHITE, darker, lighter
from barrow.sample_art.ink import at, box, fill, oval, smooth, solid, stroke, turned, within
from barrow.sample_art.lettering import width_of, words


def jar(
    wide: float,
    high: float,
    filled: str,
    lid: str = BRASS,
    title: str = "",
    label: str = CREAM,
    inside: str = "",
    level: float = 0.9,
    cloth: str = "",
) -> str:
    """A preserving jar; `inside` is drawn about the middle of the glass."""
    w = wide / 2
    glass = smooth(
        (-w * 0.78, -high * 0.98),
        (w * 0.78, -high * 0.98),
        (w, -high * 0.84),
        (w, -high * 0.1),
        (w * 0.84, 0),
        (-w * 0.84, 0),
        (-w, -high * 0.1),
        (-w, -high * 0.84),
        ease=10,
    )
    body = fill(box(-w, -high * level, wide, high), filled) + at(0, -high * 0.45, inside)
    glint = fill(box(-w * 0.8, -high * 0.84, w * 0.18, high * 0.72, 8), WHITE, 0.5)
    cap = solid(box(-w * 0.84, -high * 1.1, wide * 0.84, high * 0.15, 8), lid, shade=10)
    if cloth:
        cap += solid(
            smooth(
                (-w * 0.86, -high * 1.12),
                (w * 0.86, -high * 1.12),
                (w * 1.12, -high * 0.88),
                (w * 0.5, -high * 0.92),
                (0, -high * 0.87),
                (-w * 0.5, -high * 0.92),
                (-w * 1.12, -high * 0.88),
                ease=8,
            ),
            cloth,
            shade=10,
        )
        cap += stroke(f"M{-w * 0.86} {-high * 1.0}H{w * 0.86}", TAN, 8)
    tag = ""
    if title:
        size = min(high * 0.09, wide * 0.62 / width_of(title, 1))
        plate = box(-w * 0.76, -high * 0.62, wide * 0.76, high * 0.36, 8)
        tag = (
            fill(plate, label)
            + words(title, 0, -high * 0.53, size, COAL)
            + stroke(f"M{-w * 0.5} {-high * 0.36}H{w * 0.5}", COAL, 4)
        )
    shade = fill(box(w * 0.7, -high, w * 0.4, high), "#2c1810", 0.15)
    return (
        fill(glass, SKY, 0.6)
        + within(glass, body, shade, glint)
        + stroke(glass, WHITE, 5, 0.75)
        + tag
        + cap
    )


def bottle(
    wide: float,
    high: float,
    glass: str,
    title: str = "",
    label: str = CREAM,
    stopper: str = TAN,
    ink: str = COAL,
    level: float = 0.78,
    filled: str = "",
    art: str = "",
) -> str:
    """Round-shouldered, with a cork or a cap."""
    w = wide / 2
    shape = turned(
        [
            (w * 0.34, -high),
            (w * 0.34, -high * 0.8),
            (w * 0.46, -high * 0.72),
            (w * 0.96, -high * 0.6),
            (w, -high * 0.5),
            (w, -high * 0.06),
            (w * 0.92, 0),
        ],
        ease=8,
    )
    drink = fill(box(-w, -high * level, wide, high), filled) if filled else ""
    glint = fill(box(-w * 0.76, -high * 0.54, w * 0.18, high * 0.48, 8), WHITE, 0.45) + fill(
        box(-w * 0.22, -high * 0.94, w * 0.1, high * 0.2, 4), WHITE, 0.45
    )
    ring = solid(box(-w * 0.42, -high, wide * 0.42, high * 0.045, 6), lighter(glass, 0.2), shade=5)
    cork = solid(box(-w * 0.28, -high * 1.07, wide * 0.28, high * 0.09, 6), stopper, shade=6)
    tag = ""
    if title:
        size = min(high * 0.06, wide * 0.72 / width_of(title, 1))
        plate = box(-w * 0.99, -high * 0.46, wide * 0.99, high * 0.32)
        tag = within(
            shape,
            fill(plate, label) + fill(box(w * 0.6, -high * 0.46, w, high * 0.32), "#2c1810", 0.1),
        ) + words(title, 0, -high * 0.43, size, ink)
        tag += (
            at(0, -high * 0.2, art)
            if art
            else stroke(
                f"M{-w * 0.6} {-high * 0.27}H{w * 0.6}M{-w * 0.4} {-high * 0.22}H{w * 0.4}", ink, 4
            )
        )
    return cork + solid(shape, glass, drink, glint, shade=wide * 0.13) + ring + tag


def tub(
    wide: float,
    high: float,
    colour: str,
    title: str,
    lid: bool = True,
    heap: str = "",
    ink: str = COAL,
) -> str:
    """A round card tub."""
    w = wide / 2
    body = solid(
        f"M{-w} {-high}H{w}V-16Q0 24 {-w} -16Z",
        colour,
        fill(box(-w, -high * 0.72, wide, high * 0.5), PAPER),
        shade=wide * 0.12,
    )
    text = words(title, 0, -high * 0.56, min(high * 0.16, wide * 0.7 / width_of(title, 1)), ink)
    if lid:
        top = fill(
            f"M{-w * 1.03} {-high}V{-high * 1.16}H{w * 1.03}V{-high}Q0 {-high + 40} {-w * 1.03} {-high}Z",
            darker(colour, 0.15),
        ) + fill(oval(0, -high * 1.16, w * 1.03, wide * 0.1), lighter(colour, 0.15))
    else:
        top = fill(oval(0, -high, w, wide * 0.11), darker(colour, 0.25)) + fill(
            oval(0, -high + 4, w * 0.93, wide * 0.09), heap
        )
    return body + text + top
