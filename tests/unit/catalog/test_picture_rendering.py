"""What is made of a picture: upright, in sRGB, in five widths, and nothing of the file itself."""

import base64
import io
from typing import Any

import pytest
from catalog.pictures import rendering
from catalog.pictures.rendering import MAX_BLUR, WIDTHS, Rendering, render, widths_of
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.Image import Transpose

from tests.picture_files import file_of, scene

RED, BLUE, GROUND = (200, 30, 30), (20, 60, 160), (240, 235, 220)
#: How a camera that was held so stores what is upright (CIPA DC-008 §4.6.4).
HELD: dict[int, Transpose | None] = {
    1: None,
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}


def opened(made: Rendering, name: str) -> Image.Image:
    picture = Image.open(io.BytesIO(made.files[name][1]))
    picture.load()
    return picture


def is_near(pixel: Any, colour: tuple[int, int, int], tolerance: int = 12) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, colour, strict=True))


def shows_the_scene(picture: Image.Image, tolerance: int = 12) -> bool:
    plain = picture.convert("RGB")
    width, height = plain.size
    return (
        is_near(plain.getpixel((width // 10, height // 10)), RED, tolerance)
        and is_near(plain.getpixel((width // 2, height * 9 // 10)), BLUE, tolerance)
        and is_near(plain.getpixel((width * 9 // 10, height // 10)), GROUND, tolerance)
    )


def test_a_large_picture_is_rendered_in_five_widths_each_as_avif_and_jpeg() -> None:
    made = render(file_of(scene(2000, 1500)), "a.jpg")

    sizes = {name: opened(made, name).size for name in made.files}

    heights = {320: 240, 480: 360, 640: 480, 960: 720, 1280: 960}
    assert sizes == {
        "": (640, 480),
        **{f"/{w}.avif": (w, h) for w, h in heights.items()},
        **{f"/{w}.jpg": (w, h) for w, h in heights.items()},
    }
    assert (made.width, made.height, made.widths) == (2000, 1500, WIDTHS)


def test_each_file_is_what_it_says_and_jpegs_come_in_ever_finer_passes() -> None:
    made = render(file_of(scene(700, 500)), "a.jpg")

    kinds = {name: (media, opened(made, name).format) for name, (media, _) in made.files.items()}

    assert kinds["/640.avif"] == ("image/avif", "AVIF")
    assert kinds["/640.jpg"] == kinds[""] == ("image/jpeg", "JPEG")
    assert opened(made, "/640.jpg").info["progressive"] == 1


def test_nothing_is_ever_made_larger_than_it_was() -> None:
    assert widths_of(2000) == (320, 480, 640, 960, 1280)
    assert widths_of(1279) == (320, 480, 640, 960)
    assert widths_of(320) == (320,)
    assert widths_of(250) == (250,)


@given(st.integers(200, 20_000))
def test_a_picture_of_any_width_has_renditions_and_none_wider_than_itself(width: int) -> None:
    widths = widths_of(width)

    assert widths
    assert max(widths) <= width
    assert list(widths) == sorted(set(widths))


def test_where_a_camera_was_and_whose_it_is_is_in_no_rendition() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A CAMERA MAKER"
    exif[0x013B] = "Ada Byron"
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 29.0, 9.0), 3: "W", 4: (0.0, 36.0, 50.0)})
    described = file_of(
        scene(1300, 900), exif=exif, comment=b"at home", xmp=b"<x:xmpmeta>Ada Byron</x:xmpmeta>"
    )
    assert b"Ada Byron" in described

    made = render(described, "a.jpg")

    for name, (_, content) in made.files.items():
        assert not {b"Ada Byron", b"CAMERA", b"at home", b"Exif\0", b"xmpmeta"} & {
            text for text in (b"Ada Byron", b"CAMERA", b"at home", b"Exif\0", b"xmpmeta")
            if text in content
        }, name  # fmt: skip
        picture = opened(made, name)
        assert dict(picture.getexif()) == {}
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(picture.info)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_other_formats_lose_their_texts_too(kind: str) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Ada Byron"
    described = file_of(scene(), kind, exif=exif)
    assert b"Ada Byron" in described

    made = render(described, f"a.{kind.lower()}")

    assert [name for name, (_, body) in made.files.items() if b"Ada Byron" in body] == []


@pytest.mark.parametrize("orientation", HELD)
def test_a_picture_stands_upright_however_the_camera_was_held(orientation: int) -> None:
    upright = scene(800, 400)
    turn = HELD[orientation]
    stored = upright.transpose(turn) if turn is not None else upright
    exif = Image.Exif()
    exif[0x0112] = orientation

    made = render(file_of(stored, exif=exif), "a.jpg")

    assert (made.width, made.height) == (800, 400)
    assert opened(made, "/640.avif").size == (640, 320)
    assert shows_the_scene(opened(made, "/640.avif"))
    assert shows_the_scene(opened(made, "/640.jpg"))


def test_an_orientation_that_there_is_not_leaves_the_picture_as_it_is() -> None:
    exif = Image.Exif()
    exif[0x0112] = 77

    assert shows_the_scene(opened(render(file_of(scene(), exif=exif), "a.jpg"), "/320.jpg"))


@pytest.mark.parametrize(
    ("mode", "kind", "tolerance"),
    [
        ("RGB", "JPEG", 12), ("CMYK", "JPEG", 12), ("P", "PNG", 30), ("RGBA", "PNG", 12),
        ("P", "GIF", 30), ("RGBA", "WEBP", 12), ("RGB", "AVIF", 12), ("RGB", "WEBP", 12),
    ],
)  # fmt: skip
def test_a_picture_keeps_its_colours_however_they_are_stored(
    mode: str, kind: str, tolerance: int
) -> None:
    extension = {"JPEG": "jpg"}.get(kind, kind.lower())

    made = render(file_of(scene(mode=mode), kind), f"a.{extension}")

    assert shows_the_scene(opened(made, "/320.jpg"), tolerance)
    assert shows_the_scene(opened(made, "/320.avif"), tolerance)


@pytest.mark.parametrize("mode", ["L", "1", "LA"])
def test_a_picture_in_black_and_white_stays_so(mode: str) -> None:
    bands = Image.new("L", (400, 400), 0)
    bands.paste(255, (200, 0, 400, 400))

    made = render(file_of(bands.convert(mode), "PNG"), "a.png")

    picture = opened(made, "/320.jpg").convert("RGB")
    assert is_near(picture.getpixel((40, 160)), (0, 0, 0))
    assert is_near(picture.getpixel((280, 160)), (255, 255, 255))


def test_sixteen_bits_of_grey_are_neither_white_nor_cut_off() -> None:
    rows = Image.linear_gradient("L").resize((300, 300)).tobytes()
    deep = Image.frombytes("I;16", (300, 300), b"".join(bytes([7, level]) for level in rows))

    made = render(file_of(deep, "PNG"), "a.png")

    picture = opened(made, "/300.jpg").convert("L")
    levels = [picture.getpixel((150, y)) for y in (5, 150, 295)]
    assert levels == [pytest.approx(4, abs=6), pytest.approx(128, abs=6), pytest.approx(251, abs=6)]


def test_what_is_transparent_is_white_in_a_jpeg_and_stays_transparent_in_an_avif() -> None:
    cut_out = scene(mode="RGBA")
    cut_out.paste((0, 0, 0, 0), (200, 0, 400, 150))

    made = render(file_of(cut_out, "PNG"), "a.png")

    jpeg, avif = opened(made, "/320.jpg"), opened(made, "/320.avif")
    assert is_near(jpeg.getpixel((240, 40)), (255, 255, 255))
    assert avif.mode == "RGBA"
    assert avif.getpixel((240, 40))[3] == 0  # type: ignore[index]
    assert is_near(jpeg.getpixel((20, 20)), RED)


def test_a_palette_with_a_transparent_colour_is_flattened_on_white() -> None:
    drawn = Image.new("P", (300, 300), 0)
    drawn.putpalette([10, 10, 10, 200, 30, 30])
    drawn.paste(1, (0, 0, 150, 300))

    made = render(file_of(drawn, "PNG", transparency=0), "a.png")

    jpeg = opened(made, "/300.jpg")
    assert is_near(jpeg.getpixel((270, 150)), (255, 255, 255))
    assert is_near(jpeg.getpixel((40, 150)), RED)


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
#: A profile in which red and blue have changed places.
SWAPPED = SRGB.replace(b"rXYZ", b"#XYZ").replace(b"bXYZ", b"rXYZ").replace(b"#XYZ", b"bXYZ")
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_of_another_profile_become_those_of_srgb(mode: str) -> None:
    red, green, blue = scene().split()
    stored = Image.merge("RGB", (blue, green, red)).convert(mode)

    made = render(file_of(stored, "PNG", icc_profile=SWAPPED), "a.png")

    assert shows_the_scene(opened(made, "/320.jpg"))
    assert shows_the_scene(opened(made, "/320.avif"))


@pytest.mark.parametrize("profile", [b"not a profile", LAB, SRGB])
def test_a_profile_that_is_broken_of_other_colours_or_srgb_changes_nothing(profile: bytes) -> None:
    made = render(file_of(scene(), icc_profile=profile), "a.jpg")

    assert shows_the_scene(opened(made, "/320.jpg"))


def test_the_same_file_gives_the_same_bytes() -> None:
    data = file_of(scene(900, 700))

    assert render(data, "a.jpg") == render(data, "a.jpg")


@pytest.mark.parametrize("size", [(400, 300), (200, 3_000), (3_000, 200), (256, 256)])
@pytest.mark.parametrize("noise", [0, 120])
def test_the_blur_is_a_small_picture_of_the_same_shape(size: tuple[int, int], noise: int) -> None:
    picture = Image.effect_noise(size, noise).convert("RGB") if noise else scene(*size)

    blur = render(file_of(picture, "PNG"), "a.png").blur

    media, _, text = blur.partition(";base64,")
    small = Image.open(io.BytesIO(base64.b64decode(text)))
    assert (media, small.format) == ("data:image/webp", "WEBP")
    assert len(blur) <= MAX_BLUR
    assert max(small.size) == 16
    assert (small.width > small.height) == (size[0] > size[1])


def test_the_plain_picture_is_the_640_wide_jpeg_or_the_widest_below() -> None:
    large = render(file_of(scene(1000, 700)), "a.jpg")
    small = render(file_of(scene(250, 250)), "a.jpg")

    assert large.files[""] == large.files["/640.jpg"]
    assert small.files[""] == small.files["/250.jpg"]
    assert rendering.PLAIN_WIDTH == 640
