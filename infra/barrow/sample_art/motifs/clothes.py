"""What is worn. What hangs does so from its origin; what stands has its foot there."""

from barrow.sample_art.colours import COAL, STRAW, darker, lighter
from barrow.sample_art.ink import at, box, fill, oval, smooth, solid, straight, stroke, thread


def smock(wide: float, high: float, colour: str) -> str:
    """A fisherman's smock hanging from the origin, its sleeves down."""
    w = wide / 2
    sleeve = smooth(
        (w * 0.46, high * 0.1),
        (w * 0.74, high * 0.22),
        (w * 1.02, high * 0.72),
        (w * 0.78, high * 0.78),
        (w * 0.52, high * 0.42),
        ease=8,
    )
    sleeves = at(0, 0, solid(sleeve, darker(colour, 0.08), shade=10), flip=True) + solid(
        sleeve, darker(colour, 0.08), shade=12
    )
    body = smooth(
        (-w * 0.24, high * 0.03),
        (0, high * 0.07),
        (w * 0.24, high * 0.03),
        (w * 0.52, high * 0.12),
        (w * 0.6, high * 0.5),
        (w * 0.64, high),
        (0, high + 10),
        (-w * 0.64, high),
        (-w * 0.6, high * 0.5),
        (-w * 0.52, high * 0.12),
        ease=9,
    )
    collar = stroke(
        f"M{-w * 0.25} {high * 0.03}Q0 {high * 0.14} {w * 0.25} {high * 0.03}",
        lighter(colour, 0.2),
        22,
    ) + stroke(f"M{-w * 0.22} {high * 0.0}Q0 -16 {w * 0.22} 0", darker(colour, 0.35), 20)
    pockets = "".join(
        solid(
            box(x - w * 0.21, high * 0.6, w * 0.42, high * 0.24, 8), lighter(colour, 0.07), shade=6
        )
        + stroke(f"M{x - w * 0.18} {high * 0.63}h{w * 0.36}", lighter(colour, 0.45), 4, 0.9, "9 7")
        for x in (-w * 0.3, w * 0.3)
    )
    yoke = stroke(
        f"M{-w * 0.55} {high * 0.27}Q0 {high * 0.31} {w * 0.55} {high * 0.27}",
        lighter(colour, 0.4),
        4,
        0.8,
        "9 7",
    )
    hem = stroke(
        f"M{-w * 0.64} {high * 0.96}Q0 {high * 0.98} {w * 0.64} {high * 0.96}",
        lighter(colour, 0.4),
        4,
        0.8,
        "9 7",
    )
    return sleeves + solid(body, colour, yoke, hem, shade=18) + collar + pockets


def gilet(wide: float, high: float, colour: str, shirt: str, check: str, button: str) -> str:
    """A waistcoat of felt over a checked shirt, from the collar at the origin down."""
    w = wide / 2
    sleeve = smooth(
        (w * 0.5, high * 0.06),
        (w * 0.82, high * 0.2),
        (w * 1.04, high * 0.72),
        (w * 0.78, high * 0.76),
        (w * 0.56, high * 0.36),
        ease=8,
    )
    lines = "".join(
        stroke(f"M{-w * 2} {y}H{w * 2}", check, 9, 0.75) for y in range(0, int(high), 44)
    ) + "".join(
        stroke(f"M{x} -40V{high}", check, 9, 0.75) for x in range(int(-w * 1.1), int(w * 1.1), 44)
    )
    arms = solid(sleeve, shirt, lines, shade=14) + at(
        0, 0, solid(sleeve, shirt, lines, shade=14), flip=True
    )
    chest = solid(
        straight(
            (-w * 0.24, -10), (w * 0.24, -10), (w * 0.16, high * 0.4), (-w * 0.16, high * 0.4)
        ),
        shirt,
        lines,
        shade=0,
    )
    collar = "".join(
        at(
            0,
            0,
            solid(
                straight((0, high * 0.07), (w * 0.13, -26), (w * 0.3, 4), (w * 0.16, high * 0.12)),
                lighter(shirt, 0.2),
                shade=5,
            ),
            flip=f,
        )
        for f in (False, True)
    )
    panel = smooth(
        (w * 0.26, high * 0.0),
        (w * 0.52, high * 0.07),
        (w * 0.55, high * 0.3),
        (w * 0.68, high * 0.44),
        (w * 0.66, high),
        (0, high + 6),
        (0, high * 0.36),
        ease=10,
    )
    sides = at(0, 0, solid(panel, colour, shade=8), flip=True) + solid(
        panel, lighter(colour, 0.05), shade=16
    )
    seam = stroke(f"M0 {high * 0.36}V{high}", darker(colour, 0.5), 6)
    buttons = "".join(
        solid(oval(24, high * y, 15), button, shade=4) for y in (0.42, 0.55, 0.68, 0.81, 0.94)
    )
    pockets = stroke(
        f"M{-w * 0.5} {high * 0.7}h{w * 0.3}M{w * 0.24} {high * 0.7}h{w * 0.3}",
        darker(colour, 0.45),
        12,
    )
    return arms + chest + collar + sides + seam + buttons + pockets


def sock(high: float, colour: str, trim: str) -> str:
    """Hanging from its top at the origin, the toe to the right."""
    w = high * 0.13
    shape = smooth(
        (-w, 0),
        (w, 0),
        (w * 0.9, high * 0.5),
        (w * 0.95, high * 0.74),
        (w * 2.6, high * 0.86),
        (w * 2.7, high * 0.98),
        (w * 1.2, high),
        (-w * 0.7, high * 0.96),
        (-w * 1.05, high * 0.8),
        (-w * 0.9, high * 0.5),
        ease=8,
    )
    ribs = stroke(
        "".join(f"M{x * w} 0V{high * 0.7}" for x in (-0.7, -0.35, 0, 0.35, 0.7)),
        darker(colour, 0.2),
        4,
        0.8,
    )
    top = fill(box(-w * 1.2, -10, w * 2.4, high * 0.14), trim)
    heel = fill(oval(-w * 0.9, high * 0.92, w * 0.9, high * 0.1), trim) + fill(
        oval(w * 2.7, high * 0.94, w * 0.9, high * 0.1), trim
    )
    return solid(shape, colour, ribs, top, heel, shade=12)


def boot(high: float, colour: str, sole: str, pull: bool = False) -> str:
    """A wellington standing on its origin, the toe to the right."""
    w = high * 0.19
    shape = smooth(
        (-w, -high),
        (w * 0.86, -high),
        (w * 0.86, -high * 0.5),
        (w * 1.0, -high * 0.3),
        (w * 2.2, -high * 0.22),
        (w * 2.5, -high * 0.06),
        (w * 2.3, -6),
        (-w * 0.8, -6),
        (-w * 0.94, -high * 0.2),
        (-w * 0.8, -high * 0.5),
        ease=9,
    )
    shine = thread(
        [(-w * 0.5, -high * 0.86), (-w * 0.42, -high * 0.5), (-w * 0.5, -high * 0.24)],
        lighter(colour, 0.55),
        w * 0.14,
        0.8,
    )
    top = fill(box(-w * 1.2, -high - 6, w * 2.4, high * 0.09), lighter(colour, 0.25))
    foot = solid(
        smooth(
            (-w * 0.95, -high * 0.06),
            (w * 2.5, -high * 0.06),
            (w * 2.5, 0),
            (w * 0.2, 4),
            (-w * 0.2, -4),
            (-w * 0.3, 4),
            (-w * 0.95, 4),
            ease=12,
        ),
        sole,
        shade=5,
    )
    strap = (
        "".join(
            stroke(f"M{x} {-high + 8}q-16 -44 0 -52t0 52", darker(colour, 0.2), 12)
            for x in (-w * 0.7, w * 0.66)
        )
        if pull
        else ""
    )
    return strap + solid(shape, colour, top, shade=w * 0.3) + shine + foot


def straw_hat(wide: float, band: str, colour: str = STRAW) -> str:
    """Seen from the front and a little above, its brim's middle at the origin."""
    w = wide / 2
    brim = smooth(
        (-w, 10),
        (-w * 0.6, -wide * 0.13),
        (0, -wide * 0.16),
        (w * 0.6, -wide * 0.13),
        (w, 10),
        (w * 0.55, wide * 0.12),
        (0, wide * 0.15),
        (-w * 0.55, wide * 0.12),
    )
    crown = smooth(
        (-w * 0.44, 0),
        (-w * 0.4, -wide * 0.22),
        (-w * 0.2, -wide * 0.33),
        (w * 0.2, -wide * 0.33),
        (w * 0.4, -wide * 0.22),
        (w * 0.44, 0),
        (0, wide * 0.05),
        ease=7,
    )
    rings = "".join(
        stroke(oval(0, 0, w * s, wide * 0.145 * s), darker(colour, 0.2), 4, 0.8)
        for s in (0.92, 0.82, 0.72, 0.62, 0.52)
    )
    weave = "".join(
        stroke(f"M{-w * 0.5} {-y}Q0 {-y + wide * 0.09} {w * 0.5} {-y}", darker(colour, 0.2), 4, 0.8)
        for y in range(0, int(wide * 0.4), 18)
    )
    ribbon = stroke(
        f"M{-w * 0.46} {-wide * 0.045}Q0 {wide * 0.045} {w * 0.46} {-wide * 0.045}",
        band,
        wide * 0.07,
    )
    return solid(brim, colour, rings, shade=18) + solid(
        crown, lighter(colour, 0.08), weave, ribbon, shade=20
    )


def dungarees(wide: float, high: float, colour: str) -> str:
    """A child's, from the shoulders at the origin down, legs apart."""
    w = wide / 2
    shape = smooth(
        (-w * 0.4, high * 0.12),
        (w * 0.4, high * 0.12),
        (w * 0.56, high * 0.34),
        (w * 0.74, high * 0.6),
        (w * 0.84, high),
        (w * 0.22, high),
        (w * 0.04, high * 0.62),
        (-w * 0.04, high * 0.62),
        (-w * 0.22, high),
        (-w * 0.84, high),
        (-w * 0.74, high * 0.6),
        (-w * 0.56, high * 0.34),
        ease=10,
    )
    straps = stroke(
        f"M{-w * 0.32} {high * 0.14}L{-w * 0.26} 0M{w * 0.32} {high * 0.14}L{w * 0.26} 0",
        darker(colour, 0.15),
        26,
    )
    clips = "".join(fill(oval(x, high * 0.16, 12), COAL) for x in (-w * 0.32, w * 0.32))
    pouch = solid(
        box(-w * 0.22, high * 0.22, w * 0.44, high * 0.13, 8), lighter(colour, 0.1), shade=6
    )
    knees = "".join(
        fill(box(x - w * 0.17, high * 0.72, w * 0.34, high * 0.14, 10), darker(colour, 0.12))
        for x in (-w * 0.5, w * 0.5)
    )
    return straps + solid(shape, colour, knees, shade=14) + pouch + clips
