"""Hands, and what they wear. A hand points up from its wrist at the origin."""

from barrow.sample_art.colours import SKIN, darker, lighter
from barrow.sample_art.ink import at, box, fill, oval, smooth, solid, straight, stroke


def hand(
    colour: str = SKIN, sleeve: str = "", arm: float = 320, spread: float = 7.0, cuff: str = ""
) -> str:
    """An open hand about 240 high with its forearm below; the thumb is on the right."""
    fingers = [
        (-62, -118, -1.6, 92),
        (-22, -136, -0.5, 112),
        (20, -134, 0.5, 106),
        (60, -112, 1.6, 82),
    ]
    parts = []
    if arm:
        sleeve_shape = straight((-66, arm), (-58, 8), (58, 8), (66, arm))
        parts.append(solid(sleeve_shape, sleeve or colour, shade=20))
    for x, y, lean, long in fingers:
        parts.append(
            at(x, y, solid(box(-21, -long, 42, long + 50, 21), colour, shade=8), turn=lean * spread)
        )
    thumb = smooth((52, -20), (92, -66), (118, -104), (140, -98), (142, -70), (112, -22), (66, 22))
    palm = smooth(
        (-82, -118), (-30, -140), (34, -136), (80, -114), (86, -50), (64, 16), (-60, 16), (-86, -50)
    )
    parts += [solid(thumb, colour, shade=8), solid(palm, colour, shade=14)]
    lines = "M-50 -70Q0 -96 54 -72M-44 -40Q6 -62 36 -8"
    parts.append(stroke(lines, darker(colour, 0.2), 5, 0.7))
    if cuff:
        parts.append(solid(box(-74, -6, 148, 44, 14), cuff, shade=10))
    return "".join(parts)


def fist(colour: str = SKIN, sleeve: str = "", arm: float = 320, cuff: str = "") -> str:
    """A hand closed round a handle that runs across it; the thumb lies over the fingers."""
    parts = []
    if arm:
        parts.append(
            solid(straight((-62, arm), (-52, 0), (52, 0), (62, arm)), sleeve or colour, shade=18)
        )
    palm = smooth((-78, -100), (0, -124), (80, -100), (84, -30), (58, 18), (-56, 18), (-84, -30))
    parts.append(solid(palm, colour, shade=14))
    for x in (-58, -20, 18, 56):
        parts.append(
            solid(box(x - 20, -128 + abs(x) * 0.2, 40, 92, 20), lighter(colour, 0.06), shade=7)
        )
    thumb = smooth((84, -10), (40, -64), (-14, -66), (-18, -40), (28, -28), (54, 10))
    parts.append(solid(thumb, lighter(colour, 0.1), shade=7))
    if cuff:
        parts.append(solid(box(-68, -2, 136, 42, 14), cuff, shade=10))
    return "".join(parts)


def cupped(colour: str = SKIN, sleeve: str = "", heap: str = "") -> str:
    """A hand seen from the side, held out palm up from the left; its hollow is at the origin."""
    palm = smooth(
        (-330, 34),
        (-170, 10),
        (-110, -16),
        (-60, 14),
        (40, 24),
        (130, 6),
        (205, -34),
        (222, -16),
        (180, 30),
        (110, 84),
        (10, 112),
        (-110, 110),
        (-220, 96),
        (-330, 118),
    )
    thumb = smooth((-140, 10), (-90, -44), (-20, -60), (4, -44), (-20, -20), (-70, 10), (-90, 40))
    joints = stroke("M120 20q26 8 40 26M60 36q26 10 36 30", darker(colour, 0.22), 5, 0.7)
    parts = [
        heap,
        solid(palm, colour, joints, shade=16),
        solid(thumb, lighter(colour, 0.05), shade=8),
    ]
    if sleeve:
        parts.append(
            solid(straight((-640, 0), (-300, 20), (-300, 130), (-640, 190)), sleeve, shade=18)
        )
    return "".join(parts)


def glove(colour: str, cuff: str, knuckle: str = "", high: float = 0) -> str:
    """A working glove lying flat, fingers up, `high` units of gauntlet below the wrist."""
    parts = []
    fingers = [(-58, -112, -5, 96), (-20, -128, -1.5, 112), (20, -126, 2, 108), (58, -108, 6, 86)]
    for x, y, turn, long in fingers:
        seam = stroke(f"M0 {-long + 30}V20", darker(colour, 0.25), 4, 0.5)
        parts.append(
            at(x, y, solid(box(-23, -long, 46, long + 50, 22), colour, seam, shade=9), turn=turn)
        )
    thumb = smooth((50, -16), (96, -70), (124, -106), (150, -98), (150, -66), (116, -14), (66, 26))
    palm = smooth((-84, -112), (0, -136), (84, -112), (90, -50), (72, 24), (-72, 24), (-90, -50))
    seams = stroke("M-36 -118V-40M2 -124V-40M40 -118V-40", darker(colour, 0.25), 4, 0.5)
    pad = fill(oval(0, -74, 76, 34), knuckle) if knuckle else ""
    parts += [solid(thumb, colour, shade=9), solid(palm, colour, pad, seams, shade=14)]
    foot = high or 60
    stitches = stroke(
        f"M-70 26H70M{-80 - high * 0.06} {foot + 6}H{80 + high * 0.06}",
        lighter(cuff, 0.5),
        4,
        0.8,
        "12 10",
    )
    shape = straight(
        (-74, 8), (74, 8), (88 + high * 0.08, foot + 22), (-88 - high * 0.08, foot + 22)
    )
    return "".join(parts) + solid(shape, cuff, stitches, shade=16)
