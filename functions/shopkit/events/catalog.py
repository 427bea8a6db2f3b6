"""What catalog tells: products, prices, categories, pictures, and how the site follows."""

from shopkit.events.fact import Fact


class ProductChanged(Fact):
    """A product was created, edited or archived; `status` is draft, active or archived."""

    source = "catalog"
    product_id: str
    slug: str
    status: str
    product_version: int


class PriceChanged(Fact):
    """One SKU's price in one currency is another; None: it was not, or is no longer, sold in it."""

    source = "catalog"
    sku: str
    product_id: str
    currency: str
    amount: int | None
    previous: int | None


class OfferWithdrawn(Fact):
    """A SKU can no longer be bought: its product was archived or drafted, or it was removed."""

    source = "catalog"
    sku: str
    product_id: str


class CategoryMoved(Fact):
    """A category stands elsewhere in the tree; what is in it must be listed under other ancestors.

    `leaf` and `after` say how far that has come: the leaf category in work, and the listing's sort
    key that was done last. Both empty: not begun.
    """

    source = "catalog"
    category: str
    parent: str | None
    leaf: str = ""
    after: str = ""


class CategoryChanged(Fact):
    """A category was created, edited, moved or removed: every menu that names it is another."""

    source = "catalog"
    category: str


class ProductAvailabilityChanged(Fact):
    """What the catalogue shows of a SKU's stock is another: in_stock, low_stock, out_of_stock."""

    source = "catalog"
    product_id: str
    sku: str
    level: str


class SlugReleased(Fact):
    """Nothing redirects from this slug any more: another product may take it."""

    source = "catalog"
    slug: str


class SitePartPublished(Fact):
    """A publication of the whole site has come to `stage`, where `after` was done last.

    `run` names the publication; an older one ends when a newer has begun. `anew`: files are written
    though they do not differ.
    """

    source = "catalog"
    run: str
    stage: str
    after: str = ""
    anew: bool = False


class PictureReady(Fact):
    """A picture can be shown from now on, and stays as it is: `key` is what products name it by."""

    source = "catalog"
    key: str


class PictureRefused(Fact):
    """An upload is no picture that can be shown; `reason` is a code, `detail` a sentence."""

    source = "catalog"
    key: str
    reason: str
    detail: str
