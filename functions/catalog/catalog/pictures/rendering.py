"""What every browser gets of a picture: AVIF and JPEG in up to five widths, and a blur of it.

Pure but for the processor time: the same file gives the same bytes, so that an upload that is made
twice is made the same. AVIF at quality 60 and speed 8 takes a twentieth of the time of speed 4 for
a tenth more bytes.
"""

import warnings
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from catalog.pictures import checking, normalising

if TYPE_CHECKING:
    from PIL import Image

#: Pixels; a picture that is narrower than all of them is rendered as wide as it is.
WIDTHS = (320, 480, 640, 960, 1280)
#: The width of the JPEG that has the bare address: for mails, carts and the payment page.
PLAIN_WIDTH = 640
#: Characters of a blur, `data:` and all: it stands in every page that shows the picture.
MAX_BLUR = 400
_BLUR_SIDE = 16
_BLUR = "data:image/webp;base64,"


@dataclass(frozen=True)
class Rendering:
    """`files` are (media type, bytes) by what follows `media/<key>`: `/640.avif`, or nothing.

    `width` and `height` are the upright picture's own, in pixels.
    """

    width: int
    height: int
    widths: tuple[int, ...]
    blur: str
    files: Mapping[str, tuple[str, bytes]]


def widths_of(width: int) -> tuple[int, ...]:
    """The widths that a picture `width` pixels wide is rendered in: never wider than it is."""
    return tuple(one for one in WIDTHS if one <= width) or (width,)


def render(data: bytes, filename: str) -> Rendering:
    """Raises checking.Unusable."""
    with warnings.catch_warnings():
        # what a decoder frowns at is judged by what it decodes
        warnings.simplefilter("ignore")
        picture = checking.opened(data, filename)
        width, height = normalising.upright_size(picture)
        return _rendering(normalising.plain(picture, WIDTHS[-1]), width, height)


def _rendering(whole: "Image.Image", width: int, height: int) -> Rendering:
    widths = widths_of(width)
    files: dict[str, tuple[str, bytes]] = {}
    for one in widths:
        small = _at_width(whole, one, width, height)
        files[f"/{one}.avif"] = ("image/avif", _encoded(small, "AVIF", quality=60, speed=8))
        flat = normalising.on_white(small)
        jpeg = _encoded(flat, "JPEG", quality=80, progressive=True, optimize=True)
        files[f"/{one}.jpg"] = ("image/jpeg", jpeg)
    plain = max((one for one in widths if one <= PLAIN_WIDTH), default=widths[0])
    files[""] = files[f"/{plain}.jpg"]
    return Rendering(width, height, widths, _blur(whole), files)


def _at_width(whole: "Image.Image", to: int, width: int, height: int) -> "Image.Image":
    from PIL import Image

    size = (to, max(1, normalising.scaled(height, to, width)))
    return whole if size == whole.size else whole.resize(size, Image.Resampling.LANCZOS)


def _encoded(picture: "Image.Image", kind: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def _blur(whole: "Image.Image") -> str:
    small = normalising.on_white(whole.copy())
    small.thumbnail((_BLUR_SIDE, _BLUR_SIDE))
    for quality in (40, 20, 5):
        text = _BLUR + b64encode(_encoded(small, "WEBP", quality=quality, method=6)).decode()
        if len(text) <= MAX_BLUR:
            return text
    return ""
