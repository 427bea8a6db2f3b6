"""Raw cider vinegar."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, TAN
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, oval, stood, within
from barrow.sample_art.motifs import fruit, jars


@picture("raw-cider-vinegar-1")
def first_view() -> str:
    cloud = fill(oval(-20, -150, 90, 60), "#f0d39a", 0.5) + fill(
        oval(40, -90, 80, 44), "#f0d39a", 0.4
    )
    windfalls = "".join(
        stood(x, y, at(0, -r * 0.86, fruit.apple(r, c, k), 1, t), r * 1.7)
        for x, y, r, c, k, t in (
            (180, 860, 96, "#c9cf62", "#d9654a", -14),
            (330, 920, 84, "#d3c45a", "#c9503a", 20),
            (700, 900, 92, "#c4cc66", "#d9754a", 10),
            (860, 860, 100, "#cfc85e", "#c9503a", -20),
            (780, 950, 70, "#c9cf62", "#d9654a", 40),
        )
    )
    return (
        grounds.table("#e6e3c0", "#93a865", 720)
        + grounds.disc("#f2c987", 500, 410, 320)
        + stood(
            520,
            880,
            jars.bottle(
                270, 660, "#c98a35", "CIDER VINEGAR", CREAM, TAN, filled="#d99b43", level=0.7
            )
            + at(0, -40, within(oval(0, -100, 120, 90), cloud)),
            230,
        )
        + windfalls
    )
