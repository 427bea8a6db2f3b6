"""The printer's inks: one set for every picture, so that they hang together on a page."""

WHITE, PAPER, CREAM, OAT = "#fffaf0", "#fbf3e2", "#f5e7cd", "#e8d6b8"
SAND, KRAFT, STRAW = "#e3c796", "#cda06a", "#dcb768"
BUTTER, YELLOW, MUSTARD, AMBER = "#f7dd96", "#f2c744", "#dfa02b", "#c9781f"
ORANGE, CORAL, TOMATO, BRICK = "#e8792c", "#ea7757", "#d2402b", "#a93f2a"
CLAY, RUST, MAROON = "#c96d44", "#a8502c", "#6e1f2c"
BLUSH, PINK, ROSE, MAGENTA = "#f3c9b5", "#e593a0", "#c9506a", "#a42d5c"
LILAC, VIOLET, PLUM, DAMSON = "#b9a0c9", "#7a4f8f", "#662c4d", "#452640"
MINT, SAGE, FERN, LEAF = "#d5e2c6", "#a8b98f", "#82a552", "#4f7f3f"
OLIVE, PINE, MOSS = "#6c7135", "#23483a", "#53672f"
SKY, DUCK, TEAL, PETROL = "#c3dcdd", "#8dbdbd", "#2b6b70", "#174652"
BLUE, WOAD, NAVY, INK = "#5a83b8", "#3f6390", "#2a4068", "#222c40"
SILVER, STEEL, ZINC, SLATE = "#e3e6e1", "#bac3c3", "#8f9b9f", "#59646c"
IRON, COAL = "#3a3c40", "#26211f"
ASH, OAK, PEAR, WALNUT = "#dfb983", "#c3915a", "#a95f3e", "#684329"
SOIL, EARTH, COPPER, BRASS = "#493226", "#6b4a35", "#c8734a", "#d3a649"
MADDER, LEEK, BEECH, BOG = "#b23a30", "#5f8a4e", "#dcb480", "#322a25"
SKIN, TAN = "#e8ac86", "#b5764f"


def mixed(one: str, other: str, share: float) -> str:
    """`share` of the other colour, 0 to 1."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, share: float = 0.2) -> str:
    return mixed(colour, COAL, share)


def lighter(colour: str, share: float = 0.25) -> str:
    return mixed(colour, WHITE, share)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
