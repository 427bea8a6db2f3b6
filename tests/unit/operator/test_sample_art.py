"""The sample shop's pictures: one for every key, each its own, the same on every machine."""

import hashlib
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from barrow import sample_art
from barrow.loading import sample
from barrow.sample_art.drawing import HERO
from barrow.sample_art.gallery import PICTURES, picture
from barrow.sample_art.ink import box, fill, oval, smooth, solid, straight
from barrow.sample_art.outline import bounds
from barrow.sample_art.printing import printed
from PIL import Image

SAMPLE = Path(sample.FOLDER)


def test_every_picture_that_a_product_names_has_its_alt_text_and_a_drawing() -> None:
    named = {one["key"]: one["alt"] for body in sample.read().products for one in body["pictures"]}

    assert {key: sample_art.alt_of(key) for key in named} == named
    assert named.keys() <= set(sample_art.keys())
    assert set(sample_art.keys()) == set(PICTURES)


def test_home_shelves_and_categories_have_pictures_before_the_products() -> None:
    files = sorted(SAMPLE.glob("[0-9]*.toml"))
    leaves = [tomllib.loads(path.read_text(encoding="utf-8"))["category"]["slug"] for path in files]

    listed = sample_art.keys()

    covers = ["garden", "kitchen", "home", *leaves]
    assert listed[:16] == [HERO, *(f"category-{slug}" for slug in covers)]
    assert all(sample_art.alt_of(key) for key in listed[:16])


def test_a_picture_that_the_shop_has_not_is_refused() -> None:
    with pytest.raises(KeyError):
        sample_art.draw("a-picture-of-nothing")
    with pytest.raises(KeyError):
        sample_art.alt_of("a-picture-of-nothing")


def test_a_key_is_drawn_once() -> None:
    sample_art.keys()

    with pytest.raises(ValueError, match="two drawings for home-hero"):
        picture(HERO)(str)


def test_no_two_drawings_are_alike() -> None:
    sample_art.keys()

    drawn = {hashlib.sha256(scene().encode()).hexdigest() for scene in PICTURES.values()}

    assert len(drawn) == len(PICTURES)


def test_a_drawing_is_the_same_every_time() -> None:
    sample_art.keys()

    first = {key: scene() for key, scene in PICTURES.items()}

    assert {key: scene() for key, scene in PICTURES.items()} == first
    assert sample_art.draw("forged-hand-trowel-1") == sample_art.draw("forged-hand-trowel-1")


@pytest.mark.parametrize(
    ("key", "size"),
    [
        (HERO, (2560, 1440)),
        ("category-larder", (1600, 1600)),
        ("rosso-verde-tomato-seeds-1", (1600, 1600)),
    ],
)
def test_an_original_is_a_png_of_its_size(key: str, size: tuple[int, int]) -> None:
    drawn = Image.open(BytesIO(sample_art.draw(key)))

    assert (drawn.format, drawn.size) == ("PNG", size)


def test_no_picture_is_mostly_of_one_colour() -> None:
    flat = {}
    needed = sample_art.keys()
    for key in needed:
        wide, high = (1600, 900) if key == HERO else (1000, 1000)
        small = Image.open(BytesIO(printed(PICTURES[key](), wide, high, side=64))).convert("RGB")
        tones = small.quantize(16).getcolors() or []
        share = max(count for count, _ in tones) / (small.width * small.height)
        if share > 0.62 or len(tones) < 8:
            flat[key] = round(share, 2)

    assert flat == {}


def test_shade_lies_within_the_shape_away_from_the_light() -> None:
    paper = fill(box(0, 0, 1000, 1000), "#ffffff")

    drawn = Image.open(BytesIO(printed(paper + solid(oval(500, 500, 300), "#dd8844", shade=60))))

    lit, shaded, outside = (
        drawn.convert("RGB").getpixel(at) for at in ((400, 800), (1260, 840), (1500, 1500))
    )
    assert isinstance(lit, tuple)
    assert isinstance(shaded, tuple)
    assert sum(shaded) < sum(lit) - 45
    assert outside == (255, 255, 255)


@pytest.mark.parametrize(
    ("shape", "reach"),
    [
        (box(10, 20, 30, 40), (10, 20, 40, 60)),
        (box(0, 0, 50, 50, 8), (0, 0, 50, 50)),
        (oval(5, 6, 3, 4), (2, 2, 8, 10)),
        (straight((1, 9), (4, 2), (-3, 5)), (-3, 2, 4, 9)),
        ("M10 10h20v-30l5 5Q60 0 0 0Z", (0, -20, 60, 10)),
    ],
)
def test_bounds_hold_the_shape(shape: str, reach: tuple[float, float, float, float]) -> None:
    left, top, right, foot = bounds(shape)

    assert (left <= reach[0], top <= reach[1], right >= reach[2], foot >= reach[3]) == (True,) * 4
    assert right - left <= (reach[2] - reach[0]) * 3


def test_a_smooth_outline_passes_through_its_points() -> None:
    shape = smooth((0, 0), (100, 0), (100, 100), (0, 100))

    assert all(text in shape for text in ("M0 0", " 100 0C", " 100 100C", " 0 100C"))
