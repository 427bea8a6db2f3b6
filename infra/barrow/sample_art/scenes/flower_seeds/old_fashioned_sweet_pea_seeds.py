"""Old fashioned sweet pea seeds."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, SAGE, WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, solid, stood, thread
from barrow.sample_art.motifs import flowers, jars, leaves, potting


@picture("old-fashioned-sweet-pea-seeds-1")
def first_view() -> str:
    blooms = ""
    for x, y, lean in (
        (-150, -420, -24),
        (-70, -520, -10),
        (30, -470, 4),
        (130, -530, 16),
        (190, -400, 28),
        (-20, -380, 0),
    ):
        blooms += thread([(0, -120), (x * 0.5, y * 0.6), (x, y)], FERN, 8)
        for dy, c, w in ((0, "#6e1f3c", "#7a4f9f"), (84, "#7d2746", "#8a62b0")):
            blooms += at(x + lean * 0.2, y + dy, flowers.sweet_pea(54, c, w), turn=lean)
    jam = jars.jar(220, 250, "#b9d6d4", "#000000", level=0.7, inside="")
    jam = fill(box(-86, -256, 172, 40, 8), "#dfeceb") + solid(
        box(-110, -232, 220, 232, 26),
        "#a9cbcb",
        fill(box(-110, -160, 220, 200), "#8fb9ba"),
        fill(box(-88, -210, 22, 180, 8), WHITE, 0.6),
    )
    return (
        grounds.table("#f3ddc9", "#c79a6b", 700)
        + grounds.disc("#e9c3b4", 500, 430, 340)
        + stood(500, 850, blooms + jam, 230)
        + laid(800, 880, at(0, 0, flowers.sweet_pea(46, "#6e1f3c", "#7a4f9f")), turn=70)
    )


@picture("old-fashioned-sweet-pea-seeds-2")
def second_view() -> str:
    spots = [
        (-170, -70),
        (-60, -90),
        (60, -60),
        (170, -100),
        (-140, -220),
        (-20, -230),
        (110, -240),
        (-110, -360),
        (20, -370),
        (90, -400),
        (-60, -490),
        (40, -520),
        (0, -640),
    ]
    tones = [
        ("#6e1f3c", "#7a4f9f"),
        ("#e593a0", "#fbe9e4"),
        ("#2f3d73", "#4a5b9c"),
        ("#a42d5c", "#c9506a"),
        ("#f3c9d2", "#fffaf0"),
    ]
    vines = "".join(
        thread([(x, 0), (x * 0.7 + 30, -240), (x * 0.4 - 20, -460), (x * 0.1, -680)], FERN, 8)
        for x in (-190, -70, 70, 190)
    )
    foliage = "".join(
        at(x + 26, y + 30, leaves.leaf(90, 44, SAGE), turn=(x * 3) % 140 - 70) for x, y in spots
    )
    blooms = "".join(
        at(x, y, flowers.sweet_pea(46, *tones[i % 5]), turn=x * 0.1)
        for i, (x, y) in enumerate(spots)
    )
    return (
        grounds.wash("#cfe2e2")
        + grounds.hills("#9dba7c", "#bdd0a0", 620)
        + grounds.soil(860)
        + at(500, 880, potting.wigwam(790, 460) + vines + foliage + blooms)
    )
