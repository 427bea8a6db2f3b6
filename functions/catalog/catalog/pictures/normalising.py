"""An opened picture made plain: upright, eight bits, sRGB, and nothing but its pixels."""

from io import BytesIO
from typing import TYPE_CHECKING

from catalog.pictures import checking

if TYPE_CHECKING:
    from PIL import Image

_ORIENTATION = 0x0112
"""The EXIF tag that says how the camera was held (CIPA DC-008 §4.6.4)."""

_SOURCES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
"""The mode of pixels that a profile of this colour space is about."""


def upright_size(picture: "Image.Image") -> tuple[int, int]:
    """Width and height in pixels as it is to be looked at."""
    width, height = picture.size
    return (height, width) if _orientation(picture) >= 5 else (width, height)


def plain(picture: "Image.Image", widest: int) -> "Image.Image":
    """The whole picture as RGB or RGBA, at most `widest` pixels wide; raises Unusable."""
    from PIL import Image

    width, height = upright_size(picture)
    target = min(width, widest)
    size = (target, max(1, scaled(height, target, width)))
    if picture.format in {"JPEG", "MPO"}:
        # a JPEG decodes at an eighth, a quarter or a half; twice as wide as needed stays as sharp
        across = min(width, 2 * target)
        raw_width, raw_height = (max(1, scaled(side, across, width)) for side in picture.size)
        picture.draft(None, (raw_width, raw_height))
    orientation = _orientation(picture)
    profile = picture.info.get("icc_profile")
    checking.decoded(picture)
    whole = _continuous(picture)
    if orientation > 1:
        whole = whole.transpose(_turns()[orientation])
    small = whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    made = _in_srgb(small, profile)
    made.info = {}
    return made


def on_white(picture: "Image.Image") -> "Image.Image":
    from PIL import Image

    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture).convert("RGB")


def scaled(length: int, to: int, of: int) -> int:
    """`length` × `to` / `of`, rounded half up."""
    return (2 * length * to + of) // (2 * of)


def _orientation(picture: "Image.Image") -> int:
    """1 to 8; 1 where nothing says so, or nothing that can be read."""
    try:
        value = picture.getexif().get(_ORIENTATION, 1)
    except MemoryError:
        raise
    except Exception:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _turns() -> "dict[int, Image.Transpose]":
    from PIL.Image import Transpose

    return {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }


def _continuous(picture: "Image.Image") -> "Image.Image":
    """Without palette or key colour, eight bits a channel: what can be resized."""
    from PIL import Image

    if picture.mode.startswith("I;16"):
        # the upper byte of each sample
        return Image.frombytes("L", picture.size, picture.tobytes("raw", "I;16")[1::2])
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode in {"RGB", "L", "CMYK"}:
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _in_srgb(picture: "Image.Image", profile: bytes | None) -> "Image.Image":
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    colours = (_converted(colours, profile) if profile else None) or colours.convert("RGB")
    if alpha:
        colours.putalpha(alpha)
    return colours


def _converted(picture: "Image.Image", profile: bytes) -> "Image.Image | None":
    """In sRGB; None where the profile is broken, or about other pixels than these."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if _SOURCES.get(source.profile.xcolor_space.strip()) != picture.mode:
            return None
        return ImageCms.profileToProfile(
            picture,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except MemoryError:
        raise
    except Exception:
        return None
