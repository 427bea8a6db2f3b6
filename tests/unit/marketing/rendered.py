"""A letter as its reader sees it, as HTML and as text."""

from html.parser import HTMLParser
from typing import Any

from marketing import letters, rendering
from marketing.letters import Letter
from marketing.readers import Reader
from marketing.words import Shop

from tests.unit.marketing.facts import make_reader

SHOP = Shop("Barrow & Daughters", "https://shop.example")


class Seen(HTMLParser):
    """What a reader sees of a page, where its links lead, and which elements it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.setdefault(tag, dict(attrs))
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]
        self._hidden = tag == "style"
        if tag not in {"strong", "span"}:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.text


def write(fact: Any, reader: Reader | None = None) -> Letter:
    return letters.write(fact, reader or make_reader(), SHOP)


def render(fact: Any, reader: Reader | None = None) -> tuple[Seen, str]:
    html, text = rendering.render(write(fact, reader))
    return Seen(html), text
