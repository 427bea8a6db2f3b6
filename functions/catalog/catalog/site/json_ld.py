"""Pages as schema.org tells them to search engines: JSON-LD, safe inside a script element.

Google's "Product snippet", "Breadcrumb" and "Organization" guides name what is required; prices are
decimal texts (schema.org/price), amounts stay integers here.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from shopkit.pages import Crumb, Shop
from shopkit.shown import decimal

from catalog.site import addresses
from catalog.site.views import Price, Product, Variant

_AVAILABILITY = {
    "in_stock": "InStock",
    "low_stock": "LimitedAvailability",
    "out_of_stock": "OutOfStock",
    "backorder": "BackOrder",
}
#: What could end the script element, or begin a comment in it, is written as an escape.
_SAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def text(thing: Mapping[str, Any]) -> str:
    whole = {"@context": "https://schema.org", **thing}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_SAFE)


def breadcrumbs(way: Sequence[Crumb], shop: Shop) -> str:
    steps = [
        {
            "@type": "ListItem",
            "position": number,
            "name": crumb.name,
            "item": addresses.absolute(crumb.url, shop),
        }
        for number, crumb in enumerate(way, 1)
    ]
    return text({"@type": "BreadcrumbList", "itemListElement": steps})


def organization(shop: Shop, logo: str) -> str:
    return text(
        {
            "@type": "Organization",
            "name": shop.name,
            "url": f"{shop.url}/",
            "logo": logo,
            "email": shop.email,
        }
    )


def website(shop: Shop) -> str:
    """With the search that the shop answers at /search/."""
    return text(
        {
            "@type": "WebSite",
            "name": shop.name,
            "url": f"{shop.url}/",
            "inLanguage": shop.locale,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{shop.url}/search/?q={{search_term_string}}",
                },
                "query-input": "required name=search_term_string",
            },
        }
    )


def product(found: Product, description: str, shop: Shop) -> str:
    """With an offer, or what several offers come to; without one where nothing has a price."""
    url = addresses.absolute(found.url, shop)
    about: dict[str, Any] = {
        "@type": "Product",
        "name": found.name,
        "url": url,
        "description": description,
        "productID": found.id,
    }
    if found.pictures:
        about["image"] = [addresses.absolute(one.large, shop) for one in found.pictures]
    if len(found.variants) == 1:
        about["sku"] = found.variants[0].sku
    if found.brand:
        about["brand"] = {"@type": "Brand", "name": found.brand}
    offers = _offers([(one, one.price) for one in found.variants if one.price], url, shop)
    return text(about | ({"offers": offers} if offers else {}))


def _offers(sold: Sequence[tuple[Variant, Price]], url: str, shop: Shop) -> dict[str, Any] | None:
    each = [_offer(variant, price, url, shop) for variant, price in sold]
    if len(each) < 2:
        return each[0] if each else None
    amounts = [price.amount for _, price in sold]
    return {
        "@type": "AggregateOffer",
        "priceCurrency": shop.currency,
        "lowPrice": decimal(min(amounts), shop.currency),
        "highPrice": decimal(max(amounts), shop.currency),
        "offerCount": len(each),
        "offers": each,
    }


def _offer(variant: Variant, price: Price, url: str, shop: Shop) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "url": url,
        "sku": variant.sku,
        "price": decimal(price),
        "priceCurrency": price.currency,
        "availability": f"https://schema.org/{_AVAILABILITY[variant.availability]}",
        "itemCondition": "https://schema.org/NewCondition",
        "seller": {"@type": "Organization", "name": shop.name},
    }
