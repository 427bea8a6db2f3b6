"""Files of the site bucket: read, compared by their MD5, written on the condition of what stood.

| call | of S3 | when |
|---|---|---|
| `known` | HeadObject each, or ListObjectsV2 of a folder | before what is to be drawn is read |
| `write` | PutObject If-Match, or If-None-Match: * | what differs, on the condition of `known` |
| `remove` | DeleteObject If-Match | what is gone |

An object's ETag is the MD5 of its body (SSE-S3 keeps it so: S3 guide, "Object integrity"). Who
looks what stands, then reads what should, and writes only if that is still what stood, never
overwrites what another one has drawn of a later state: S3 refuses, and `Overtaken` is raised.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from shopkit import aws
from shopkit.settings import settings

#: Browsers ask again each time, and the CDN after a minute: it answers at once all the same.
SHORT = "public, max-age=0, s-maxage=60, stale-while-revalidate=60"
FOREVER = "public, max-age=31536000, immutable"
_PRIVATE = "no-store"

HTML, XML = "text/html; charset=utf-8", "application/xml; charset=utf-8"
JSON, TEXT = "application/json; charset=utf-8", "text/plain; charset=utf-8"

#: From so many in one folder on, a list of it costs less than asking for each.
_LISTED_FROM = 6
_AT_ONCE = 8
_REFUSED = {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "404", "412", "409"}

Etags = Mapping[str, str | None]
"""MD5 of the object at each key; None where there is none."""
A = TypeVar("A")
B = TypeVar("B")


class Overtaken(Exception):
    """Another one wrote the object in between: look again, and draw again."""


@dataclass(frozen=True)
class File:
    """`moved_to` makes it a redirect to that path (S3's website redirect location)."""

    key: str
    body: bytes
    media: str = HTML
    cache: str = SHORT
    moved_to: str | None = None

    @cached_property
    def etag(self) -> str:
        return hashlib.md5(self.body, usedforsecurity=False).hexdigest()


def note(key: str, body: bytes) -> File:
    """A file for publishing alone."""
    return File(key, body, JSON, _PRIVATE)


def read(key: str, unless: str | None = None) -> tuple[bytes | None, str] | None:
    """The object's body and ETag; no body when its ETag is still `unless`. None: there is none."""
    s3 = aws.client("s3")
    condition = {"IfNoneMatch": f'"{unless}"'} if unless else {}
    try:
        answer = s3.get_object(Bucket=_bucket(), Key=key, **condition)
    except s3.exceptions.ClientError as error:
        code = error.response["Error"]["Code"]
        if unless and code in {"304", "NotModified"}:
            return None, unless
        if code in {"404", "NoSuchKey"}:
            return None
        raise
    with answer["Body"] as body:
        return body.read(), answer["ETag"].strip('"')


def known(keys: Iterable[str]) -> dict[str, str | None]:
    """The ETag of each object, None where there is none."""
    found: dict[str, str | None] = {}
    folders: dict[str, list[str]] = {}
    for key in dict.fromkeys(keys):
        folders.setdefault(_folder(key), []).append(key)
    single: list[str] = []
    for folder, inside in folders.items():
        if len(inside) < _LISTED_FROM or folder.count("/") < 2:
            single += inside
            continue
        standing = listed(folder)
        found |= {key: standing.get(key) for key in inside}
    return found | dict(zip(single, _each(_head, single), strict=True))


def _folder(key: str) -> str:
    """The part of the bucket that is listed for it: `categories/tea/` of all of tea's pages."""
    return "".join(f"{part}/" for part in key.split("/")[:-1][:2])


def listed(prefix: str) -> dict[str, str]:
    """ETag by key of everything that begins with `prefix`."""
    found: dict[str, str] = {}
    asked: dict[str, Any] = {"Bucket": _bucket(), "Prefix": prefix}
    while True:
        answer = aws.client("s3").list_objects_v2(**asked)
        found |= {one["Key"]: one["ETag"].strip('"') for one in answer.get("Contents", [])}
        if not answer.get("IsTruncated"):
            return found
        asked["ContinuationToken"] = answer["NextContinuationToken"]


def write(files: Sequence[File], standing: Etags, *, anew: bool = False) -> int:
    """Write the files that differ from what is `standing`; all of them `anew`. Answers how many.

    Raises Overtaken; files before and after that one may have been written.
    """
    differing = [one for one in files if anew or standing.get(one.key) != one.etag]
    _each(lambda one: _put(one, standing.get(one.key)), differing)
    return len(differing)


def remove(keys: Iterable[str], standing: Etags) -> int:
    """Remove those that are `standing`. Answers how many; raises Overtaken."""
    there = [(key, etag) for key in keys if (etag := standing.get(key)) is not None]
    _each(lambda one: _delete(*one), there)
    return len(there)


def _head(key: str) -> str | None:
    s3 = aws.client("s3")
    try:
        etag: str = s3.head_object(Bucket=_bucket(), Key=key)["ETag"]
    except s3.exceptions.ClientError as error:
        if error.response["Error"]["Code"] in {"404", "NoSuchKey"}:
            return None
        raise
    return etag.strip('"')


def _put(file: File, etag: str | None) -> None:
    s3 = aws.client("s3")
    condition = {"IfNoneMatch": "*"} if etag is None else {"IfMatch": f'"{etag}"'}
    moved = {"WebsiteRedirectLocation": file.moved_to} if file.moved_to else {}
    try:
        s3.put_object(
            Bucket=_bucket(), Key=file.key, Body=file.body, ContentType=file.media,
            CacheControl=file.cache, **condition, **moved,
        )  # fmt: skip
    except s3.exceptions.ClientError as error:
        _raise(error, file.key)


def _delete(key: str, etag: str) -> None:
    s3 = aws.client("s3")
    try:
        s3.delete_object(Bucket=_bucket(), Key=key, IfMatch=f'"{etag}"')
    except s3.exceptions.ClientError as error:
        _raise(error, key)


def _raise(error: Any, key: str) -> None:
    if error.response["Error"]["Code"] in _REFUSED:
        raise Overtaken(key) from error
    raise error


def _bucket() -> str:
    name = settings().site_bucket
    if name is None:
        raise KeyError("set BARROW_SITE_BUCKET")
    return name


def _each(do: Callable[[A], B], items: Sequence[A]) -> list[B]:
    """All of them, several at once where there are several; the first error is raised."""
    if len(items) < 3:
        return [do(item) for item in items]
    with ThreadPoolExecutor(min(_AT_ONCE, len(items))) as pool:
        return list(pool.map(do, items))
