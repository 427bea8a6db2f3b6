"""Estuary sea salt flakes."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import WHITE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, laid, stood, straight, stroke, thread
from barrow.sample_art.motifs import food, jars


@picture("estuary-sea-salt-flakes-1")
def first_view() -> str:
    def pyramid(s: float, turn: float) -> str:
        a, b, c, d = (-s, -s * 0.6), (s, -s * 0.7), (s * 1.05, s * 0.7), (-s * 0.95, s * 0.75)
        faces = ((a, b, WHITE), (b, c, "#d3dde0"), (c, d, "#b9c8ce"), (d, a, "#eef2f0"))
        steps = "".join(
            stroke(straight(*[(x * k, y * k) for x, y in (a, b, c, d)]), "#a3b5bd", 4, 0.8)
            for k in (0.75, 0.5, 0.26)
        )
        return at(
            0, 0, "".join(fill(straight(p, q, (0, 0)), t) for p, q, t in faces) + steps, 1, turn
        )

    big = "".join(
        laid(x, y, pyramid(s, t))
        for x, y, s, t in (
            (360, 400, 190, -12),
            (720, 330, 120, 20),
            (680, 690, 170, 8),
            (280, 770, 110, 32),
            (910, 520, 70, -20),
            (110, 540, 64, 10),
            (480, 900, 70, -30),
            (500, 130, 60, 14),
            (140, 180, 80, -8),
            (890, 880, 84, 24),
        )
    )
    grit = "".join(
        at(
            (i * 193) % 1000,
            (i * 127) % 1000,
            fill(straight((-9, -6), (8, -8), (10, 7), (-7, 9)), "#e3eaeb"),
            1,
            i * 37,
        )
        for i in range(46)
    )
    return (
        grounds.wash("#3f4a52")
        + "".join(
            thread([(-10, y), (400, y + 26), (1010, y - 10)], "#343e45", 10)
            for y in range(80, 1000, 150)
        )
        + grit
        + big
    )


@picture("estuary-sea-salt-flakes-2")
def second_view() -> str:
    return (
        grounds.table("#cfe0df", "#b58a62", 690)
        + grounds.disc("#f3d2a6", 500, 400, 320)
        + stood(
            310,
            870,
            jars.tub(320, 300, "#a8744a", "OAK SMOKED", False, "#d2ae80")
            + at(0, -296, food.heap(230, 60, "#d9b98c", 7, 120, 2, "#b98f5c")),
            290,
        )
        + stood(
            700,
            870,
            jars.tub(320, 300, "#4f7f8a", "SEA SALT", False, "#f4f3ee")
            + at(0, -296, food.heap(230, 60, "#fbf9f2", 7, 120, 4, "#d7dee0")),
            290,
        )
    )
