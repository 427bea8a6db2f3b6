"""A person's copy as files: JSON for programs, and a page for people that says what is in which.

Pure: from what was gathered to zip archives, in volumes that each fit into one answer of the API
(Lambda answers with six megabytes at most, and an archive travels in base64).
"""

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

#: Of one archive, before base64 makes four bytes of three.
MAX_BYTES = 3_000_000
#: Records of one file: even of the largest, a volume holds more than one.
RECORDS = 100


@dataclass(frozen=True)
class Part:
    """What is held of one kind: `about` says in a sentence what it is, and why it is kept."""

    name: str
    about: str
    records: Sequence[Any]


def volumes(parts: Sequence[Part], now: datetime) -> list[bytes]:
    """The archives; the first opens with index.html."""
    files = [("index.html", _index(parts, now).encode())]
    files += [
        (name, json.dumps(records, ensure_ascii=False, indent=2).encode("utf-8", "replace"))
        for part in parts
        for name, records in _files(part)
    ]
    return [_zipped(some, now) for some in _in_volumes(files)]


def _files(part: Part) -> Iterable[tuple[str, Sequence[Any]]]:
    if len(part.records) <= RECORDS:
        yield f"{part.name}.json", part.records
        return
    for start in range(0, len(part.records), RECORDS):
        number = start // RECORDS + 1
        yield f"{part.name}-{number:03}.json", part.records[start : start + RECORDS]


def _in_volumes(files: Sequence[tuple[str, bytes]]) -> list[list[tuple[str, bytes]]]:
    """By plain size: compressed, they are smaller still."""
    volumes_: list[list[tuple[str, bytes]]] = [[]]
    size = 0
    for name, content in files:
        if volumes_[-1] and size + len(content) > MAX_BYTES:
            volumes_.append([])
            size = 0
        volumes_[-1].append((name, content))
        size += len(content)
    return volumes_


def _zipped(files: Sequence[tuple[str, bytes]], now: datetime) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return into.getvalue()


def _index(parts: Sequence[Part], now: datetime) -> str:
    rows = "\n".join(
        f"<tr><th scope=row>{' '.join(_linked(part))}</th>"
        f"<td>{len(part.records)}</td><td>{escape(part.about)}</td></tr>"
        for part in parts
    )
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>What this shop holds about you</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto }}
th, td {{ text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0 }}
</style>
<h1>What this shop holds about you</h1>
<p>Written on {now:%d %B %Y at %H:%M} UTC. Each file is JSON, which programs can read and any text
editor shows. Times are in UTC, amounts in the smallest unit of their currency (pence, cents).</p>
<table>
<tr><th scope=col>File</th><th scope=col>Entries</th><th scope=col>What it is</th></tr>
{rows}
</table>
</html>
"""


def _linked(part: Part) -> list[str]:
    return [f'<a href="{escape(name)}">{escape(name)}</a>' for name, _ in _files(part)]
