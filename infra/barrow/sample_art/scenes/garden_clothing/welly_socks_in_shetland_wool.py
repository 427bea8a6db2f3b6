"""Welly socks in shetland wool."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import COAL, PINE, YELLOW
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, box, fill, smooth, solid, stood, thread
from barrow.sample_art.motifs import clothes


@picture("welly-socks-in-shetland-wool-1")
def first_view() -> str:
    stove = solid(
        box(70, 460, 330, 400, 22),
        "#34373a",
        fill(box(120, 560, 230, 190, 14), "#1f2123"),
        fill(smooth((150, 750), (190, 640), (230, 700), (260, 620), (320, 750)), "#e8792c"),
        fill(smooth((200, 750), (230, 690), (270, 750)), YELLOW),
        shade=20,
    )
    pipe = fill(box(200, -10, 74, 480), "#2b2d30") + fill(box(190, 430, 94, 40, 8), "#45484c")
    feet = fill(box(100, 850, 40, 50), "#2b2d30") + fill(box(330, 850, 40, 50), "#2b2d30")
    line = thread([(274, 170), (640, 200), (1010, 160)], "#8a6a44", 9)
    socks = (
        at(480, 186, clothes.sock(400, "#7a5238", "#e4d2b0"))
        + at(600, 194, clothes.sock(400, "#7a5238", "#e4d2b0"))
        + at(740, 194, clothes.sock(400, "#4f74a6", "#e4d2b0"))
        + at(860, 182, clothes.sock(400, "#4f74a6", "#e4d2b0"))
    )
    return (
        grounds.wash("#ecd4b0")
        + grounds.planks("#a87a50", 860, 1000, 2)
        + pipe
        + feet
        + stove
        + line
        + socks
        + stood(620, 940, clothes.boot(250, PINE, COAL), 190)
        + stood(790, 950, clothes.boot(250, PINE, COAL), 190)
    )
