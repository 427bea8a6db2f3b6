"""What staff send and get about pictures."""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from shopkit.models import Answer, Line, Request, Text

from catalog.pictures.checking import MAX_BYTES
from catalog.pictures.media import Upload
from catalog.pictures.pictures_table import Picture
from catalog.pictures.uploads import Wanted
from catalog.product_requests import PictureKey

_RENDITION = re.compile(r"(^|/)\d+\.(avif|jpg)$")


def _is_no_rendition(key: str) -> str:
    if _RENDITION.search(key):
        raise ValueError("looks like a rendition of another picture")
    return key


class NewPictureIn(Request):
    """A file to be uploaded; `bytes` is its exact length. Without a key, one is made."""

    filename: Line
    bytes: int = Field(ge=1, le=MAX_BYTES)
    alt: Annotated[Text, StringConstraints(max_length=300)] = ""
    key: Annotated[PictureKey, AfterValidator(_is_no_rendition)] | None = None

    def wanted(self) -> Wanted:
        return Wanted(self.filename, self.bytes, self.alt, self.key)


class UploadView(Answer):
    """Send the file to `url` by `method` with these `headers`, within a quarter of an hour."""

    url: str
    method: Literal["PUT"] = "PUT"
    headers: dict[str, str]


class PictureView(Answer):
    """`reason` is a stable code, `detail` a sentence: why it was refused. What is about the
    picture's pixels is null until it is ready.
    """

    key: str
    object: Literal["picture"] = "picture"
    created_at: datetime
    status: Literal["waiting", "ready", "refused"]
    reason: str | None
    detail: str | None
    filename: str
    alt: str
    width: int | None
    height: int | None
    widths: list[int]
    blur: str | None

    @classmethod
    def of(cls, picture: Picture) -> "PictureView":
        return cls.model_validate(_values(picture))


class NewPictureView(PictureView):
    upload: UploadView

    @classmethod
    def begun(cls, picture: Picture, upload: Upload) -> "NewPictureView":
        where = {"url": upload.url, "headers": upload.headers}
        return cls.model_validate(_values(picture) | {"upload": where})


def _values(picture: Picture) -> dict[str, object]:
    return {
        "key": picture.key,
        "created_at": picture.created_at,
        "status": picture.status,
        "reason": picture.reason or None,
        "detail": picture.detail or None,
        "filename": picture.filename,
        "alt": picture.alt,
        "width": picture.width or None,
        "height": picture.height or None,
        "widths": list(picture.widths),
        "blur": picture.blur or None,
    }
