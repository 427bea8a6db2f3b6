"""Which pictures the sample shop needs, and the drawing of each."""

import tomllib
from functools import cache
from pathlib import Path

from barrow.sample_art import scenes
from barrow.sample_art.gallery import PICTURES
from barrow.sample_art.printing import printed
from barrow.sample_art.scenes.covers import CATEGORY_ALTS, HERO_ALT

SAMPLE = Path(__file__).parent.parent / "sample"
HERO = "home-hero"
HERO_SIZE = (1600, 900)
"""Units: 16 to 9, and as fine a print as the square ones."""


def keys() -> list[str]:
    """Home first, then shelves and categories, then the products' pictures in the files' order."""
    return list(_alts())


def alt_of(key: str) -> str:
    """What the picture shows, in words. KeyError for a picture that the sample shop has not."""
    return _alts()[key]


def draw(key: str) -> bytes:
    """A PNG of 1600 by 1600 pixels (the home page's: 2560 by 1440), the same bytes every time.

    KeyError for a picture that the sample shop has not.
    """
    scenes.load()
    parts = PICTURES[key]()
    return printed(parts, *HERO_SIZE) if key == HERO else printed(parts)


@cache
def _alts() -> dict[str, str]:
    scenes.load()
    shelves = tomllib.loads((SAMPLE / "categories.toml").read_text(encoding="utf-8"))["categories"]
    files = [
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(SAMPLE.glob("[0-9]*.toml"))
    ]
    alts = {HERO: HERO_ALT}
    for category in [*shelves, *(one["category"] for one in files)]:
        alts[f"category-{category['slug']}"] = CATEGORY_ALTS[category["slug"]]
    for one in files:
        for product in one["products"]:
            alts.update((picture["key"], picture["alt"]) for picture in product["pictures"])
    return alts
