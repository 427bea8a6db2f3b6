"""The published site as a crawler reads it: every page of the sitemap, and what pages refer to."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

_LOCATION = re.compile(r"<loc>([^<]+)</loc>")
#: Beside what the sitemap lists: pages that search engines shall not keep.
UNLISTED = ("/cart/", "/checkout/", "/order/", "/search/", "/404.html", "/api/docs/",
            "/account/", "/account/orders/", "/account/wishlists/", "/account/addresses/",
            "/account/profile/", "/account/privacy/", "/wishlist/",
            "/account/sign-in/", "/account/sign-up/", "/account/recover/", "/account/confirm/",
            "/account/invitation/", "/account/security/", "/api/accounts/page",
            "/api/cart/page", "/api/checkout/page", "/api/checkout/order-page")  # fmt: skip
_WORKERS = 4


@dataclass(frozen=True)
class Fetched:
    address: str
    status: int
    media: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass
class Parsed(HTMLParser):
    """What a page says of itself and refers to; addresses as they stand there."""

    html: str
    references: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    json_ld: list[str] = field(default_factory=list)
    canonical: str = ""
    title: str = ""
    description: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._inside = ""
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given["id"]} if "id" in given else set()
        self._head(tag, given)
        if tag == "form" and given.get("method", "get") == "post":
            return  # an address that is not to be read
        for name in ("href", "src", "action"):
            if name in given:
                self.references.append(given[name])
        for name in ("srcset", "imagesrcset"):
            parts = given.get(name, "").split(",")
            self.references += [part.split()[0] for part in parts if part.strip()]

    def _head(self, tag: str, given: dict[str, str]) -> None:
        if tag in {"title", "script"}:
            self._inside = tag
        if tag == "script" and given.get("type") == "application/ld+json":
            self._inside = "ld+json"
            self.json_ld.append("")
        elif tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href", "")
        elif tag == "meta" and given.get("name") == "description":
            self.description = given.get("content", "")

    def handle_data(self, data: str) -> None:
        if self._inside == "ld+json":
            self.json_ld[-1] += data
        elif self._inside == "title":
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"title", "script"}:
            self._inside = ""


def fetch(address: str, method: str = "GET") -> Fetched:
    """Redirects are followed; an answer of 400 and above is one like any other."""
    request = urllib.request.Request(address, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            media = answer.headers.get_content_type()
            return Fetched(answer.url, answer.status, media, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Fetched(address, error.code, error.headers.get_content_type(), error.read())


def fetch_all(addresses: Iterable[str], method: str = "GET") -> list[Fetched]:
    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(pool.map(lambda address: fetch(address, method), addresses))


def listed(url: str) -> list[str]:
    """The addresses in the sitemaps that /sitemap.xml names."""
    parts = _LOCATION.findall(fetch(f"{url}/sitemap.xml").text)
    return [address for part in parts for address in _LOCATION.findall(fetch(part).text)]


def inside(reference: str, page: str, url: str) -> str | None:
    """The whole address that `reference` means on `page`, if it is the shop's own."""
    whole = urljoin(page, reference)
    return whole if whole.startswith(f"{url}/") else None


def without_fragment(address: str) -> str:
    return urlsplit(address)._replace(fragment="").geturl()
