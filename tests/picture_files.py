"""Picture files of every kind, made for tests."""

import io
from typing import Any

from PIL import Image


def scene(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """A red sun upper left, a blue sea below: which way up it is can be seen."""
    picture = Image.new("RGB", (width, height), (240, 235, 220))
    picture.paste((200, 30, 30), (0, 0, width // 4, height // 4))
    picture.paste((20, 60, 160), (0, height * 3 // 4, width, height))
    return picture.convert(mode)


def file_of(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
