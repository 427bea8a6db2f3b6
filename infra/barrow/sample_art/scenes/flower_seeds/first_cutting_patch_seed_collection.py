"""First cutting patch seed collection."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, FERN, MAROON, OAT, ORANGE, PINK, WALNUT, WHITE, YELLOW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, cast, fill, laid, smooth, solid, stood, stroke, thread
from barrow.sample_art.lettering import handwriting
from barrow.sample_art.motifs import cups, flowers, leaves, paper


@picture("first-cutting-patch-seed-collection-1")
def first_view() -> str:
    stems = ""
    for x, y, bloom in (
        (-190, -560, flowers.umbel(90)),
        (-60, -650, flowers.daisy(104, "#f6e6a8", WALNUT, 20, 0.3, 2)),
        (120, -600, flowers.daisy(78, PINK, YELLOW, 8, 0.6)),
        (210, -480, flowers.cornflower(66, "#3f63b0")),
        (20, -500, flowers.cornflower(60, "#4a70bb")),
        (-120, -440, flowers.daisy(76, "#fbe9e4", YELLOW, 8, 0.6)),
        (130, -420, flowers.umbel(80, WHITE, 3)),
        (-230, -420, flowers.cornflower(56, "#3f63b0")),
        (60, -370, flowers.daisy(70, "#d66a8a", YELLOW, 8, 0.6)),
        (230, -620, flowers.umbel(74, WHITE, 5)),
    ):
        stems += (
            thread([(x * 0.15, -200), (x * 0.6, y * 0.7), (x, y)], FERN, 8)
            + at(x * 0.5, y * 0.6, leaves.fern(90), turn=x * 0.3)
            + at(x, y, bloom)
        )
    door = grounds.planks("#5d7f78", 0, 760, 5, upright=True)
    step = (
        fill(box(-10, 760, 1020, 260), "#c9bfae")
        + fill(box(-10, 760, 1020, 14), "#e3dbcc")
        + fill(box(-10, 900, 1020, 120), "#a99f8e")
    )
    return door + step + stood(500, 880, stems + cups.jug(300, 330, CREAM, "#3f6390"), 260)


@picture("first-cutting-patch-seed-collection-2")
def second_view() -> str:
    plan = solid(
        box(70, 100, 860, 800, 6),
        "#f8f0da",
        *(stroke(f"M70 {y}H930", "#c8d6d6", 3) for y in range(140, 900, 40)),
        *(stroke(f"M{x} 100V900", "#c8d6d6", 3) for x in range(110, 930, 40)),
        shade=8,
    )
    beds = "".join(
        stroke(
            smooth((140 + x, 240 + y), (330 + x, 200 + y), (420 + x, 420 + y), (200 + x, 440 + y)),
            "#b0543a",
            7,
        )
        for x, y in ((0, 0), (400, 20), (40, 400), (400, 390))
    )
    notes = "".join(
        handwriting(x, y, 150, "#5d6f8a", 4)
        for x, y in ((200, 190), (620, 200), (230, 870), (640, 870))
    )
    arts = [
        ("AMMI", "#5f8a72", at(0, 60, flowers.umbel(58))),
        ("COSMOS", "#c9506a", flowers.daisy(50, PINK, YELLOW, 8, 0.6)),
        ("CORNFLOWER", "#3f6390", flowers.cornflower(46, "#3f63b0")),
        ("SUNFLOWER", "#b07f1e", flowers.daisy(54, "#f2c744", WALNUT, 18, 0.3)),
        ("POPPY", "#b0342a", flowers.poppy(46, "#d6352b")),
        ("LARKSPUR", "#6a4a8a", flowers.cornflower(44, "#7a4f9f")),
        ("CALENDULA", "#c2611f", flowers.daisy(50, ORANGE, MAROON, 18, 0.3, 2)),
        ("SCABIOUS", "#6d2f4f", flowers.pompon(46, "#8a3a62", 4)),
    ]
    packets = "".join(
        laid(
            190 + (i % 4) * 208,
            340 + (i // 4) * 330,
            paper.packet(168, 262, c, n, a),
            turn=(i * 37) % 14 - 7,
        )
        for i, (n, c, a) in enumerate(arts)
    )
    return (
        grounds.wash("#d9a273")
        + cast(fill(box(70, 100, 860, 800, 6), OAT))
        + plan
        + beds
        + notes
        + packets
    )
