"""The sample shop, published: every link leads somewhere, and everything is led to."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from barrow.cloud.moto_engine import MotoEngine
from barrow.loading import sample
from shopkit.settings import settings

from tests import storefront
from tests.integration.catalog.goods import CATEGORIES, PRODUCTS
from tests.integration.catalog.publishing.seeds import publish_everything
from tests.shop import Shop, apps, open_shop
from tests.storefront import html, keys, page


class Links(HTMLParser):
    """Every address that a page names, and every place in it that can be named."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.named: set[str] = set()
        self.places: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        found = {name: value or "" for name, value in attrs}
        self.named |= {found[name] for name in ("href", "src", "action") if name in found}
        self.places |= {found[name] for name in ("id", "name") if name in found}
        if found.get("property") in {"og:image", "og:url"}:
            self.named.add(found["content"])


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    """The sample's categories and products, without stock and pictures."""
    with storefront.publishing(), open_shop(MotoEngine()) as opened:
        catalogue = sample.read()
        for path, bodies in ((CATEGORIES, catalogue.categories), (PRODUCTS, catalogue.products)):
            for body in bodies:
                answer = opened.post(path, json=body, staff=True)
                assert answer.status == 201, answer.text
        publish_everything(opened)
        yield opened


def pages() -> dict[str, Links]:
    return {key: Links(html(key)) for key in keys() if key.endswith(".html")}


def local(address: str) -> str | None:
    """The address's path in this shop; None when it leads elsewhere."""
    parts = urlsplit(address)
    if parts.scheme in {"mailto", "tel", "data"}:
        return None
    own = not parts.netloc or f"{parts.scheme}://{parts.netloc}" == settings().site_url
    return parts.path if own else None


def test_every_link_of_every_page_leads_somewhere(shop: Shop) -> None:
    there = keys()
    routes = answered()

    broken = {
        (key, address)
        for key, links in pages().items()
        for address in links.named
        if (path := local(address))
        and f"{path}index.html".lstrip("/") not in there
        and path.lstrip("/") not in there
        and path not in routes
    }

    assert broken == set()


def answered() -> set[str]:
    """Paths of the apps' own that a page may lead to, or send a form to."""
    doors = {name: loaded.module.api for name, loaded in apps().items()}
    routes = {f"/api{route.path}" for api in doors.values() for route in api.routes}
    return routes | {f"/api/{name}/openapi.json" for name in doors}


def test_every_place_in_a_page_that_a_link_names_is_there(shop: Shop) -> None:
    lost = {
        (key, address)
        for key, links in pages().items()
        for address in links.named
        if address.startswith("#") and address[1:] not in links.places
    }

    assert lost == set()


def test_every_product_and_category_is_led_to_and_stands_in_a_sitemap(shop: Shop) -> None:
    named = {local(address) for links in pages().values() for address in links.named}
    told = {
        local(address)
        for key in keys()
        if key.startswith("sitemaps/")
        for address in re.findall("<loc>([^<]+)</loc>", html(key))
    }

    expected = {f"/products/{one['slug']}/" for one in sample.read().products}
    expected |= {f"/categories/{one['slug']}/" for one in sample.read().categories}
    assert expected <= named
    assert expected <= told
    assert [path for path in told if path and page(path) is None] == []


def test_no_page_carries_a_script_or_a_style_of_its_own(shop: Shop) -> None:
    for key in pages():
        text = html(key)
        assert " style=" not in text, key
        assert re.findall(r"<script(?![^>]*(?:src=|ld\+json))", text) == [], key
        assert re.findall(r"\son[a-z]+=", text) == [], key
