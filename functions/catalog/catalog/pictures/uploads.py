"""Beginning an upload: a picture that waits, and the URL that takes its file."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from shopkit import ids
from shopkit.errors import NotFound

from catalog.pictures import media, pictures_table
from catalog.pictures.media import Upload
from catalog.pictures.pictures_table import READY, WAITING, Picture
from catalog.refusals import PictureExists, PictureInWork
from catalog.slugs import slug_of


@dataclass(frozen=True)
class Wanted:
    """`bytes` is the length of the file; without a key the filename makes one."""

    filename: str
    bytes: int
    alt: str
    key: str | None


def begin(wanted: Wanted, now: datetime) -> tuple[Picture, Upload]:
    """Raises PictureExists for a key that is a picture already, PictureInWork."""
    media.bucket()
    picture = Picture(
        key=wanted.key or _key_of(wanted.filename),
        status=WAITING,
        upload=ids.new_id("upl", now),
        filename=wanted.filename,
        bytes=wanted.bytes,
        alt=wanted.alt,
        created_at=now,
    )
    stands = pictures_table.expect(picture, now)
    if stands is not None and stands.status == READY:
        raise PictureExists("Take another key: browsers keep this one for a year", picture.key)
    if stands is not None:
        raise PictureInWork("A file for this key is being looked at; wait for what comes of it")
    return picture, media.upload(picture.key, picture.upload, picture.filename, picture.bytes)


def read(key: str) -> Picture:
    """Raises NotFound for what nobody has uploaded, nor is about to."""
    picture = pictures_table.read(key)
    if picture is None:
        raise NotFound("There is no such picture")
    return picture


def _key_of(filename: str) -> str:
    # 40 random bits: photographs of many cameras are called IMG_0001.JPG
    stem = slug_of(PurePosixPath(filename).stem, otherwise="picture")[:80].strip("-")
    return f"{stem}-{ids.fingerprint(ids.token())[:10]}"
