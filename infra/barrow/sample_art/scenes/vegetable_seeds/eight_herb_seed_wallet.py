"""Eight herb seed wallet."""

from barrow.sample_art import grounds
from barrow.sample_art.colours import KRAFT, MINT, PINE
from barrow.sample_art.gallery import picture
from barrow.sample_art.ink import at, cast, fill, laid, solid, straight, stroke
from barrow.sample_art.lettering import words
from barrow.sample_art.motifs import leaves, paper


@picture("eight-herb-seed-wallet-1")
def first_view() -> str:
    names = ("BASIL", "CHERVIL", "CHIVES", "DILL", "PARSLEY", "SAGE", "SAVORY", "THYME")
    tones = ("#4f7f3f", "#7a9a4a", "#8a6aa0", "#d0a23a", "#3e6d5c", "#8a9b80", "#b0643f", "#5d6f3a")
    fan = ""
    for i, (name, tone) in enumerate(zip(names, tones, strict=True)):
        art = at(0, 70, leaves.sprig(150, tone, 5, 46, 24))
        one = paper.packet(180, 300, tone, name, art)
        fan += laid(500, 780, at(0, -420, one), turn=-56 + 16 * i)
    wallet = straight((150, 640), (850, 640), (820, 930), (180, 930))
    flap = (
        solid(wallet, "#d8b27c", shade=18)
        + stroke("M190 680H810", "#a67b45", 5, 1, "12 10")
        + words("EIGHT HERBS", 500, 745, 58, PINE)
    )
    return (
        grounds.wash(MINT)
        + grounds.disc("#eef0dc", 500, 470, 400)
        + fan
        + cast(fill(wallet, KRAFT))
        + flap
        + at(500, 890, leaves.sprig(70, PINE, 3, 26, 14))
    )
