"""Jars a preserving year."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import COAL, CREAM, PAPER, TEAL, TOMATO
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, cast, fill, laid, oval, solid, stroke
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import fruit, jars, paper


@picture("jars-a-preserving-year-1")
def first_view() -> str:
    tones = (
        "#c8202f",
        "#e8792c",
        "#f2c744",
        "#8fae4c",
        "#4f7f3f",
        "#5b2d49",
        "#a42d5c",
        "#dfa02b",
        "#d9754a",
        "#7a4f9f",
        "#c9503a",
        "#e9c46a",
    )
    art = "".join(
        at(
            -165 + (i % 4) * 114,
            -10 + (i // 4) * 145,
            jars.jar(86, 106, c, "#f5e7cd" if i % 2 else "#d9b37a"),
        )
        + fill(box(-225, -10 + (i // 4) * 145, 460, 10), "#d9b37a")
        for i, c in enumerate(tones)
    )
    return (
        grounds.wash("#e7b79a")
        + grounds.disc("#dba080", 500, 500, 430)
        + laid(
            500,
            500,
            paper.book(
                560, 760, "#24454c", at(6, 0, art), ("JARS", "A PRESERVING YEAR"), CREAM, 0.12
            ),
            1,
            4,
        )
    )


@picture("jars-a-preserving-year-2")
def second_view() -> str:
    fruits = (
        ("APPLE", fruit.apple(28, "#c9cf62", "#d9654a")),
        ("PLUM", solid(oval(0, 0, 24, 28), "#7a2a4f", shade=6)),
        ("BERRY", fruit.berry(22, TOMATO)),
        ("LEMON", fruit.lemon(24)),
        ("TOMATO", fruit.tomato(28)),
    )
    rows = ""
    for i, (name, art) in enumerate(fruits):
        y = 330 + i * 100
        pectin, acid = (3, 1, 1, 3, 2)[i], (2, 2, 1, 3, 2)[i]
        rows += at(235, y + 14, art) + words(name, 390, y, 32, COAL)
        rows += "".join(
            fill(oval(560 + d * 44, y + 14, 15), TEAL if d < pectin else "#d9cdb4")
            for d in range(3)
        )
        rows += "".join(
            fill(oval(742 + d * 44, y + 14, 15), TOMATO if d < acid else "#d9cdb4")
            for d in range(3)
        )
        rows += stroke(f"M180 {y + 66}H850", "#c9b995", 4)
    page = solid(
        box(130, 90, 760, 840, 8), PAPER, fill(box(130, 90, 60, 840), "#2c1810", 0.08), shade=10
    )
    return (
        grounds.wash("#8a3f3a")
        + cast(fill(box(130, 90, 760, 840, 8), PAPER), 18, 24)
        + page
        + words("PECTIN", 604, 220, 36, TEAL)
        + words("ACID", 786, 220, 36, TOMATO)
        + words("FRUIT", 320, 220, 36, COAL)
        + stroke("M180 286H850", COAL, 6)
        + rows
    )
