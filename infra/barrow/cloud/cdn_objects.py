"""Objects of a bucket as the edge keeps them: asked for again each time, sent only when changed.

Nothing is out of date for longer than it takes to publish; the bodies, and what compressing them
costs, are spared by their ETag.
"""

import gzip
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import brotli
from botocore.exceptions import ClientError

#: CloudFront compresses between these sizes (CloudFront guide, "Serve compressed files").
_SMALLEST, _LARGEST = 1_000, 10_000_000
_TEXTS = ("text/", "application/json", "application/manifest+json", "application/xml")
_TEXTS_TOO = ("application/javascript", "application/ld+json", "image/svg+xml")
_KEPT_BYTES = 4 * 1024 * 1024
_BROTLI_QUALITY = 5


@dataclass
class EdgeObject:
    """`headers` are those of the object that a client sees; `etag` is strong, quotes included."""

    body: bytes
    etag: str
    media: str
    headers: list[tuple[str, str]]
    moved_to: str | None = None
    compressed: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_compressible(self) -> bool:
        if any(name == "Content-Encoding" for name, _ in self.headers):
            return False
        is_text = self.media.startswith(_TEXTS + _TEXTS_TOO)
        return is_text and _SMALLEST <= len(self.body) <= _LARGEST

    def encoded(self, coding: str) -> bytes:
        """The body in `br` or `gzip`, made once."""
        found = self.compressed.get(coding)
        if found is None:
            if coding == "br":
                found = brotli.compress(self.body, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
            else:
                found = gzip.compress(self.body, 6, mtime=0)
            self.compressed[coding] = found
        return found

    @property
    def weight(self) -> int:
        """Bytes of memory, about, compressed bodies included before they are made."""
        return len(self.body) * 3 // 2 + 1_000


class EdgeObjects:
    """Reads through `s3`, a botocore client. Called by many threads at once."""

    def __init__(self, s3: Any, kept_bytes: int = _KEPT_BYTES) -> None:
        self._s3 = s3
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], EdgeObject] = OrderedDict()
        self._room = kept_bytes

    def get(self, bucket: str, key: str) -> EdgeObject | None:
        """The object as it is now; None when there is none."""
        place = bucket, key
        with self._lock:
            known = self._kept.get(place)
        condition = {"IfNoneMatch": known.etag} if known else {}
        try:
            answer = self._s3.get_object(Bucket=bucket, Key=key, **condition)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 304:
                self._use(place)
                return known
            self._drop(place)
            if error.response["Error"]["Code"] in {"NoSuchKey", "NoSuchBucket"}:
                return None
            raise
        found = _read(answer)
        self._keep(place, found)
        return found

    def _use(self, place: tuple[str, str]) -> None:
        with self._lock:
            if place in self._kept:
                self._kept.move_to_end(place)

    def _drop(self, place: tuple[str, str]) -> None:
        with self._lock:
            self._take_out(place)

    def _keep(self, place: tuple[str, str], found: EdgeObject) -> None:
        with self._lock:
            self._take_out(place)
            self._kept[place] = found
            self._room -= found.weight
            while self._room < 0 and self._kept:
                self._room += self._kept.popitem(last=False)[1].weight

    def _take_out(self, place: tuple[str, str]) -> None:
        """Under the lock."""
        gone = self._kept.pop(place, None)
        if gone:
            self._room += gone.weight


def _read(answer: Any) -> EdgeObject:
    media = answer.get("ContentType") or "application/octet-stream"
    headers = [("Content-Type", media)]
    for name, field_ in (
        ("Cache-Control", "CacheControl"),
        ("Content-Encoding", "ContentEncoding"),
    ):
        if answer.get(field_):
            headers.append((name, answer[field_]))
    moved_to = answer.get("WebsiteRedirectLocation")
    return EdgeObject(answer["Body"].read(), answer["ETag"], media, headers, moved_to)
