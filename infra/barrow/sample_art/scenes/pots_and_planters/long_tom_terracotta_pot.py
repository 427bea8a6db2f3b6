"""Long tom terracotta pot."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CLAY, lighter
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, fill, oval, solid, stood, stroke
from barrow.sample_art.motifs import leaves, people, pots


@picture("long-tom-terracotta-pot-1")
def first_view() -> str:
    sizes = [(96, 150), (130, 205), (170, 270), (220, 345), (270, 425)]
    row, x = "", 70.0
    for i, (w, h) in enumerate(sizes):
        x += w / 2
        row += stood(x, 760 + i * 6, pots.clay_pot(w, h, CLAY if i % 2 else "#d07a50"), w * 0.8)
        x += w / 2 + 12
    wall = grounds.bricks("#d8c6a4", "#c3ae8a", 0, 720, 90)
    return (
        wall
        + grounds.flags("#a99a82", 720)
        + row
        + at(155, 590, leaves.thyme(7, 70))
        + at(625, 425, leaves.parsley())
        + at(845, 350, leaves.basil(0.66))
    )


@picture("long-tom-terracotta-pot-2")
def second_view() -> str:
    wheel = solid(oval(500, 860, 390, 66), "#6f7d82", shade=16) + fill(
        oval(500, 848, 340, 50), lighter("#6f7d82", 0.2)
    )
    pot = pots.clay_pot(330, 470, "#b9623f", earth=False, foot=0.78, rim=0.1)
    rings = stroke(
        "".join(f"M345 {y}Q500 {y + 26} 655 {y}" for y in (520, 590, 660, 730)), "#8f4629", 6, 0.6
    )
    left = at(265, 330, people.hand("#d99a74", "#3b5a68", 420, 4), 1.0, 118)
    right = at(735, 330, people.hand("#d99a74", "#3b5a68", 420, 4), 1.0, -118, flip=True)
    return (
        grounds.wash("#e8d0aa")
        + grounds.disc("#d9a878", 500, 430, 360)
        + wheel
        + stood(500, 850, pot, 300)
        + rings
        + left
        + right
    )
