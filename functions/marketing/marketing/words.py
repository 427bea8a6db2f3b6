"""What every letter is made of: the shop that signs it, its subject, the words for its template."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shopkit import clock


@dataclass(frozen=True)
class Shop:
    """`url` is the site's, without a slash at its end."""

    name: str
    url: str


@dataclass(frozen=True)
class Words:
    """A letter's subject and what its template asks for."""

    subject: str
    more: Mapping[str, object] = field(default_factory=dict)

    def of(self, shop: Shop, stop_url: str | None) -> dict[str, object]:
        given = {"shop_name": one_line(shop.name), "site_url": shop.url, "stop_url": stop_url}
        return given | {"subject": self.subject} | dict(self.more)


def one_line(text: str) -> str:
    """The text with every run of white space and unprintable characters as one space."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def day(at: datetime | str) -> str:
    """`9 March 2026`, of a time or of its text."""
    found = clock.parse(at) if isinstance(at, str) else at
    return f"{found.day} {found:%B %Y}"


def moment(at: datetime) -> str:
    """`9 March 2026, 14:05 UTC`: whose clock it is must be said, since nobody's is known."""
    return f"{day(at)}, {at:%H:%M} UTC"
