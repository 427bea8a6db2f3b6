"""The sitemaps that search engines read (sitemaps.org, "Sitemaps XML format"), and the index."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from shopkit.pages import Shop

from catalog.site import addresses
from catalog.site.directory import Shelves
from catalog.site.fixed_pages import FIXED

#: The protocol's own limit of addresses a file.
LARGEST = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

Place = tuple[str, str | None]
"""A path, and the day on which its page was last another one, where that is known."""


def sitemaps(shelves: Shelves, shop: Shop, largest: int = LARGEST) -> dict[str, str]:
    """Every sitemap by its key, the index that names them all included."""
    entries = shelves.directory.entries
    # in the order in which they were made: a new product changes the last file alone
    products = [(entries[key].url, entries[key].updated) for key in sorted(entries)]
    files = {
        addresses.sitemap(f"products-{number}"): _urls(part, shop)
        for number, part in enumerate(_parts(products, largest), 1)
    }
    files[addresses.sitemap("categories")] = _urls(_categories(shelves), shop)
    files[addresses.sitemap("pages")] = _urls(_pages(), shop)
    return files | {addresses.SITEMAP_KEY: _index(files, shop)}


def _parts(places: Sequence[Place], largest: int) -> list[Sequence[Place]]:
    """At least one, so that the index never names a file that is not there."""
    return [places[at : at + largest] for at in range(0, len(places), largest)] or [places]


def _categories(shelves: Shelves) -> list[Place]:
    """Each page of each category, in the one order that search engines keep."""
    return [
        (addresses.category(slug, "newest", number), None)
        for slug in sorted(shelves.tree)
        for number in range(1, shelves.pages(slug) + 1)
    ]


def _pages() -> list[Place]:
    return [(addresses.HOME, None), *((one.path, None) for one in FIXED if one.listed)]


def _urls(places: Iterable[Place], shop: Shop) -> str:
    lines = []
    for path, day in places:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(addresses.absolute(path, shop))}</loc>{changed}</url>\n")
    return f'{_HEAD}<urlset xmlns="{_NAMESPACE}">\n{"".join(lines)}</urlset>\n'


def _index(keys: Iterable[str], shop: Shop) -> str:
    lines = [
        f"<sitemap><loc>{escape(addresses.absolute(f'/{key}', shop))}</loc></sitemap>\n"
        for key in keys
    ]
    return f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{"".join(lines)}</sitemapindex>\n'
