"""Take apart kitchen scissors."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import CREAM, FERN, LEAF, OAT
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, cast, fill, laid, oval, solid, stood, stroke
from barrow.sample_art.motifs import blades, crockery, leaves


@picture("take-apart-kitchen-scissors-1")
def first_view() -> str:
    potatoes = "".join(
        at(
            x,
            y,
            solid(
                oval(0, 0, 74, 58),
                "#e3c27a",
                fill(oval(20, -10, 5, 4), "#b08a45"),
                fill(oval(-26, 12, 5, 4), "#b08a45"),
                shade=14,
            ),
        )
        for x, y in ((-170, 0), (-60, -24), (70, -20), (180, 4), (0, 20))
    )
    bits = "".join(
        fill(box(430 + (i * 61) % 200, 450 + (i * 47) % 220, 22, 8, 4), LEAF) for i in range(22)
    )
    bundle = at(150, 330, leaves.chives(18, 330, FERN), 1.1, 78)
    cut = at(640, 330, blades.scissors(44), 1.1, -96)
    return (
        grounds.table("#f1d8c0", "#7f8f6c", 700)
        + grounds.disc("#e9b795", 520, 400, 320)
        + stood(500, 890, crockery.bowl(600, 240, "#3f6390", potatoes, "#2f4d75", CREAM), 430)
        + bits
        + bundle
        + cast(cut, 8, 14)
        + cut
    )


@picture("take-apart-kitchen-scissors-2")
def second_view() -> str:
    linen = box(110, 130, 780, 740, 14)
    return (
        grounds.wash("#a8583a")
        + cast(fill(linen, OAT))
        + solid(
            linen,
            "#efe4cc",
            stroke("M110 210H890M110 240H890M110 790H890M110 760H890", "#b5452f", 9),
            shade=10,
        )
        + laid(340, 520, blades.scissor_half(), 1.25, 16)
        + laid(640, 520, blades.scissor_half(), 1.25, 22)
    )
