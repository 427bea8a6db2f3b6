"""Snowdrops in the green."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import OAT, STRAW, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, laid, smooth, solid, stroke
from barrow.sample_art.motifs import blades, bulb_flowers


@picture("snowdrops-in-the-green-1")
def first_view() -> str:
    def bundle(colour: str) -> str:
        plants = "".join(
            at(x, -40, bulb_flowers.snowdrop(330 - abs(x) * 0.6, x * 0.5 + 24), 1, x * 0.14)
            for x in (-70, -36, 0, 34, 66)
        )
        roots = stroke(
            "".join(f"M{x} 90q{x * 0.2} 40 {x * 0.5} 70" for x in (-60, -36, -12, 12, 36, 60)),
            OAT,
            5,
        )
        moss = solid(
            smooth(
                (-100, -60),
                (-50, -84),
                (0, -70),
                (60, -86),
                (104, -56),
                (96, 60),
                (40, 104),
                (-40, 106),
                (-98, 60),
            ),
            colour,
            blades.chopped(60, 190, 100, lighter(colour, 0.1), 3, 14),
            shade=14,
        )
        return roots + plants + moss + stroke("M-100 0Q0 26 100 0", STRAW, 13)

    return (
        grounds.planks("#b88f67", 0, 1000, 5, upright=True)
        + grounds.disc("#a37c56", 500, 500, 380)
        + laid(330, 640, bundle("#6f8a3c"), 1.1, -2)
        + laid(700, 660, bundle("#7f9a45"), 1.1, 0)
    )


@picture("snowdrops-in-the-green-2")
def second_view() -> str:
    def tree(x: float, y: float, s: float) -> str:
        limbs = "M0 0C-10 -120 6 -200 0 -300M0 -200C-60 -300 -140 -320 -170 -430M0 -250C60 -330 130 -360 150 -470M0 -290C-20 -380 -60 -440 -60 -540M-90 -310C-130 -330 -190 -330 -220 -350M80 -345C130 -370 190 -370 214 -400"
        return at(x, y, stroke(limbs, "#5b4a44", 24), s)

    drift = "".join(
        at(
            (i * 211) % 1000,
            760 + (i * 67) % 250,
            bulb_flowers.snowdrop(150, 30 if i % 2 else -30),
            0.6 + ((i * 67) % 250) / 420,
        )
        for i in sorted(range(34), key=lambda n: (n * 67) % 250)
    )
    return (
        grounds.wash("#d9e3e2")
        + grounds.disc("#f5e3c5", 690, 330, 150)
        + grounds.hills("#93ad78", "#c3cfb4", 640)
        + tree(240, 740, 1.15)
        + tree(560, 700, 0.8)
        + tree(850, 740, 1.05)
        + drift
    )
