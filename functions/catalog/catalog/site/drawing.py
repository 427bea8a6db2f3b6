"""Files of the site, drawn from values: nothing is read here but templates and assets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from mimetypes import guess_type

from shopkit import pages
from shopkit.pages import Shop

from catalog.categories import Tree, children_of
from catalog.pictures.pictures_table import Rendered
from catalog.products import Product
from catalog.site import (
    addresses,
    bucket,
    category_pages,
    fixed_pages,
    home_page,
    product_pages,
    search_index,
    sitemaps,
)
from catalog.site.addresses import Sort
from catalog.site.bucket import File
from catalog.site.directory import Shelves
from catalog.site.menu import HERO, menu, picture_key

Ready = Mapping[str, Rendered]

_MEDIA = {
    ".js": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".css": "text/css",
}
_REDIRECT = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Moved</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{url}">
<meta http-equiv="refresh" content="0; url={path}">
<p>This is at <a href="{path}">another address</a> now.</p>
</html>
"""


@dataclass(frozen=True)
class Site:
    """What every page hangs on: the shop with its menu, and all that stands on its shelves."""

    shop: Shop
    shelves: Shelves

    @classmethod
    def of(cls, shelves: Shelves) -> "Site":
        return cls(pages.shop(menu(shelves.tree)), shelves)


def home(site: Site, ready: Ready) -> File:
    view = home_page.view(site.shelves, ready, site.shop)
    page = home_page.page(view, site.shop)
    return _html(page.path, pages.render("home.html", page, site.shop, home=view))


def category(site: Site, slug: str, sort: Sort, number: int, ready: Ready) -> File:
    view = category_pages.view(site.shelves, slug, sort, number, ready)
    page = category_pages.page(view, site.shelves, sort, site.shop)
    return _html(page.path, pages.render("category.html", page, site.shop, category=view))


def product(site: Site, found: Product, ready: Ready) -> File:
    related = site.shelves.related(found.id)
    view = product_pages.view(found, ready, related, site.shop.currency)
    page = product_pages.page(view, found, site.shelves.tree, site.shop)
    return _html(page.path, pages.render("product.html", page, site.shop, product=view))


def fixed(site: Site) -> list[File]:
    """Texts, frames and what search robots are told."""
    drawn = []
    for one in fixed_pages.FIXED:
        page = fixed_pages.page(one, site.shop)
        content = fixed_pages.content(one, site.shop)
        values = {"content": content} if content else {}
        html = pages.render(one.template, page, site.shop, **values)
        drawn.append(File(fixed_pages.key(one), html.encode()))
    robots = fixed_pages.robots(site.shop).encode()
    return [*drawn, File(addresses.ROBOTS_KEY, robots, bucket.TEXT)]


def listings(site: Site) -> list[File]:
    """What lists everything: the search page's index, and the sitemaps."""
    index = search_index.search_index(site.shelves).encode()
    maps = sitemaps.sitemaps(site.shelves, site.shop)
    return [
        File(addresses.SEARCH_KEY, index, bucket.JSON),
        *(File(key, text.encode(), bucket.XML) for key, text in maps.items()),
    ]


def redirect(slug: str, to: str, shop: Shop) -> File:
    """A page for those who follow an old link, and what the CDN makes a 301 of."""
    path = addresses.product(to)
    body = _REDIRECT.format(path=escape(path), url=escape(addresses.absolute(path, shop)))
    return File(addresses.key(addresses.product(slug)), body.encode(), moved_to=path)


def assets() -> list[File]:
    """Stylesheet, modules, icons and fonts, in the folder of their version."""
    made = []
    for name, path in pages.assets().items():
        media = _MEDIA.get(path.suffix) or guess_type(name)[0] or "application/octet-stream"
        textual = media.startswith("text/") or media == "application/manifest+json"
        media = f"{media}; charset=utf-8" if textual else media
        key = pages.asset(name).removeprefix("/")
        made.append(File(key, path.read_bytes(), media, bucket.FOREVER))
    return made


def pictures_of(products: Iterable[Product]) -> list[str]:
    return [picture.key for product in products for picture in product.pictures]


def decorations(tree: Tree, parents: Iterable[str | None]) -> list[str]:
    """Keys of the pictures of categories right below `parents`; of the home page's, too: None."""
    keys = []
    for parent in dict.fromkeys(parents):
        keys += [HERO] if parent is None else []
        keys += [picture_key(child.slug) for child in children_of(tree, parent)]
    return keys


def _html(path: str, html: str) -> File:
    return File(addresses.key(path), html.encode())
