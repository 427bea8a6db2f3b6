"""The media bucket: uploads that come, renditions that stay.

    uploads/<key>/<upload id>     what somebody sends; removed once it is judged
    media/<key>/<width>.avif|jpg  what the CDN serves below /media/
    media/<key>                   the JPEG of 640 pixels: for mails, carts, the payment page

An upload's URL takes one file: the size, the media type and that nothing is there yet are signed,
so that S3 refuses anything else (S3 guide, "Conditional writes"; SigV4's signed headers).
"""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from shopkit import aws
from shopkit.errors import Unavailable
from shopkit.settings import settings

from catalog.pictures.checking import MAX_BYTES, too_many_bytes

#: Seconds in which an upload must begin.
URL_LASTS = 900
_FOREVER = "public, max-age=31536000, immutable"
_UPLOADS = "uploads/"
_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
}


@dataclass(frozen=True)
class Upload:
    """A PUT to `url` with exactly these headers, and a body as long as the picture said."""

    url: str
    headers: dict[str, str]


def bucket() -> str:
    """Raises Unavailable in a shop that keeps no pictures."""
    name = settings().media_bucket
    if name is None:
        raise Unavailable("This shop has no place for pictures: set BARROW_MEDIA_BUCKET")
    return name


def upload(key: str, upload_id: str, filename: str, size: int) -> Upload:
    """`size` in bytes. Nothing is asked of S3: the URL is only signed."""
    extension = PurePosixPath(filename.lower()).suffix
    headers = {
        "Content-Type": _TYPES.get(extension, "application/octet-stream"),
        "If-None-Match": "*",
    }
    url = aws.client("s3", settings().upload_url).generate_presigned_url(
        "put_object",
        Params={
            "Bucket": bucket(),
            "Key": f"{_UPLOADS}{key}/{upload_id}",
            "ContentType": headers["Content-Type"],
            "ContentLength": size,
            "IfNoneMatch": "*",
        },
        ExpiresIn=URL_LASTS,
    )
    return Upload(url, headers)


def named(object_key: str) -> tuple[str, str]:
    """The picture's key and the upload's id in an object's name."""
    key, _, upload_id = object_key.removeprefix(_UPLOADS).rpartition("/")
    return key, upload_id


def fetch(object_key: str) -> bytes | None:
    """What was uploaded, None when it is gone; raises Unusable unread when it is too large."""
    s3: Any = aws.client("s3")
    try:
        answer = s3.get_object(Bucket=bucket(), Key=object_key)
    except s3.exceptions.NoSuchKey:
        return None
    with answer["Body"] as body:
        if answer["ContentLength"] > MAX_BYTES:
            raise too_many_bytes(answer["ContentLength"])
        content: bytes = body.read()
    return content


def discard(object_key: str) -> None:
    aws.client("s3").delete_object(Bucket=bucket(), Key=object_key)


def publish(key: str, files: dict[str, tuple[str, bytes]]) -> None:
    """Put renditions where the CDN finds them; the same ones twice change nothing."""
    s3 = aws.client("s3")
    for name, (media_type, content) in files.items():
        s3.put_object(
            Bucket=bucket(),
            Key=f"media/{key}{name}",
            Body=content,
            ContentType=media_type,
            CacheControl=_FOREVER,
        )
