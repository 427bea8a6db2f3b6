"""Chocolate dipped ginger oaties."""

from barrow.sample_art import grounds
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import laid
from barrow.sample_art.motifs import bread


@picture("chocolate-dipped-ginger-oaties-1")
def first_view() -> str:
    spots = (
        (250, 250, 0),
        (560, 210, 40),
        (830, 330, -30),
        (330, 540, 60),
        (640, 520, -12),
        (880, 680, 20),
        (180, 810, -40),
        (500, 830, 10),
        (760, 900, 80),
    )
    return (
        grounds.wash("#cf8f76")
        + grounds.checked("#e5b49c", "#cf8f76", 90)
        + "".join(laid(x, y, bread.biscuit(132, "#40241a"), 1, t) for x, y, t in spots)
    )
