"""The directory in the site bucket, and the mark of the last whole publication.

.barrow/directory.json       every product's entry (directory.py)
.barrow/publication.json     {"version", "headers"} of the code that last published everything
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from shopkit import pages, shown
from shopkit.consent_texts import CURRENT, TEXTS

from catalog.site import addresses, bucket
from catalog.site.bucket import note
from catalog.site.directory import Directory

DIRECTORY = f"{addresses.NOTES}directory.json"
PUBLICATION = f"{addresses.NOTES}publication.json"


@dataclass(frozen=True)
class Kept:
    """`directory` is None where none is kept, or one of another form; `etag` is the object's."""

    directory: Directory | None
    etag: str | None


@dataclass(frozen=True)
class Publication:
    """`version` is what pages are made of, `headers` what they are served with, both digests;
    `assets` the version of the assets that they name. No version: only part of it stands.
    """

    version: str
    headers: str
    assets: str


#: As it was read last: a process publishes often, and a directory is never written in place.
_latest: list[Kept] = []


def read() -> Kept:
    latest = _latest[0] if _latest else Kept(None, None)
    found = bucket.read(DIRECTORY, unless=latest.etag)
    if found is None:
        return Kept(None, None)
    body, etag = found
    if body is not None:
        _latest[:] = [Kept(Directory.load(body), etag)]
    return _latest[0]


def save(directory: Directory, over: Kept) -> None:
    """Raises Overtaken when another one was saved since `over` was read."""
    serial = directory.serial + 1
    bucket.write(
        [note(DIRECTORY, replace(directory, serial=serial).dump())], {DIRECTORY: over.etag}
    )


def published() -> Publication | None:
    found = bucket.read(PUBLICATION)
    return Publication(**json.loads(found[0])) if found and found[0] else None


def mark(publication: Publication) -> None:
    file = note(PUBLICATION, json.dumps(asdict(publication)).encode())
    bucket.write([file], bucket.known([PUBLICATION]))


def unmark() -> None:
    """From now on, until it is marked again, nobody may rely on the whole having been published.

    What files were served with, and which assets their pages name, is still to be known.
    """
    before = published()
    if before is not None and before.version:
        mark(replace(before, version=""))


def current() -> Publication:
    """Of this code, these templates and assets, and these settings."""
    # what people agree to stands on pages in the words of consent_texts.py
    made_of = hashlib.sha256(repr((pages.shop(), CURRENT, TEXTS[CURRENT])).encode())
    kit = [Path(str(module.__file__)) for module in (pages, shown)]
    code = {path.name: path for path in [*sorted(Path(__file__).parent.glob("*.py")), *kit]}
    for name, path in (pages.templates() | code).items():
        made_of.update(f"{name}\0".encode() + path.read_bytes())
    made_of.update(pages.assets_version().encode())
    served = hashlib.sha256(repr((bucket.SHORT, bucket.FOREVER, bucket.HTML, bucket.XML)).encode())
    return Publication(made_of.hexdigest()[:16], served.hexdigest()[:16], pages.assets_version())
