"""Answers with files of a folder, as the CDN answers with objects of the site bucket.

`/x/` and `/x` are the file `x/index.html` where `x` is a folder; what is not there is the folder's
404.html, if it has one. Nothing outside the folder can be named.
"""

import mimetypes
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote

from barrow.cloud.http_messages import Answer, Request, problem

_TYPES = {
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


class StaticFiles:
    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def __call__(self, request: Request) -> Answer:
        if request.method not in {"GET", "HEAD"}:
            allow = [("Allow", "GET, HEAD")]
            return problem(405, "method_not_allowed", "Files can only be read", headers=allow)
        found = self._find(request.path)
        if found is None:
            missing = self._folder / "404.html"
            if missing.is_file():
                return Answer(404, [("Content-Type", _media(missing))], missing.read_bytes())
            return problem(404, "not_found", "There is nothing here")
        changed = int(found.stat().st_mtime)
        headers = [
            ("Content-Type", _media(found)),
            ("Last-Modified", formatdate(changed, usegmt=True)),
            ("Cache-Control", "no-cache"),
        ]
        if _unchanged(request.headers.get("If-Modified-Since"), changed):
            return Answer(304, headers)
        return Answer(200, headers, found.read_bytes())

    def _find(self, path: str) -> Path | None:
        name = unquote(path).lstrip("/")
        if "\0" in name or any(len(part.encode()) > 255 for part in name.split("/")):
            return None
        place = (self._folder / name).resolve()
        if not place.is_relative_to(self._folder):
            return None
        if place.is_dir():
            place /= "index.html"
        return place if place.is_file() else None


def _media(path: Path) -> str:
    media = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    media = media or "application/octet-stream"
    is_text = media.startswith("text/") or media in {"application/json", "application/xml"}
    return f"{media}; charset=utf-8" if is_text else media


def _unchanged(since: str | None, changed: int) -> bool:
    if not since:
        return False
    try:
        return parsedate_to_datetime(since).timestamp() >= changed
    except (ValueError, TypeError):
        return False
