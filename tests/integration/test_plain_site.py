"""The plain pages at `/` and `/api/docs`: whole, strict in their policy, true to the routes."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.http_messages import Answer, Request
from barrow.cloud.origin import Origin
from barrow.cloud.plain_site import PlainSite
from barrow.cloud.routes import RouteTable

from tests.shop import ROOT, apps
from tests.unit.cloud.wsgi_calls import call

PLAIN = ROOT / "static_site" / "plain"
PAGES = sorted(PLAIN.rglob("*.html"))
MODULES = sorted(PLAIN.rglob("*.js"))
#: Answered by the local cloud itself, not by a file.
ELSEWHERE = {"/dev"}

_IMPORT = re.compile(r'^(?:import|export) [^;]*?from "([^"]+)"|^import "([^"]+)"', re.M)
_DEFINED = re.compile(r'customElements\.define\("([a-z-]+)"')
_API_PATH = re.compile(r'ask\(\s*"([A-Z]+)",\s*["`](/api/[^"`]+)["`]')


def name_of(path: Path) -> str:
    return path.relative_to(PLAIN).as_posix()


class Page(HTMLParser):
    """What a page refers to and what it says inline."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self._inside = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside in {"script", "style"} and data.strip():
            self.inline.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    @property
    def addresses(self) -> list[str]:
        named = (attrs.get("href") or attrs.get("src") for _, attrs in self.tags)
        return [address for address in named if address]

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]


@pytest.fixture
def site(tmp_path: Path) -> PlainSite:
    return PlainSite(PLAIN, tmp_path / "site")


def get(site: PlainSite, path: str, **headers: str) -> Answer:
    return site(Request("GET", path, "", headers))


def header(answer: Answer, name: str) -> str | None:
    return dict(answer.headers).get(name)


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/product/", "text/html; charset=utf-8"),
        ("/cart/", "text/html; charset=utf-8"),
        ("/checkout/", "text/html; charset=utf-8"),
        ("/order/", "text/html; charset=utf-8"),
        ("/api/docs", "text/html; charset=utf-8"),
        ("/api/docs/", "text/html; charset=utf-8"),
        ("/assets/plain.css", "text/css; charset=utf-8"),
        ("/assets/api.js", "text/javascript; charset=utf-8"),
        ("/assets/barrow.svg", "image/svg+xml"),
    ],
)
def test_serves_each_kind_of_file_with_its_content_type(
    site: PlainSite, path: str, media: str
) -> None:
    answer = get(site, path)

    assert (answer.status, header(answer, "Content-Type")) == (200, media)


def test_answers_an_unknown_address_with_its_own_page(site: PlainSite) -> None:
    answer = get(site, "/nothing/here")

    assert answer.status == 404
    assert b"There is nothing here" in answer.body


@pytest.mark.parametrize("path", ["/", "/assets/api.js", "/media/tea-1", "/nothing"])
def test_allows_nothing_inline_and_nothing_from_elsewhere(site: PlainSite, path: str) -> None:
    policy = header(get(site, path), "Content-Security-Policy") or ""

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_sends_localhost_to_the_address_that_the_shop_knows_itself_by(site: PlainSite) -> None:
    request = Request("GET", "/product/", "slug=tea", {"Host": "localhost:8000"})

    answer = site(request)

    assert answer.status == 307
    assert header(answer, "Location") == "http://127.0.0.1:8000/product/?slug=tea"


def test_draws_the_same_picture_for_the_same_key_and_another_for_another(site: PlainSite) -> None:
    first, again, second = (get(site, f"/media/tea-{n}") for n in (1, 1, 2))

    assert header(first, "Content-Type") == "image/svg+xml"
    assert first.body == again.body
    assert first.body != second.body


def test_makes_way_for_a_published_storefront(site: PlainSite, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("published", encoding="utf-8")

    home, picture = get(site, "/"), get(site, "/media/tea-1")

    assert home.body == b"published"
    assert picture.status == 404


def test_the_origin_leaves_the_description_of_the_apis_to_the_site(site: PlainSite) -> None:
    def refuse(*_: Any) -> Any:
        raise AssertionError("asked an API or the developer's page")

    page = call(Origin(refuse, refuse, site), "GET", "/api/docs")

    assert page.status == 200
    assert b"<shop-api-docs>" in page.body


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_has_no_inline_script_or_style(path: Path) -> None:
    page = Page(path)

    assert page.inline == []
    assert [tag for tag, _ in page.tags if tag == "style"] == []
    assert [a for _, attrs in page.tags for a in attrs if a == "style" or a.startswith("on")] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_whatever_a_page_refers_to_is_there(site: PlainSite, path: Path) -> None:
    page = Page(path)
    anchors = [a[1:] for a in page.addresses if a.startswith("#")]
    asked = [a for a in page.addresses if not a.startswith("#") and a not in ELSEWHERE]

    missing = [address for address in asked if get(site, address).status != 200]

    assert asked
    assert missing == []
    assert set(anchors) <= set(page.ids)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_loads_every_element_that_it_uses(path: Path) -> None:
    page = Page(path)
    used = {tag for tag, _ in page.tags if tag.startswith("shop-")}
    loaded = {
        name
        for tag, attrs in page.tags
        if tag == "script"
        for name in _DEFINED.findall((PLAIN / (attrs["src"] or "").lstrip("/")).read_text("utf-8"))
    }

    assert used == loaded


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_names_its_language_its_title_and_its_one_main_part(path: Path) -> None:
    page = Page(path)
    tags = [tag for tag, _ in page.tags]

    assert ("html", {"lang": "en"}) in page.tags
    assert tags.count("title") == tags.count("main") == 1
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_is_there(path: Path) -> None:
    imported = ["".join(pair) for pair in _IMPORT.findall(path.read_text(encoding="utf-8"))]

    missing = [name for name in imported if not (path.parent / name).is_file()]

    assert missing == []


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node to parse")
@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_parses(path: Path) -> None:
    command = ["node", "--input-type=module", "--check"]

    parsed = subprocess.run(command, input=path.read_bytes(), capture_output=True, check=False)

    assert parsed.returncode == 0, parsed.stderr.decode()


def test_every_module_is_used_by_a_page() -> None:
    waiting = {
        PLAIN / (attrs["src"] or "").lstrip("/")
        for path in PAGES
        for tag, attrs in Page(path).tags
        if tag == "script"
    }
    reached: set[Path] = set()
    while waiting:
        module = waiting.pop()
        reached.add(module)
        names = ("".join(pair) for pair in _IMPORT.findall(module.read_text(encoding="utf-8")))
        waiting |= {(module.parent / name).resolve() for name in names} - reached

    assert reached == set(MODULES)


def test_one_module_alone_fetches() -> None:
    asking = re.compile(r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon")

    fetching = [path.name for path in MODULES if asking.search(path.read_text(encoding="utf-8"))]

    assert fetching == ["api.js"]


def test_one_module_alone_makes_markup_of_text() -> None:
    risky = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write")

    making = [path.name for path in MODULES if risky.search(path.read_text(encoding="utf-8"))]

    assert making == ["html.js"]


def asked_routes() -> Iterator[tuple[str, str]]:
    """(method, path) of each call in api.js, path parameters filled in."""
    text = (PLAIN / "assets" / "api.js").read_text(encoding="utf-8")
    for method, path in _API_PATH.findall(text):
        bare = path.partition("${query(")[0]
        yield method, re.sub(r"\$\{part\(\w+\)\}", "x", bare)


def is_routed(method: str, path: str) -> bool:
    app = apps()[path.split("/")[2]].app
    match = RouteTable(app.routes).match(path.removeprefix("/api"))
    return match is not None and method in match.methods


def test_every_route_that_the_pages_ask_for_exists() -> None:
    asked = [route for route in asked_routes() if not route[1].endswith("/x/openapi.json")]

    unknown = [route for route in asked if not is_routed(*route)]

    assert len(asked) == 14
    assert unknown == []


def test_the_description_shows_every_capability() -> None:
    text = (PLAIN / "assets" / "shop-api-docs.js").read_text(encoding="utf-8")
    listed = re.search(r"CAPABILITIES = \[([^\]]*)\]", text)

    assert listed is not None
    assert set(re.findall(r'"(\w+)"', listed[1])) == set(apps())
