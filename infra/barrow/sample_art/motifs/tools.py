"""Garden tools. A long one lies along the vertical with its head up and its middle at the origin."""

from barrow.sample_art.colours import ASH, BRASS, IRON, SILVER, STEEL, TOMATO, darker, lighter
from barrow.sample_art.ink import (
    at,
    box,
    fill,
    mirrored,
    oval,
    smooth,
    solid,
    straight,
    stroke,
    thread,
)


def _handle(long: float, wide: float, colour: str = ASH) -> str:
    """Turned ash, its ferrule at the origin and its end below."""
    w = wide / 2
    shape = mirrored(
        [
            (0, -2),
            (w * 0.62, 0),
            (w * 0.8, long * 0.2),
            (w, long * 0.5),
            (w * 0.72, long * 0.8),
            (w * 0.86, long * 0.95),
            (0, long),
        ]
    )
    grain = thread(
        [(-w * 0.3, long * 0.15), (-w * 0.4, long * 0.5), (-w * 0.25, long * 0.85)],
        darker(colour, 0.25),
        4,
        0.6,
    )
    grain += thread([(w * 0.15, long * 0.3), (w * 0.1, long * 0.7)], darker(colour, 0.25), 3, 0.6)
    cord = fill(oval(0, long * 0.92, w * 0.16), darker(colour, 0.6))
    return solid(shape, colour, grain, shade=w * 0.5) + cord


def _ferrule(wide: float, long: float = 44) -> str:
    w = wide / 2
    shine = fill(box(-w * 0.6, -long, w * 0.3, long * 1.2), lighter(BRASS, 0.5), 0.7)
    return solid(
        straight((-w * 0.85, -long), (w * 0.85, -long), (w, 6), (-w, 6)),
        BRASS,
        shine,
        shade=w * 0.5,
    )


def trowel(blade: float = 220, wide: float = 104, handle: float = 210, steel: str = STEEL) -> str:
    w = wide / 2
    shape = mirrored(
        [
            (0, -blade),
            (w * 0.72, -blade * 0.72),
            (w, -blade * 0.3),
            (w * 0.7, -blade * 0.02),
            (0, 6),
        ]
    )
    fold = fill(
        f"M0 {-blade}Q{w * 0.3} {-blade * 0.5} 0 0Q{-w * 0.16} {-blade * 0.5} 0 {-blade}Z",
        lighter(steel, 0.4),
    )
    neck = stroke("M0 -6C0 40 0 50 0 84", darker(steel, 0.2), 22) + stroke(
        "M-5 0V80", lighter(steel, 0.3), 5
    )
    middle = (blade - handle - 110) / 2
    parts = (
        neck
        + solid(shape, steel, fold, shade=w * 0.4)
        + at(0, 112, _handle(handle, 56))
        + at(0, 112, _ferrule(40))
    )
    return at(0, middle, parts)


def hand_fork(handle: float = 220, steel: str = STEEL) -> str:
    """Three tines up."""
    tines = "".join(
        solid(
            smooth(
                (x - 13, 0),
                (x * 1.25 - 12, -90),
                (x * 1.05 - 8, -200),
                (x, -232),
                (x * 1.05 + 8, -200),
                (x * 1.25 + 12, -90),
                (x + 13, 0),
                ease=8,
            ),
            steel,
            shade=9,
        )
        for x in (-56, 0, 56)
    )
    yoke = solid(
        smooth((-72, -10), (0, -26), (72, -10), (40, 34), (0, 56), (-40, 34)),
        darker(steel, 0.08),
        shade=12,
    )
    neck = stroke("M0 44V112", darker(steel, 0.15), 24)
    return at(
        0, -60, neck + tines + yoke + at(0, 146, _handle(handle, 58)) + at(0, 146, _ferrule(44))
    )


def spade(shaft: float = 480, steel: str = STEEL) -> str:
    """A border spade, its cutting edge at the origin, its D handle up."""
    blade = straight((-92, -260), (92, -260), (84, -30), (0, 0), (-84, -30))
    tread = solid(box(-98, -278, 196, 26, 10), lighter(steel, 0.2), shade=8)
    strap = solid(
        smooth(
            (-16, -430),
            (16, -430),
            (26, -290),
            (34, -200),
            (0, -150),
            (-34, -200),
            (-26, -290),
            ease=8,
        ),
        darker(steel, 0.16),
        shade=9,
    )
    top = -400 - shaft
    pole = solid(box(-17, top + 70, 34, shaft - 60, 8), ASH, shade=10)
    rivets = "".join(fill(oval(0, y, 7), lighter(steel, 0.5)) for y in (-410, -370))
    fork = stroke(
        f"M0 {top + 120}C0 {top + 70} -70 {top + 70} -66 {top}M0 {top + 120}C0 {top + 70} 70 {top + 70} 66 {top}",
        darker(ASH, 0.1),
        27,
    )
    bar = solid(box(-92, top - 24, 184, 48, 24), ASH, shade=12)
    return (
        pole
        + solid(blade, steel, fill(box(-80, -300, 26, 320), lighter(steel, 0.4), 0.6), shade=22)
        + strap
        + tread
        + rivets
        + fork
        + bar
    )


def secateurs(grip: str = TOMATO, opened: float = 16.0, mirror: bool = False) -> str:
    """Blades up, the pivot at the origin, about 560 long."""
    cutter = smooth((-16, 10), (-40, -90), (-20, -190), (40, -262), (46, -200), (34, -90), (30, 10))
    hook = smooth(
        (-26, 10),
        (-40, -60),
        (-66, -130),
        (-58, -200),
        (-8, -256),
        (-14, -214),
        (-30, -160),
        (-4, -80),
        (22, 10),
    )
    arm = smooth(
        (-14, -10), (26, -10), (58, 90), (64, 200), (44, 318), (6, 322), (12, 220), (0, 100)
    )
    sleeve = smooth((12, 88), (60, 92), (72, 200), (50, 326), (2, 330), (6, 220))
    one = at(0, 0, solid(arm, STEEL, shade=8) + solid(sleeve, grip, shade=12), turn=-opened * 0.5)
    two = at(
        0,
        0,
        solid(arm, STEEL, shade=8) + solid(sleeve, grip, shade=12),
        turn=opened * 0.5,
        flip=True,
    )
    blade = at(
        0,
        0,
        solid(
            cutter,
            SILVER,
            fill(smooth((28, 0), (40, -200), (52, -260), (60, 0)), "#ffffff", 0.6),
            shade=10,
        ),
        turn=opened,
    )
    anvil = at(0, 0, solid(hook, STEEL, shade=10), turn=-opened * 0.4)
    spring = stroke("M-14 70q14 -16 28 0q-14 16 -28 30q14 -16 28 0q-14 16 -28 30", IRON, 7)
    bolt = solid(oval(0, 0, 30), darker(STEEL, 0.1), shade=8) + fill(oval(0, 0, 13), BRASS)
    return at(0, -30, anvil + one + two + spring + blade + bolt, flip=mirror)


def hoe(shaft: float = 700, steel: str = STEEL) -> str:
    """A stirrup hoe, its head at the origin, the shaft up."""
    pole = solid(box(-13, -shaft, 26, shaft - 90, 10), ASH, shade=8)
    socket = solid(
        straight((-20, -190), (20, -190), (26, -78), (-26, -78)), darker(steel, 0.2), shade=9
    )
    stirrup = stroke(
        "M-22 -90C-120 -74 -104 -8 -92 0H92C104 -8 120 -74 22 -90", steel, 22
    ) + stroke("M-92 2H92", lighter(steel, 0.4), 12)
    return pole + stirrup + socket + fill(oval(0, -92, 12), BRASS)
