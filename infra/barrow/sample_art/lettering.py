"""Letters cut by hand: capitals and figures, four wide and six high, all of one stroke width.

Drawn rather than set in a typeface, so that a picture is the same on every machine.
"""

from barrow.sample_art.ink import at, stroke

_LETTERS = {
    "A": "M0 6L2 0L4 6M.8 4H3.2",
    "B": "M0 0V6M0 0H2Q3.7 0 3.7 1.5Q3.7 2.9 2 2.9H0M2 2.9Q4 2.9 4 4.4Q4 6 2 6H0",
    "C": "M4 1.1Q3.4 0 2.1 0Q0 0 0 3Q0 6 2.1 6Q3.4 6 4 4.9",
    "D": "M0 0V6H1.6Q4 6 4 3Q4 0 1.6 0Z",
    "E": "M3.6 0H0V6H3.6M0 2.9H2.9",
    "F": "M3.6 0H0V6M0 2.9H2.9",
    "G": "M4 1.1Q3.4 0 2.1 0Q0 0 0 3Q0 6 2.1 6Q4 6 4 3.4H2.5",
    "H": "M0 0V6M4 0V6M0 2.9H4",
    "I": "M2 0V6",
    "J": "M3.2 0V4.2Q3.2 6 1.7 6Q.4 6 .2 4.6",
    "K": "M0 0V6M3.8 0L0 3.4M1.2 2.5L4 6",
    "L": "M0 0V6H3.5",
    "M": "M0 6V0L2 3.6L4 0V6",
    "N": "M0 6V0L4 6V0",
    "O": "M2 0Q0 0 0 3Q0 6 2 6Q4 6 4 3Q4 0 2 0Z",
    "P": "M0 6V0H2Q4 0 4 1.7Q4 3.4 2 3.4H0",
    "Q": "M2 0Q0 0 0 3Q0 6 2 6Q4 6 4 3Q4 0 2 0ZM2.6 4.4L4.1 6.3",
    "R": "M0 6V0H2Q4 0 4 1.6Q4 3.2 2 3.2H0M2 3.2L4 6",
    "S": "M3.8 1Q3.2 0 2 0Q.2 0 .2 1.5Q.2 2.7 2 3Q4 3.3 4 4.5Q4 6 2 6Q.5 6 0 4.9",
    "T": "M0 0H4M2 0V6",
    "U": "M0 0V3.8Q0 6 2 6Q4 6 4 3.8V0",
    "V": "M0 0L2 6L4 0",
    "W": "M-.3 0L.9 6L2 1.6L3.1 6L4.3 0",
    "X": "M0 0L4 6M4 0L0 6",
    "Y": "M0 0L2 3.1L4 0M2 3.1V6",
    "Z": "M0 0H4L0 6H4",
    "É": "M3.6 0H0V6H3.6M0 2.9H2.9M1.4 -1.1L2.6 -2",
    "0": "M2 0Q0 0 0 3Q0 6 2 6Q4 6 4 3Q4 0 2 0Z",
    "1": "M.9 1.2L2.2 0V6",
    "2": "M.2 1.4Q.5 0 2 0Q3.8 0 3.8 1.7Q3.8 3 0 6H4",
    "3": "M.2 .9Q.8 0 2 0Q3.7 0 3.7 1.5Q3.7 2.9 1.8 2.9Q4 2.9 4 4.4Q4 6 2 6Q.6 6 0 5",
    "4": "M3 6V0L0 4.2H4",
    "5": "M3.6 0H.5L.3 2.7Q1 2.2 2 2.2Q4 2.2 4 4Q4 6 1.9 6Q.6 6 0 5",
    "6": "M3.5 .6Q3 0 2.2 0Q0 0 0 3.4Q0 6 2 6Q4 6 4 4.2Q4 2.5 2.1 2.5Q.4 2.5 0 4",
    "7": "M0 0H4L1.4 6",
    "8": "M2 2.8Q.3 2.7 .3 1.4Q.3 0 2 0T3.7 1.4Q3.7 2.7 2 2.8Q0 3 0 4.4Q0 6 2 6T4 4.4Q4 3 2 2.8Z",
    "9": "M.5 5.4Q1 6 1.8 6Q4 6 4 2.6Q4 0 2 0Q0 0 0 1.8Q0 3.5 1.9 3.5Q3.6 3.5 4 2",
    "&": "M4 6L1 1.8Q.6 0 1.9 0Q3.2 0 2.9 1.3Q2.6 2.2 1.3 2.9Q0 3.6 0 4.6Q0 6 1.5 6Q3.4 6 3.9 3.4",
    "?": "M.2 1.3Q.5 0 2 0Q3.8 0 3.8 1.6Q3.8 2.6 2 3.4V4.3M2 5.9V6",
    "’": "M2.2 0L1.7 1.3",
    ".": "M1 5.9V6",
    ",": "M1.2 5.8L.8 6.9",
    ":": "M1.5 2V2.1M1.5 5.4V5.5",
    "-": "M.8 3.2H3.2",
    "+": "M.4 3.2H3.6M2 1.6V4.8",
    "/": "M0 6L4 0",
}
_NARROW = {"I": 0.9, "’": 1.4, ".": 1.4, ",": 1.4, ":": 1.6, "1": 2.6, " ": 2.4, "J": 3.4, "L": 3.6}


def width_of(text: str, size: float) -> float:
    return sum(_NARROW.get(letter, 4.0) + 1.7 for letter in text) * size / 6 - 1.7 * size / 6


def words(text: str, x: float, y: float, size: float, colour: str, weight: float = 0.16) -> str:
    """Centred on x, the top of the capitals on y; `size` is their height, `weight` a share of it."""
    letters = []
    place = x - width_of(text, size) / 2
    for letter in text:
        wide = _NARROW.get(letter, 4.0)
        if letter != " ":
            shift = (wide - 4.0) / 2 * size / 6
            inked = stroke(_LETTERS[letter], colour, weight * 6)
            letters.append(at(place + shift, y, inked, size / 6))
        place += (wide + 1.7) * size / 6
    return "".join(letters)


def handwriting(x: float, y: float, wide: float, colour: str, seed: int = 3) -> str:
    """A line of writing too small to read, as on a label or in a recipe."""
    path, place = f"M{x} {y}", x
    step = 0
    while place < x + wide:
        high = 5 + (step * seed * 7) % 6
        path += f"q3 -{high} 6 0t6 0"
        place += 12
        step += 1
        if step % (3 + seed % 3) == 0:
            path += "m8 0"
            place += 8
    return stroke(path, colour, 3.2)
