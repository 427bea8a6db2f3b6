"""What the storefront's templates are given: values alone, ready to be shown.

Addresses are paths of the one origin that end in a slash; amounts are minor units. A `srcset` is
the attribute's text. `availability` is in_stock, low_stock, out_of_stock or backorder.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shopkit.pages import Alternate, Crumb, NavItem, Page, Shop

__all__ = ["Alternate", "Crumb", "NavItem", "Page", "Shop"]


@dataclass(frozen=True)
class Picture:
    """A picture that is ready. `width` and `height` are the original's, in pixels.

    `avif` and `jpeg` are srcsets, `src` the JPEG of 640 and `large` that of 1280 (or the widest
    there is); `blur` is a data: URI that stands in while the picture loads, or empty.
    """

    key: str
    alt: str
    width: int
    height: int
    avif: str
    jpeg: str
    src: str
    large: str
    blur: str


@dataclass(frozen=True)
class Price:
    """`from_`: other variants cost more."""

    amount: int
    currency: str
    compare_at: int | None = None
    from_: bool = False


@dataclass(frozen=True)
class Card:
    """A product in a list; `sku` is there when it can be added to a cart right from the card."""

    name: str
    url: str
    brand: str
    price: Price | None
    picture: Picture | None
    availability: str
    variants: int
    sku: str | None


@dataclass(frozen=True)
class CategoryCard:
    """`count` is how many products are on sale in it and below it."""

    name: str
    url: str
    description: str
    picture: Picture | None
    count: int


@dataclass(frozen=True)
class Home:
    hero: Picture | None
    tagline: str
    categories: tuple[CategoryCard, ...]
    newest: tuple[Card, ...]
    featured: tuple[Card, ...]


@dataclass(frozen=True)
class SortLink:
    name: str
    url: str
    current: bool


@dataclass(frozen=True)
class PageLink:
    """Numbers may have gaps between them, where there are many pages."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class Category:
    """One page of a category in one order; `brands` are those of this page's cards, sorted."""

    name: str
    slug: str
    description: str
    children: tuple[CategoryCard, ...]
    cards: tuple[Card, ...]
    total: int
    sorts: tuple[SortLink, ...]
    number: int
    pages: tuple[PageLink, ...]
    previous: str | None
    next: str | None
    brands: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """`label` is its options' values in order, `Large / Red`; empty where there is no option."""

    id: str
    sku: str
    label: str
    options: Mapping[str, str]
    price: Price | None
    availability: str
    weight_grams: int


@dataclass(frozen=True)
class Product:
    """`description` is in paragraphs; `max_quantity` holds for each of the variants."""

    id: str
    name: str
    slug: str
    url: str
    description: tuple[str, ...]
    brand: str
    pictures: tuple[Picture, ...]
    options: tuple[Option, ...]
    variants: tuple[Variant, ...]
    price: Price | None
    availability: str
    related: tuple[Card, ...]
    max_quantity: int


@dataclass(frozen=True)
class Content:
    """`body` is HTML of the project's own templates, not of anybody's input."""

    heading: str
    body: str
