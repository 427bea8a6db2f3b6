"""Uchiki kuri squash seeds."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import LEAF, MOSS, MUSTARD, OAK, SKY, WALNUT
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, oval, stood, stroke
from barrow.sample_art.motifs import flowers, fruit, leaves


@picture("uchiki-kuri-squash-seeds-1")
def first_view() -> str:
    view = grounds.hills("#8b9a5a", "#c6b66f", 430)
    ripe = (
        stood(260, 860, at(0, -120, fruit.squash(140)), 250)
        + stood(745, 855, at(0, -112, fruit.squash(132, "#d95f23")), 240)
        + stood(505, 890, at(0, -146, fruit.squash(170, "#ea7a26")), 300)
    )
    return grounds.window("#e8d8bd", "#f9f2e2", "#b98a5f", 720, view, "#f0d9a8") + ripe


@picture("uchiki-kuri-squash-seeds-2")
def second_view() -> str:
    hoop = stroke("M170 1000V480A330 330 0 0 1 830 480V1000", WALNUT, 24) + stroke(
        "M230 1000V490A270 270 0 0 1 770 490V1000", OAK, 14
    )
    ties = "".join(
        stroke(f"M{a} {b}L{c} {d}", OAK, 12)
        for a, b, c, d in (
            (170, 800, 230, 800),
            (170, 620, 230, 620),
            (770, 800, 830, 800),
            (770, 620, 830, 620),
            (300, 250, 330, 310),
            (700, 250, 670, 310),
            (500, 150, 500, 220),
        )
    )
    spots = [
        (180, 860, 70),
        (200, 690, 60),
        (150, 540, 80),
        (220, 390, 66),
        (320, 250, 84),
        (450, 170, 70),
        (590, 180, 78),
        (720, 270, 70),
        (810, 410, 84),
        (800, 580, 64),
        (850, 720, 78),
        (820, 880, 66),
    ]
    foliage = "".join(
        at(x, y, leaves.round_leaf(r, (LEAF, MOSS, "#5d8f48")[i % 3]), turn=i * 40)
        for i, (x, y, r) in enumerate(spots)
    )
    bloom = at(640, 250, flowers.nasturtium(46, MUSTARD)) + at(
        240, 470, flowers.nasturtium(40, MUSTARD)
    )
    stalks = stroke("M360 230V400M640 230V470", MOSS, 14)
    ripe = at(360, 520, fruit.squash(104)) + at(640, 590, fruit.squash(112, "#ea7a26"))
    return (
        grounds.wash(SKY)
        + fill(oval(500, 520, 220, 220), "#f7e7b8")
        + grounds.hills("#a9be84", "#c6d3a4", 800)
        + hoop
        + ties
        + stalks
        + foliage
        + bloom
        + ripe
    )
