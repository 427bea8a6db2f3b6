"""Seed packets, paper bags and books."""

from barrow.sample_art.colours import COAL, CREAM, KRAFT, PAPER, TOMATO, WHITE, darker, lighter
from barrow.sample_art.ink import at, box, fill, smooth, solid, straight, stroke, within
from barrow.sample_art.lettering import width_of, words


def packet(
    wide: float, high: float, colour: str, title: str, art: str, ink: str = CREAM, band: str = ""
) -> str:
    """A seed packet lying flat, its middle at the origin; `art` is drawn about the middle of its picture."""
    w, h = wide / 2, high / 2
    size = min(high * 0.075, wide * 0.82 / max(width_of(title, 1), 1))
    panel = box(-w + wide * 0.08, -h + high * 0.29, wide * 0.84, high * 0.6, wide * 0.06)
    return (
        solid(
            box(-w, -h, wide, high, 8),
            colour,
            fill(box(-w, -h, wide, high * 0.075), lighter(colour, 0.25)),
            stroke(f"M{-w} {-h + high * 0.075}H{w}", darker(colour, 0.25), 3, 0.8, "7 6"),
            shade=wide * 0.045,
        )
        + words(title, 0, -h + high * 0.135, size, ink, 0.17)
        + fill(panel, band or PAPER)
        + within(panel, at(0, high * 0.09, art))
    )


def kraft_bag(
    wide: float,
    high: float,
    title: str,
    colour: str = KRAFT,
    label: str = CREAM,
    ink: str = COAL,
    small: str = "",
) -> str:
    """A folded-top bag standing on its origin."""
    w = wide / 2
    body = straight(
        (-w * 0.94, -high), (w * 0.94, -high), (w, -12), (w * 0.98, 0), (-w * 0.98, 0), (-w, -12)
    )
    fold = fill(box(-w * 1.1, -high, wide * 1.2, high * 0.13), lighter(colour, 0.16)) + stroke(
        f"M{-w} {-high * 0.87}H{w}", darker(colour, 0.3), 4
    )
    side = fill(
        straight((w * 0.66, -high), (w * 1.1, -high), (w * 1.1, 0), (w * 0.76, 0)), "#000000", 0.07
    )
    size = min(high * 0.09, wide * 0.6 / max(width_of(title, 1), 1))
    tag = box(-w * 0.72, -high * 0.7, wide * 0.72, high * 0.42, 8)
    tie = "".join(fill(box(x, -high * 0.95, 34, 14, 5), TOMATO) for x in (-w * 0.62, w * 0.28))
    lines = words(title, 0, -high * 0.62, size, ink, 0.18)
    if small:
        lines += words(small, 0, -high * 0.62 + size * 1.7, size * 0.5, ink, 0.16)
    lines += stroke(f"M{-w * 0.5} {-high * 0.36}H{w * 0.5}", ink, 4)
    return solid(body, colour, fold, side, shade=wide * 0.07) + tie + fill(tag, label) + lines


def flour_sack(wide: float, high: float, colour: str, lines: tuple[str, ...], ink: str) -> str:
    """A sewn paper sack, bulging; printed in one colour."""
    w = wide / 2
    shape = smooth(
        (-w * 0.9, -high),
        (0, -high * 0.99),
        (w * 0.9, -high),
        (w * 0.98, -high * 0.55),
        (w, -high * 0.1),
        (w * 0.8, 0),
        (-w * 0.8, 0),
        (-w, -high * 0.1),
        (-w * 0.98, -high * 0.55),
        ease=9,
    )
    creases = stroke(
        f"M{-w * 0.7} {-high * 0.9}q20 50 8 110M{w * 0.6} {-high * 0.2}q16 40 40 60M{-w * 0.86} {-high * 0.16}q30 20 40 60",
        darker(colour, 0.16),
        5,
        0.8,
    )
    seam = stroke(f"M{-w * 0.84} {-high * 0.94}H{w * 0.84}", darker(colour, 0.35), 5, 1, "14 9")
    text = "".join(
        words(line, 0, -high * 0.8 + step * wide * 0.21, wide * 0.13, ink, 0.2)
        for step, line in enumerate(lines)
    )
    ear = wheat_ear(wide * 0.3, ink)
    return solid(shape, colour, creases, seam, shade=wide * 0.08) + text + at(0, -high * 0.08, ear)


def wheat_ear(high: float, colour: str) -> str:
    grain = smooth(
        (0, 0), (high * 0.1, -high * 0.1), (0, -high * 0.24), (-high * 0.06, -high * 0.1)
    )
    parts = [stroke(f"M0 0V{-high}", colour, high * 0.04)]
    for step in range(5):
        y = -high * (0.3 + 0.15 * step)
        parts += [
            at(0, y, fill(grain, colour), turn=38),
            at(0, y, fill(grain, colour), turn=-38, flip=True),
        ]
    return "".join(parts) + at(0, -high * 0.98, fill(grain, colour))


def book(
    wide: float,
    high: float,
    colour: str,
    art: str,
    title: tuple[str, ...],
    ink: str,
    size: float = 0.1,
    top: float = 0.08,
) -> str:
    """A closed book from the front, its middle at the origin; `art` fills the cover behind the title."""
    w, h = wide / 2, high / 2
    cover = box(-w, -h, wide, high, 7)
    pages = fill(box(-w + 12, -h + 12, wide, high, 4), PAPER) + stroke(
        f"M{-w + 20} {h + 6}H{w + 6}V{-h + 20}", darker(PAPER, 0.25), 3
    )
    spine = fill(box(-w, -h, wide * 0.06, high), "#000000", 0.16) + stroke(
        f"M{-w + wide * 0.075} {-h}V{h}", lighter(colour, 0.4), 3, 0.6
    )
    step = high * size
    fitted = [min(step, *(wide * 0.8 / width_of(line, 1) for line in title))] * len(title)
    letters, y = [], -h + high * top
    for line, tall in zip(title, fitted, strict=True):
        letters.append(words(line, wide * 0.03, y, tall, ink, 0.17))
        y += tall * 1.5
    return pages + solid(cover, colour, art, spine, shade=wide * 0.035) + "".join(letters)


def spread(wide: float, high: float, left: str, right: str, page: str = PAPER) -> str:
    """An open book from above, its gutter through the origin; the pages' middles are at ±wide/4."""
    w, h = wide / 2, high / 2
    cover = solid(box(-w - 16, -h - 12, wide + 32, high + 28, 10), "#8a4b36", shade=10)
    parts = [cover]
    for side, content in ((-1, left), (1, right)):
        edge = f"M0 {-h}Q{side * w * 0.5} {-h - 26} {side * w} {-h}V{h}Q{side * w * 0.5} {h - 26} 0 {h}Z"
        fold = fill(
            f"M0 {-h - 40}H{side * w * 0.16}Q{side * w * 0.03} 0 {side * w * 0.1} {h}H0Z",
            "#000000",
            0.09,
        )
        parts.append(fill(edge, page) + within(edge, at(side * w * 0.52, 0, content), fold))
        parts.append(stroke(f"M{side * w} {-h}V{h}", darker(page, 0.2), 4))
    return "".join(parts)


def paragraphs(wide: float, lines: int, colour: str = COAL, gap: float = 24) -> str:
    """Lines of print from the origin down, centred on it."""
    return stroke(
        "".join(
            f"M{-wide / 2} {step * gap}h{wide if (step + 1) % 4 else wide * 0.55}"
            for step in range(lines)
        ),
        colour,
        5,
        0.55,
    )


def sheet(wide: float, high: float, art: str, colour: str = WHITE) -> str:
    return solid(box(-wide / 2, -high / 2, wide, high, 3), colour, art, shade=6, depth=0.08)
