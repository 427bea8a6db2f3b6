"""Contract: what every page of the shop is given, and how it becomes HTML.

The templates and assets of static_site/ go with each function that renders pages: links in its
vendor/ lay `templates/` and `assets/` beside this package in the zip. Every template gets `shop`
and `page` (below) and what its kind needs besides; values are escaped always, so that a product's
name can hold anything. Filters and functions of the templates:

    {{ price | money }}                £12.50, of what has an amount and a currency
    {{ price.compare_at | money(price.currency) }}
    {{ price | decimal }}              12.50, as machines read it
    {{ order.created_at | day }}       2 March 2026
    {{ asset("shop.css") }}            /assets/<version>/shop.css, which never changes

`<version>` is a digest over all assets together: modules import one another by relative paths, and
a folder a version keeps those right without rewriting a line.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from shopkit.consent_texts import CURRENT, TEXTS
from shopkit.settings import settings
from shopkit.shown import day, decimal, money

Kind = Literal[
    "home", "category", "product", "cart", "checkout", "order", "account", "search", "content",
    "not_found",
]  # fmt: skip


@dataclass(frozen=True)
class NavItem:
    name: str
    url: str
    children: tuple["NavItem", ...] = ()


@dataclass(frozen=True)
class Shop:
    """`url` is the origin without a slash at the end; `nav` the menu of categories."""

    name: str
    url: str
    currency: str
    country: str
    email: str
    locale: str
    nav: tuple[NavItem, ...] = ()


@dataclass(frozen=True)
class Crumb:
    name: str
    url: str


@dataclass(frozen=True)
class Alternate:
    """The same page in another language, as hreflang names it."""

    language: str
    url: str


@dataclass(frozen=True)
class Page:
    """`canonical`, `image` and alternates are absolute; `json_ld` are JSON texts safe in a script.

    `indexed` False: search engines are asked to leave the page out.
    """

    kind: Kind
    path: str
    title: str
    description: str
    canonical: str
    indexed: bool = True
    image: str | None = None
    breadcrumbs: tuple[Crumb, ...] = ()
    json_ld: tuple[str, ...] = ()
    alternates: tuple[Alternate, ...] = ()


def shop(nav: tuple[NavItem, ...] = ()) -> Shop:
    """The shop as the settings tell it."""
    known = settings()
    return Shop(
        name=known.shop_name,
        url=known.site_url,
        currency=known.currency,
        country=known.country,
        email=known.sender,
        locale=f"en-{known.country}",
        nav=nav,
    )


def asset(name: str) -> str:
    return f"/assets/{assets_version()}/{name}"


def render(template: str, page: Page, within: Shop, **values: Any) -> str:
    html: str = environment().get_template(template).render(page=page, shop=within, **values)
    return html


@lru_cache(maxsize=1)
def environment() -> Any:
    """Jinja2 with the shop's templates; made once, when the first page is rendered."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"money": money, "decimal": decimal, "day": day}
    made.globals |= {"asset": asset, "consent_text": CURRENT, "consent_texts": TEXTS[CURRENT]}
    return made


def folder(name: str) -> Path:
    """`templates` or `assets`: beside this package in a zip, in static_site/ of the source tree."""
    here = Path(__file__).resolve()
    packed = here.parent.parent.joinpath(name)
    return packed if packed.is_dir() else here.parents[2].joinpath("static_site", name)


def assets() -> dict[str, Path]:
    return _files(folder("assets"))


def templates() -> dict[str, Path]:
    return _files(folder("templates"))


def _files(root: Path) -> dict[str, Path]:
    """Every file by its name, `/` between folders; what begins with a dot is none."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {
        name: path
        for name, path in sorted(found.items())
        if not any(part.startswith(".") for part in name.split("/"))
    }


@lru_cache(maxsize=1)
def assets_version() -> str:
    """Twelve characters that are others as soon as one byte or name of an asset is."""
    digest = hashlib.sha256()
    for name, path in assets().items():
        digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def forget() -> None:
    """Read templates and assets anew: for a process that outlives a change of them."""
    environment.cache_clear()
    assets_version.cache_clear()
