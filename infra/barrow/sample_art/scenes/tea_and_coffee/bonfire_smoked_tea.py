"""Bonfire smoked tea."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import YELLOW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, oval, smooth, solid, stood, thread
from barrow.sample_art.motifs import cups


@picture("bonfire-smoked-tea-1")
def first_view() -> str:
    smoke = thread(
        [(640, 640), (700, 540), (600, 430), (690, 320), (610, 210), (680, 90), (650, -20)],
        "#c3c0bb",
        22,
        0.7,
    ) + thread([(660, 640), (720, 560), (640, 450), (720, 330)], "#dcd8d0", 10, 0.6)
    embers = "".join(
        fill(oval(720 + (i * 47) % 180, 640 - (i * 61) % 380, 5), "#f29b3f") for i in range(12)
    )
    logs = (
        at(770, 760, solid(box(-150, -36, 300, 56, 26), "#5d3a28", shade=10), 1, -10)
        + at(790, 770, solid(box(-140, -36, 280, 52, 26), "#6d4630", shade=10), 1, 14)
        + at(
            770,
            720,
            fill(
                smooth(
                    (-90, 0), (-60, -120), (-20, -60), (10, -170), (50, -70), (80, -110), (90, 0)
                ),
                "#e8792c",
            )
            + fill(smooth((-40, 0), (-10, -70), (30, -20), (50, -60), (50, 0)), YELLOW),
        )
    )
    return (
        grounds.table("#2b3340", "#4a3a34", 740)
        + fill(oval(760, 560, 320), "#6b3b2b", 0.6)
        + logs
        + smoke
        + embers
        + stood(360, 900, cups.glass(270, 370, "#7a2e14", 0.82, "#aab8c0"), 230)
    )
