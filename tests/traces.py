"""Traces of a person: their words in every writing that a machine gives them, wherever bytes lie.

`Traces` knows a person's strings as UTF-8, escaped for JSON, HTML, URLs and mails, and in base64 at
each of its three alignments. It looks into what it is given as it is, and into what that unpacks
to: zlib, gzip and zip, and base64 in texts, one within another.
"""

import base64
import binascii
import html
import io
import json
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

#: Shorter ones are found in anything.
SHORTEST = 4
#: Of base64 in a text, worth unpacking.
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_DEPTH = 4


def writings(text: str) -> set[bytes]:
    """The text as machines write it."""
    plain = text.encode()
    ascii_json = json.dumps(text)[1:-1]
    texts = {
        text,
        text.lower(),
        text.upper(),
        json.dumps(text, ensure_ascii=False)[1:-1],
        ascii_json,
        # an escape within a text that is escaped once more
        json.dumps(ascii_json)[1:-1],
        ascii_json.replace("\\u", "\\U").upper().replace("\\U", "\\u"),
        html.escape(text),
        html.escape(text, quote=False),
        "".join(c if c.isascii() else f"&#{ord(c)};" for c in text),
        quote(text),
        quote(text, safe=""),
        quote(text, safe="@"),
        quote(text, safe="+"),
        quote(text, safe="@+"),
        quote_plus(text),
        repr(text)[1:-1],
    }
    found = {one.encode() for one in texts} | {quopri.encodestring(plain).rstrip(b"=\n")}
    for one in {text, text.lower()}:
        found |= set(_in_base64(one.encode()))
    return found


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """What base64 has of it, wherever it begins in a group of three bytes; edges left out, as they
    hold bits of what stands beside it.
    """
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + plain)
        first = -(-before * 8 // 6)
        last = (before + len(plain)) * 8 // 6
        part = coded[first:last]
        yield part
        yield part.replace(b"+", b"-").replace(b"/", b"_")


class Traces:
    def __init__(self, strings: Iterable[str]) -> None:
        self._needles: dict[bytes, str] = {}
        for text in strings:
            assert len(text) >= SHORTEST, f"{text!r} would be found in anything"
            for needle in writings(text):
                self._needles[needle] = text

    def within(self, haystack: bytes | str) -> set[str]:
        """The person's strings in it, and in whatever it unpacks to."""
        data = haystack.encode("utf-8", "surrogatepass") if isinstance(haystack, str) else haystack
        return {text for one in _unpacked(data, _DEPTH) for text in self._plainly(one)}

    def in_value(self, value: Any) -> set[str]:
        """In all that a value of JSON's or DynamoDB's kind holds, names of fields too."""
        if isinstance(value, dict):
            return {text for pair in value.items() for part in pair for text in self.in_value(part)}
        if isinstance(value, list | tuple | set | frozenset):
            return {text for part in value for text in self.in_value(part)}
        if isinstance(value, bytes | bytearray | memoryview):
            return self.within(bytes(value))
        return self.within(value if isinstance(value, str) else str(value))

    def _plainly(self, data: bytes) -> set[str]:
        return {text for needle, text in self._needles.items() if needle in data}


def _unpacked(data: bytes, depth: int) -> Iterator[bytes]:
    yield data
    if depth == 0 or len(data) < SHORTEST:
        return
    for inner in _inflated(data):
        yield from _unpacked(inner, depth - 1)
    for match in _BASE64.finditer(data):
        for inner in _decoded(match[0]):
            yield from _unpacked(inner, depth - 1)


def _inflated(data: bytes) -> Iterator[bytes]:
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from (archive.read(name) for name in archive.namelist())
        except zipfile.BadZipFile:
            return
    elif data[:1] == b"\x78" or data[:2] == b"\x1f\x8b":
        try:
            yield zlib.decompress(data, zlib.MAX_WBITS | 32)
        except zlib.error:
            return


def _decoded(text: bytes) -> Iterator[bytes]:
    """What a text in base64 holds, where it holds something packed: needles find what is plain."""
    padded = text.rstrip(b"=")
    padded += b"=" * (-len(padded) % 4)
    for other in (b"+/", b"-_"):
        try:
            plain = base64.b64decode(padded, altchars=other, validate=True)
        except (binascii.Error, ValueError):
            continue
        if plain[:1] == b"\x78" or plain[:2] in {b"\x1f\x8b", b"PK"}:
            yield plain
