"""Which files are pictures that a shop can show: bytes in, an opened picture or a reason out.

The content decides what a file is; the name must then agree. All but the decoding is judged from
the header, so that what would unpack to gigabytes is refused unseen. `Unusable.reason` is one of

    too_many_bytes  not_a_picture  svg  unsupported_format  wrong_extension  animated
    too_many_pixels  too_many_scans  too_small  too_long  truncated
"""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
#: Pixels of the shorter side, and of the longer one: a JPEG ends at 65,535, a page long before.
MIN_SIDE, MAX_SIDE = 200, 20_000

#: A progressive JPEG has ten or so. Each goes over the whole picture and need not have more than
#: sixty bytes: a small file could keep a decoder busy for hours.
MAX_SCANS = 100

_JPEG = frozenset({".jpg", ".jpeg", ".jpe", ".jfif"})
#: Pillow's names of the formats that are taken, with the extensions that may stand for them. An MPO
#: is a JPEG with a second view behind it, as telephones take them: the first one is the picture.
EXTENSIONS = {
    "JPEG": _JPEG,
    "MPO": _JPEG,
    "PNG": frozenset({".png"}),
    "WEBP": frozenset({".webp"}),
    "AVIF": frozenset({".avif"}),
    "GIF": frozenset({".gif"}),
}
_TAKEN = "send a JPEG, PNG, WebP, AVIF or GIF"
#: How files of the formats begin; and how those that people try, too.
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
#: A marker of JPEG (ITU-T T.81 §B.1.1): neither a byte of a scan, nor a restart within one.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SCAN, _END = 0xDA, 0xD9
_OTHERS = {
    b"II*\0": "TIFF", b"MM\0*": "TIFF", b"BM": "BMP", b"%PDF": "PDF", b"8BPS": "Photoshop",
    b"\0\0\0\x0cjP  ": "JPEG 2000", b"\0\0\x01\0": "icon",
}  # fmt: skip
_HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})


@dataclass
class Unusable(Exception):
    """`reason` is stable and snake_case; `detail` is a sentence for who uploaded it."""

    reason: str
    detail: str

    def __post_init__(self) -> None:
        super().__init__(self.reason)


def opened(data: bytes, filename: str) -> "Image.Image":
    """The picture, of which only the header is read yet; raises Unusable."""
    if len(data) > MAX_BYTES:
        raise too_many_bytes(len(data))
    _refuse_other_formats(data)
    picture = _opened(data)
    _refuse_other_name(picture.format or "", filename)
    _refuse_size(picture.width, picture.height)
    if picture.format in {"JPEG", "MPO"} and _scans(data) > MAX_SCANS:
        raise Unusable("too_many_scans", "It is drawn over and over; save it again as JPEG or PNG")
    if _is_animated(picture):
        raise Unusable("animated", "It moves; a product is shown by still pictures")
    return picture


def decoded(picture: "Image.Image") -> None:
    """Read the pixels; raises Unusable when they are not all there."""
    try:
        picture.load()
    except MemoryError:
        raise
    except Exception as error:  # each decoder has errors of its own
        raise _truncated() from error


def too_many_bytes(size: int) -> Unusable:
    detail = f"It has {size:,} bytes; at most {MAX_BYTES:,} are taken"
    return Unusable("too_many_bytes", detail)


def _refuse_other_formats(data: bytes) -> None:
    if _is_svg(data):
        detail = "SVG is not taken, for it can hold script; export it as PNG"
        raise Unusable("svg", detail)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF and not _AVIF & set(_brands(data)):
        raise Unusable("unsupported_format", "HEIC is not taken; export it as JPEG")
    for beginning, name in _OTHERS.items():
        if data.startswith(beginning):
            raise Unusable("unsupported_format", f"{name} is not taken; {_TAKEN}")


def _is_svg(data: bytes) -> bool:
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"")
    return start.startswith(b"<") and b"<svg" in start.lower()


def _brands(data: bytes) -> list[bytes]:
    """The brands of an ISO base media file: what a reader needs to know (ISO/IEC 14496-12 §4.3)."""
    end = min(int.from_bytes(data[:4]), 256)
    return [data[8:12], *(data[at : at + 4] for at in range(16, end, 4))]


def _opened(data: bytes) -> "Image.Image":
    # the plug-ins by name: Pillow would load all forty to find these
    from PIL import AvifImagePlugin, Image, UnidentifiedImageError, WebPImagePlugin  # noqa: F401

    if data[:4] == b"RIFF" and data[12:16] == b"VP8X" and len(data) >= 30:
        # its decoder makes room for the whole canvas as soon as it is opened
        _refuse_size(1 + int.from_bytes(data[24:27], "little"), 1 + _le24(data, 27))
    try:
        # its reader of JPEG finds out by itself which one is an MPO
        return Image.open(BytesIO(data), formats=[one for one in EXTENSIONS if one != "MPO"])
    except Image.DecompressionBombError as error:
        raise Unusable("too_many_pixels", _pixels()) from error
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error, UnidentifiedImageError) and not _begins_well(data):
            raise Unusable("not_a_picture", f"It is not a picture; {_TAKEN}") from error
        raise _truncated() from error


def _le24(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 3], "little")


def _begins_well(data: bytes) -> bool:
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    is_avif = data[4:8] == b"ftyp" and bool(_AVIF & set(_brands(data)))
    return data.startswith(_BEGINNINGS) or is_webp or is_avif


def _refuse_other_name(found: str, filename: str) -> None:
    extension = PurePosixPath(filename.lower()).suffix
    if extension not in EXTENSIONS[found]:
        name = "JPEG" if found == "MPO" else found
        detail = f"It is a {name}, which its name ({extension or 'without an extension'}) denies"
        raise Unusable("wrong_extension", detail)


def _refuse_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Unusable("too_many_pixels", f"{_pixels()}; it has {width:,} × {height:,}")
    if min(width, height) < MIN_SIDE:
        detail = f"It has {width} × {height} pixels; each side needs {MIN_SIDE} or more"
        raise Unusable("too_small", detail)
    if max(width, height) > MAX_SIDE:
        detail = f"It has {width:,} × {height:,} pixels; a side has at most {MAX_SIDE:,}"
        raise Unusable("too_long", detail)


def _scans(data: bytes) -> int:
    """Scans of a JPEG's first picture: what telephones put behind its end is no part of it."""
    at, scans = 2, 0
    while found := _MARKER.search(data, at):
        kind = data[found.end() - 1]
        if kind == _END:
            break
        scans += kind == _SCAN
        # every segment says how long it is, itself included; a scan goes on to the next marker
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return scans


def _pixels() -> str:
    return f"At most {MAX_PIXELS // 1_000_000} million pixels are taken"


def _is_animated(picture: "Image.Image") -> bool:
    try:
        return picture.format != "MPO" and bool(getattr(picture, "is_animated", False))
    except Exception as error:
        raise _truncated() from error


def _truncated() -> Unusable:
    return Unusable("truncated", "The file ends too early or is damaged; save it again")
