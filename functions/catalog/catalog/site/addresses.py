"""Where everything stands on the storefront: paths of pages, and keys of the site bucket.

Every page's path ends in a slash and is the file `<path>index.html`. A category stands in four
orders; the newest first has the short address, and the first page of an order no number.
"""

from typing import Literal

from shopkit import pages

from catalog.offer_changes import media_path

Sort = Literal["newest", "by-price", "by-price-down", "by-name"]
#: In the order in which they are offered.
SORTS: dict[Sort, str] = {
    "newest": "Newest",
    "by-price": "Price, low to high",
    "by-price-down": "Price, high to low",
    "by-name": "Name",
}

HOME = "/"
ROBOTS_KEY = "robots.txt"
SITEMAP_KEY = "sitemap.xml"
SEARCH_KEY = "search/index.json"
ASSETS = "assets/"
PRODUCTS = "products/"
CATEGORIES = "categories/"
SITEMAPS = "sitemaps/"
#: Where all that stands was published; elsewhere a shopkeeper may put files beside it.
FOLDERS = (PRODUCTS, CATEGORIES, SITEMAPS, ASSETS)
#: Publishing's own notes; nothing on a page leads there.
NOTES = ".barrow/"


def product(slug: str) -> str:
    return f"/{PRODUCTS}{slug}/"


def category(slug: str, sort: Sort = "newest", number: int = 1) -> str:
    order = "" if sort == "newest" else f"{sort}/"
    page = f"{number}/" if number > 1 else ""
    return f"/{CATEGORIES}{slug}/{order}{page}"


def key(path: str) -> str:
    """The object of a page's path."""
    return f"{path.removeprefix('/')}index.html"


def sitemap(name: str) -> str:
    return f"{SITEMAPS}{name}.xml"


def absolute(path: str, shop: pages.Shop) -> str:
    return f"{shop.url}{path}"


def rendition(picture: str, width: int, kind: Literal["avif", "jpg"]) -> str:
    """The path of one width of a picture; it never changes, so browsers keep it for good."""
    return f"{media_path(picture)}/{width}.{kind}"


def place_of(page_key: str) -> tuple[str, Sort, int] | None:
    """(category, order, number) of the object of a category's page; None for any other."""
    if not page_key.startswith(CATEGORIES) or not page_key.endswith("/index.html"):
        return None
    slug, *rest = page_key.removeprefix(CATEGORIES).removesuffix("/index.html").split("/")
    sort: Sort = next((one for one in SORTS if rest[:1] == [one]), "newest")
    number = int(rest[-1]) if rest and rest[-1].isdecimal() else 1
    return (slug, sort, number) if key(category(slug, sort, number)) == page_key else None


def slug_of(page_key: str) -> str | None:
    """The slug of the object of a product's page; None for any other."""
    parts = page_key.split("/")
    is_page = len(parts) == 3 and page_key.startswith(PRODUCTS) and parts[2] == "index.html"
    return parts[1] if is_page else None
