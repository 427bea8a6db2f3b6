"""The CDN in front of the local shop's buckets, as infra/edge.yaml describes CloudFront.

`/media/…` is the media bucket, everything else the site bucket. A path that ends in a slash is the
index page there, one without a dot moves to the slash; an object that names another address
redirects; what is not there is /404.html. Headers of the policy are put on by the origin, which
puts them on the APIs' answers too.
"""

from collections.abc import Mapping
from urllib.parse import unquote

from barrow.cloud.cdn_addresses import MovesTo, page_address
from barrow.cloud.cdn_objects import EdgeObject, EdgeObjects
from barrow.cloud.http_messages import Answer, Request, problem

_MEDIA, _ASSETS = "/media/", "/assets/"
#: Of the site bucket; the policy of edge.yaml refuses them to the CDN.
_NOTES = ".barrow/"
_HOME = "index.html"
_MISSING = "404.html"


class Cdn:
    """An Answerer. `unpublished` answers for pages as long as the site bucket has no home page."""

    def __init__(self, objects: EdgeObjects, site: str, media: str, unpublished: Answer) -> None:
        self._objects = objects
        self._site = site
        self._media = media
        self._unpublished = unpublished

    def __call__(self, request: Request) -> Answer:
        if request.method not in {"GET", "HEAD"}:
            allow = [("Allow", "GET, HEAD")]
            return problem(405, "method_not_allowed", "Files can only be read", headers=allow)
        bucket, path = self._site, request.path
        if path.startswith(_MEDIA):
            bucket = self._media
        elif not path.startswith(_ASSETS):
            address = page_address(path, request.query)
            if isinstance(address, MovesTo):
                kept = ("Cache-Control", "public, max-age=3600")
                return Answer(308, [("Location", address.location), kept])
            path = address
        key = _key(path)
        found = self._objects.get(bucket, key) if key else None
        if found is None:
            return self._missing(request)
        if found.moved_to:
            return Answer(301, [("Location", found.moved_to), *found.headers], found.body)
        return _answer(found, request.headers)

    def _missing(self, request: Request) -> Answer:
        if self._objects.get(self._site, _HOME) is None:
            return self._unpublished
        page = self._objects.get(self._site, _MISSING)
        if page is None:
            return problem(404, "not_found", "There is nothing here")
        answer = _answer(page, _without_conditions(request.headers))
        return Answer(404, answer.headers, answer.body)


def _key(path: str) -> str | None:
    """The object's key of a path as it was sent; None for what is no key, or not to be seen."""
    try:
        key = unquote(path[1:], errors="strict")
    except UnicodeDecodeError:
        return None
    is_seen = not key.startswith(_NOTES) and "\0" not in key
    return key if is_seen and len(key.encode()) <= 1024 else None


def _answer(found: EdgeObject, asked: Mapping[str, str]) -> Answer:
    """The object, compressed where client and kind allow it; 304 when the client has it."""
    headers = list(found.headers)
    body, etag = found.body, found.etag
    if found.is_compressible:
        headers.append(("Vary", "Accept-Encoding"))
        coding = _coding(asked.get("Accept-Encoding", ""))
        if coding:
            body, etag = found.encoded(coding), f"W/{found.etag}"
            headers.append(("Content-Encoding", coding))
    headers.append(("ETag", etag))
    if _has(asked.get("If-None-Match", ""), found.etag):
        return Answer(304, [pair for pair in headers if pair[0] != "Content-Encoding"])
    return Answer(200, headers, body)


def _coding(accepted: str) -> str | None:
    """The better coding of those the client takes (RFC 9110 §12.5.3); CloudFront prefers br."""
    taken = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.strip().replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            taken.add(name.strip())
    return next((coding for coding in ("br", "gzip") if coding in taken), None)


def _has(condition: str, etag: str) -> bool:
    """Whether If-None-Match names the object, by weak comparison (RFC 9110 §13.1.2)."""
    named = {one.strip().removeprefix("W/") for one in condition.split(",")}
    return etag in named or "*" in named


def _without_conditions(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "If-None-Match"}
