"""Which files are pictures: judged by content, from the header where that is enough."""

import re
import struct
import zlib

import pytest
from catalog.pictures import checking, rendering
from catalog.pictures.checking import Unusable
from catalog.pictures.rendering import Rendering
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.picture_files import file_of, scene

JPEG = file_of(scene(1600, 1200))
PNG = file_of(scene(), "PNG")
REASONS = set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b|\b(?:svg|animated|truncated)\b",
                         (checking.__doc__ or "").split("is one of")[1]))  # fmt: skip
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><path d="M0 0h9"/></svg>'
SCRIPTED = b'<?xml version="1.0"?>\n<!-- a leaf -->\n<!DOCTYPE svg>\n' + SVG.replace(
    b"<path", b"<script>fetch('//evil')</script><path"
)


def reason(data: bytes, filename: str = "a.jpg") -> str:
    """Why the file is refused, which it must be."""
    with pytest.raises(Unusable) as refused:
        rendering.render(data, filename)
    assert refused.value.detail
    return refused.value.reason


def frames(kind: str) -> bytes:
    more = [scene(mode="L").convert("RGB")]
    return file_of(scene(), kind, save_all=True, append_images=more)


def png_of(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims a size: 33 bytes of header, hardly any pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 10_000)), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("data", "filename", "expected"),
    [
        pytest.param(b"", "a.jpg", "not_a_picture", id="nothing"),
        pytest.param(b"Dear shop, here is the photograph\n" * 30, "a.jpg", "not_a_picture",
                     id="text named .jpg"),
        pytest.param(b"PK\x03\x04" + bytes(500), "a.png", "not_a_picture", id="zip"),
        pytest.param(SVG, "a.svg", "svg", id="svg"),
        pytest.param(SCRIPTED, "a.svg", "svg", id="svg with script"),
        pytest.param(SCRIPTED, "a.jpg", "svg", id="svg with script named .jpg"),
        pytest.param(SVG.decode().encode("utf-16"), "a.svg", "svg", id="svg in UTF-16"),
        pytest.param(PNG, "a.jpg", "wrong_extension", id="png named .jpg"),
        pytest.param(JPEG, "a.png", "wrong_extension", id="jpeg named .png"),
        pytest.param(JPEG, "a", "wrong_extension", id="no extension"),
        pytest.param(JPEG, "a.jpg.exe", "wrong_extension", id="two extensions"),
        pytest.param(file_of(scene(), "TIFF"), "a.tiff", "unsupported_format", id="tiff"),
        pytest.param(file_of(scene(), "BMP"), "a.bmp", "unsupported_format", id="bmp"),
        pytest.param(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), "a.heic",
                     "unsupported_format", id="heic"),
        pytest.param(b"%PDF-1.7\n" + bytes(99), "a.pdf", "unsupported_format", id="pdf"),
        pytest.param(frames("GIF"), "a.gif", "animated", id="animated gif"),
        pytest.param(frames("WEBP"), "a.webp", "animated", id="animated webp"),
        pytest.param(frames("PNG"), "a.png", "animated", id="animated png"),
        pytest.param(frames("AVIF"), "a.avif", "animated", id="animated avif"),
        pytest.param(file_of(scene(199, 500), "PNG"), "a.png", "too_small", id="small"),
        pytest.param(png_of(20_001, 201), "a.png", "too_long", id="long"),
        pytest.param(JPEG[:20_000], "a.jpg", "truncated", id="half a jpeg"),
        pytest.param(JPEG[:40], "a.jpg", "truncated", id="the beginning of a jpeg"),
        pytest.param(PNG[:-60], "a.png", "truncated", id="most of a png"),
        pytest.param(file_of(scene(), "WEBP")[:300], "a.webp", "truncated", id="part of a webp"),
        pytest.param(file_of(scene(), "AVIF")[:400], "a.avif", "truncated", id="part of an avif"),
    ],
)  # fmt: skip
def test_what_is_no_picture_that_can_be_shown_is_refused(
    data: bytes, filename: str, expected: str
) -> None:
    assert reason(data, filename) == expected


@pytest.mark.parametrize(
    "bomb",
    [png_of(10_000, 10_000), png_of(100_000, 100_000), png_of(2**31 - 1, 2**31 - 1)],
    ids=["100 megapixels", "10 gigapixels", "as large as it gets"],
)
def test_a_bomb_is_refused_by_its_header(bomb: bytes) -> None:
    # its pixels are not even there: whoever looked at them would say "truncated"
    assert len(bomb) < 1_000
    assert reason(bomb, "a.png") == "too_many_pixels"


def test_a_webp_bomb_is_refused_before_its_decoder_makes_room() -> None:
    canvas = (16_383).to_bytes(3, "little") * 2
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + canvas + bytes(64)
    bomb = b"RIFF" + struct.pack("<I", len(body)) + body

    assert reason(bomb, "a.webp") == "too_many_pixels"


def test_a_jpeg_that_is_drawn_over_and_over_is_refused_before_it_is_drawn() -> None:
    progressive = file_of(scene(), progressive=True)
    last = progressive[progressive.rindex(b"\xff\xda") : -2]
    film = b"\xff\xda" * 1_000

    assert reason(progressive[:-2] + last * 200 + progressive[-2:]) == "too_many_scans"
    assert rendering.render(progressive + film, "behind the end.jpg").width == 400


def test_forty_megapixels_are_taken_and_one_row_more_is_not() -> None:
    largest = Image.new("1", (8_000, 5_000))
    larger = Image.new("1", (8_000, 5_001))

    made = rendering.render(file_of(largest, "PNG"), "a.png")

    assert (made.width, made.height) == (8_000, 5_000)
    assert reason(file_of(larger, "PNG"), "a.png") == "too_many_pixels"


def test_a_file_of_more_than_twenty_megabytes_is_refused() -> None:
    assert reason(JPEG + bytes(checking.MAX_BYTES)) == "too_many_bytes"


@pytest.mark.parametrize("name", ["a.jpg", "A.JPG", "a.b.jpeg", "IMG 0001.JPE", "ü.jfif"])
def test_a_jpeg_may_be_called_all_that_jpegs_are_called(name: str) -> None:
    assert rendering.render(JPEG, name).width == 1600


def test_the_first_view_of_a_telephones_double_picture_is_taken() -> None:
    double = file_of(scene(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 300))])

    made = rendering.render(double, "IMG_0001.jpg")

    assert (made.width, made.height) == (400, 300)


def outcome(data: bytes, filename: str) -> Rendering | Unusable:
    """Anything else that is raised fails the test."""
    try:
        return rendering.render(data, filename)
    except Unusable as why:
        return why


def is_whole(made: Rendering | Unusable) -> bool:
    if isinstance(made, Unusable):
        return made.reason in REASONS and bool(made.detail)
    return len(made.files) == 2 * len(made.widths) + 1


NAMES = st.sampled_from(["a.jpg", "a.png", "a.webp", "a.avif", "a.gif", "a", "a.svg"])
BEGINNINGS = st.sampled_from(
    [b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 ", b"<svg",
     b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", b"II*\0"]
)  # fmt: skip


@given(BEGINNINGS, st.binary(max_size=2_000), NAMES)
def test_whatever_the_bytes_it_is_a_picture_or_a_reason(
    beginning: bytes, rest: bytes, filename: str
) -> None:
    assert is_whole(outcome(beginning + rest, filename))


SMALL = {
    "a.jpg": file_of(scene(240, 210)),
    "a.png": file_of(scene(240, 210), "PNG"),
    "a.gif": file_of(scene(240, 210), "GIF"),
    "a.webp": file_of(scene(240, 210), "WEBP"),
    "a.avif": file_of(scene(240, 210), "AVIF"),
}


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(sorted(SMALL)),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), max_size=8),
    st.integers(0, 5_000),
)
@example("a.jpg", [(3, 0xE1)], 0)
def test_a_picture_with_some_bytes_changed_and_some_lost_is_a_picture_or_a_reason(
    name: str, changes: list[tuple[int, int]], lost: int
) -> None:
    data = bytearray(SMALL[name])
    for place, value in changes:
        data[place % len(data)] = value

    assert is_whole(outcome(bytes(data[: max(1, len(data) - lost)]), name))
