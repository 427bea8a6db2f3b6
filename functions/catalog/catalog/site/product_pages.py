"""A product's page: the product as it is, what stands beside it, and how search engines see it."""

from collections.abc import Mapping, Sequence

from shopkit.pages import Crumb, Page, Shop

from catalog.categories import Tree
from catalog.pictures.pictures_table import Rendered
from catalog.products import Product, Variant, in_order
from catalog.site import addresses, entries, json_ld, views, wording
from catalog.site.entries import Entry
from catalog.site.menu import way_to
from catalog.site.renditions import pictures as shown
from catalog.site.views import Price


def view(
    product: Product, ready: Mapping[str, Rendered], related: Sequence[Entry], currency: str
) -> views.Product:
    return views.Product(
        id=product.id,
        name=product.name,
        slug=product.slug,
        url=addresses.product(product.slug),
        description=wording.paragraphs(product.description),
        brand=product.brand,
        pictures=shown(product.pictures, ready),
        options=tuple(views.Option(one.name, one.values) for one in product.options),
        variants=tuple(_variant(one, product, currency) for one in in_order(product.variants)),
        price=entries.price(product.variants, currency),
        availability=entries.availability(product),
        related=tuple(entries.card(one) for one in related),
        max_quantity=min((one.max_quantity for one in product.variants), default=1),
    )


def _variant(variant: Variant, product: Product, currency: str) -> views.Variant:
    chosen = [variant.options[o.name] for o in product.options if o.name in variant.options]
    amount = variant.prices.get(currency)
    was = variant.compare_at.get(currency)
    return views.Variant(
        id=variant.id,
        sku=variant.sku,
        label=" / ".join(chosen),
        options=variant.options,
        price=None if amount is None else Price(amount, currency, was),
        availability=product.level(variant.sku),
        weight_grams=variant.weight_grams,
    )


def page(found: views.Product, product: Product, tree: Tree, shop: Shop) -> Page:
    seo = product.seo
    about = (seo and seo.description) or wording.description(
        product.description, f"{product.name} at {shop.name}."
    )
    way = (*way_to(tree, product.category), Crumb(product.name, found.url))
    return Page(
        kind="product",
        path=found.url,
        title=(seo and seo.title) or wording.title(product.name, shop.name),
        description=about,
        canonical=addresses.absolute(found.url, shop),
        image=addresses.absolute(found.pictures[0].large, shop) if found.pictures else None,
        breadcrumbs=way,
        json_ld=(json_ld.product(found, about, shop), json_ld.breadcrumbs(way, shop)),
    )
