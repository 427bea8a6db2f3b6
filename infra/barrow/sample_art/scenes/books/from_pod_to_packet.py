"""From pod to packet."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import BRICK, FERN, KRAFT, LEAF, PINE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, laid, oval, stroke
from barrow.sample_art.motifs import paper, vegetables


@picture("from-pod-to-packet-1")
def first_view() -> str:
    bean = at(0, 0, vegetables.pod(230, 60, "#e3d2a0", 4, "#b5452f"), 1, 24)
    art = stroke(box(-200, -300, 410, 600, 6), "#d9c27a", 6) + at(10, 210, bean)
    weave = "".join(stroke(f"M-300 {y}H300", "#2f5a45", 2, 0.6) for y in range(-360, 370, 12))
    pods = "".join(
        laid(x, y, vegetables.pod(200, 46, "#d9bd86", 4, "#8a4a35"), 1, t)
        for x, y, t in ((170, 330, -50), (150, 760, 20), (860, 860, 70), (330, 930, 94))
    )
    packets = laid(
        830,
        260,
        paper.packet(
            190, 270, KRAFT, "BEANS", at(0, 60, vegetables.pod(130, 34, LEAF)), BRICK, "#ecd3a8"
        ),
        1,
        14,
    ) + laid(
        870,
        570,
        paper.packet(
            180, 250, "#e6d3ae", "PEAS", at(0, 60, vegetables.pod(120, 36, FERN, 4)), PINE
        ),
        1,
        -8,
    )
    seeds = "".join(
        laid(
            (i * 149) % 260 + 60,
            480 + (i * 83) % 160,
            fill(oval(0, 0, 15, 10), "#8a4a35" if i % 2 else "#e9dcb8"),
            1,
            i * 47,
        )
        for i in range(9)
    )
    return (
        grounds.wash("#eadbb8")
        + laid(
            500,
            510,
            paper.book(480, 690, "#3a6a50", weave + art, ("FROM POD", "TO PACKET"), "#ecd9a0"),
            1,
            -4,
        )
        + pods
        + packets
        + seeds
    )
