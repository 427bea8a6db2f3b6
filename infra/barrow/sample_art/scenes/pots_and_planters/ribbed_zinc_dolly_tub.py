"""Ribbed zinc dolly tub."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import FERN, LEAF, TOMATO
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, stood
from barrow.sample_art.motifs import flowers, leaves, pots, potting, vegetables


@picture("ribbed-zinc-dolly-tub-1")
def first_view() -> str:
    foliage = "".join(
        at(x, y, leaves.trifoil(74, LEAF if i % 2 else FERN), 1, x * 0.3)
        for i, (x, y) in enumerate(
            (
                (-110, -40),
                (100, -60),
                (-80, -140),
                (70, -170),
                (-10, -100),
                (-60, -250),
                (50, -280),
                (0, -360),
                (-24, -440),
            )
        )
    )
    beans = "".join(
        at(x, y, vegetables.pod(120, 22, LEAF), 1, 180)
        for x, y in ((-60, -120), (80, -140), (-20, -230), (40, -250))
    )
    red = "".join(
        at(x, y, flowers.sweet_pea(20, TOMATO, "#e8664a"))
        for x, y in ((-100, -100), (20, -190), (-46, -300), (60, -330), (0, -420))
    )
    return (
        grounds.wash("#d5e3d2")
        + grounds.disc("#f3d79f", 500, 360, 280)
        + grounds.bricks("#b9735a", "#d8b49c", 760, 1000, 70)
        + stood(
            500,
            900,
            at(0, -440, potting.wigwam(420, 230) + foliage + beans + red)
            + pots.dolly_tub(320, 440),
            290,
        )
    )
