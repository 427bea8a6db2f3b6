"""Pages as they are drawn: whatever a product is called, its pages say it and are whole."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from catalog.pictures.pictures_table import Rendered
from catalog.products import Picture, Product
from catalog.site import drawing
from catalog.site.drawing import Site
from catalog.site.entries import entry
from catalog.site.menu import menu
from hypothesis import given, settings
from hypothesis import strategies as st
from shopkit import pages

from tests.unit.catalog.goods import in_sizes, make_product, make_variant
from tests.unit.catalog.shelves import SHOP, TREE, make_entry, shelved

NASTY = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    'Tom\'s "best" & <b>bold</b>',
    "{{ 7 * 7 }} {% raw %}",
    "<!-- comment",
    "מזון לגינה \u202eevil",
    "🌱🪴 Emoji 👩‍🌾",
    "A" * 200,
    "  spaces   and\ttabs ",
    "\u2028\u2029 & &amp; &lt;",
]
READY = {"tea": Rendered("tea", 800, 800, (320, 480, 640), "data:image/webp;base64,AA")}
VOID = {"meta", "link", "img", "input", "br", "hr", "source", "path", "area", "base", "col", "wbr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    text: str = ""


@dataclass
class Document(HTMLParser):
    """Every element with its attributes and its own text, as a browser would read them."""

    elements: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].text += data

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]


def parsed(html: bytes) -> Document:
    document = Document()
    document.feed(html.decode())
    document.close()
    return document


def site_with(product: Product) -> Site:
    shelves = shelved([entry(product, READY, "GBP"), make_entry(1)])
    return Site(SHOP_WITH_MENU, shelves)


SHOP_WITH_MENU = pages.Shop(**{**vars(SHOP), "nav": menu(TREE)})


def structured(document: Document, kind: str) -> dict[str, Any]:
    blocks = [
        json.loads(one.text)
        for one in document.all("script")
        if one.attributes.get("type") == "application/ld+json"
    ]
    return next(block for block in blocks if block["@type"] == kind)


def named(name: str) -> Product:
    return make_product(
        id="prd_9", name=name, brand=name[:80], description=f"{name}\n\n{name}",
        category="seeds", pictures=(Picture("tea", name),),
    )  # fmt: skip


def assert_says(name: str) -> None:
    product = named(name)
    site = site_with(product)

    page = parsed(drawing.product(site, product, READY).body)
    shelf = parsed(drawing.category(site, "seeds", "newest", 1, READY).body)

    words = " ".join(name.split())
    assert words in [" ".join(one.text.split()) for one in page.all("h1")]
    assert structured(page, "Product")["name"] == name
    assert structured(page, "BreadcrumbList")["itemListElement"][-1]["name"] == name
    assert name in [one.attributes.get("alt") for one in page.all("img")]
    titles = {one.attributes.get("property"): one.attributes.get("content")
              for one in page.all("meta")}  # fmt: skip
    assert titles["og:title"] == f"{name} · {SHOP.name}"
    assert name in [one.attributes.get("data-name") for one in shelf.all("article")]
    for document in (page, shelf):
        scripts = [one for one in document.all("script") if one.text.strip()]
        assert {one.attributes.get("type") for one in scripts} <= {"application/ld+json"}
        handlers = {key for one in document.elements for key in one.attributes
                    if key.startswith("on") or key == "style"}  # fmt: skip
        assert handlers == set()


@pytest.mark.parametrize("name", NASTY)
def test_a_page_says_any_name_and_runs_none(name: str) -> None:
    assert_says(name)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200)
       .filter(str.strip))  # fmt: skip
def test_a_page_says_whatever_a_name_may_hold(name: str) -> None:
    assert_says(name)


def test_sitemaps_are_whole_though_addresses_hold_what_xml_does_not() -> None:
    shelves = shelved([make_entry(1, slug="tea"), make_entry(2, slug="jam")])
    site = Site(pages.Shop(**{**vars(SHOP), "url": "https://shop.example/?a&b=<c>"}), shelves)

    files = {file.key: file for file in drawing.listings(site)}

    found = ElementTree.fromstring(files["sitemaps/products-1.xml"].body)  # noqa: S314
    assert found[0][0].text == "https://shop.example/?a&b=<c>/products/tea/"


def test_what_is_sold_in_other_currencies_alone_has_a_page_without_an_offer() -> None:
    abroad = make_variant(prices={"EUR": 500})

    page = page_of(make_product(id="prd_9", variants=(abroad,), category=None))

    assert "offers" not in structured(page, "Product")
    assert [one.text for one in page.all("h1")] == ["Tea"]
    assert [one for one in page.all("button") if "Add to cart" in one.text] == []


def test_one_variant_is_an_offer_and_several_are_an_aggregate_of_them() -> None:
    several = in_sizes("L", "S", id="prd_9", levels={"TEA-L": "low_stock"})
    dear = make_variant("TEA-S", options={"Size": "S"}, prices={"GBP": 990}, position=1)
    several = make_product(**{**vars(several), "variants": (several.variants[0], dear)})

    single = structured(page_of(make_product(id="prd_9")), "Product")["offers"]
    aggregate = structured(page_of(several), "Product")["offers"]

    assert (single["@type"], single["price"], single["priceCurrency"]) == ("Offer", "4.50", "GBP")
    assert single["availability"] == "https://schema.org/OutOfStock"
    assert single["url"] == "https://shop.example/products/tea/"
    assert (aggregate["@type"], aggregate["lowPrice"], aggregate["highPrice"]) == (
        "AggregateOffer", "4.50", "9.90",
    )  # fmt: skip
    assert aggregate["offerCount"] == len(aggregate["offers"]) == 2
    assert aggregate["offers"][0]["availability"] == "https://schema.org/LimitedAvailability"


def page_of(product: Product) -> Document:
    return parsed(drawing.product(site_with(product), product, {}).body)


def test_structured_data_has_what_schema_org_requires() -> None:
    site = Site(SHOP_WITH_MENU, shelved([make_entry(n) for n in range(30)]))

    home = parsed(drawing.home(site, {}).body)
    shelf = parsed(drawing.category(site, "seeds", "newest", 2, {}).body)

    search = structured(home, "WebSite")["potentialAction"]
    assert search["target"]["urlTemplate"] == "https://shop.example/search/?q={search_term_string}"
    assert search["query-input"] == "required name=search_term_string"
    organization = structured(home, "Organization")
    assert {"name", "url", "logo"} <= organization.keys()
    steps = structured(shelf, "BreadcrumbList")["itemListElement"]
    assert [(one["position"], one["item"]) for one in steps] == [
        (1, "https://shop.example/"),
        (2, "https://shop.example/categories/garden/"),
        (3, "https://shop.example/categories/seeds/"),
    ]


def test_other_orders_of_a_category_are_left_out_of_search_engines() -> None:
    site = Site(SHOP_WITH_MENU, shelved([make_entry(n) for n in range(30)]))

    by_price = parsed(drawing.category(site, "seeds", "by-price", 1, {}).body)
    second = parsed(drawing.category(site, "seeds", "newest", 2, {}).body)

    robots = [one.attributes.get("content") for one in by_price.all("meta")
              if one.attributes.get("name") == "robots"]  # fmt: skip
    canonical = [one.attributes.get("href") for one in second.all("link")
                 if one.attributes.get("rel") == "canonical"]  # fmt: skip
    assert robots == ["noindex"]
    assert canonical == ["https://shop.example/categories/seeds/2/"]


def test_an_old_address_leads_to_the_new_one_in_every_way() -> None:
    file = drawing.redirect("old-tea", "new-tea", SHOP)

    assert file.key == "products/old-tea/index.html"
    assert file.moved_to == "/products/new-tea/"
    assert b'content="0; url=/products/new-tea/"' in file.body


def test_assets_are_kept_for_ever_under_their_version() -> None:
    files = {file.key: file for file in drawing.assets()}

    style = files[pages.asset("shop.css").removeprefix("/")]
    assert style.media == "text/css; charset=utf-8"
    assert style.cache == "public, max-age=31536000, immutable"
    assert {file.media for key, file in files.items() if key.endswith(".js")} == {
        "text/javascript; charset=utf-8"
    }
