"""JSON-LD as search engines ask for it: what is missing of the fields that a type requires.

Sources: schema.org's types, and Google's structured data documentation (Product with merchant
listing, Breadcrumb, Organization, Sitelinks search box), which says what each must have.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

Rule = Callable[[Any], bool]

_AVAILABILITIES = {"InStock", "OutOfStock", "BackOrder", "LimitedAvailability", "PreOrder"}
_CONTEXTS = {"https://schema.org", "https://schema.org/"}


def faults(text: str) -> list[str]:
    """What is wrong with one block; empty when nothing is."""
    try:
        found = json.loads(text)
    except ValueError as error:
        return [f"not JSON: {error}"]
    things = found if isinstance(found, list) else [found]
    return [fault for thing in things for fault in _of_document(thing)]


def types(text: str) -> list[str]:
    """The type of each thing at the top of the block."""
    found = json.loads(text)
    things = found if isinstance(found, list) else found.get("@graph", [found])
    return [str(thing.get("@type")) for thing in things]


def _of_document(thing: Any) -> Iterator[str]:
    if not isinstance(thing, dict):
        yield "not an object"
        return
    if thing.get("@context") not in _CONTEXTS:
        yield f"@context is {thing.get('@context')!r}"
    for one in thing.get("@graph", [thing]):
        yield from _of(one, str(one.get("@type")))


def _of(thing: Mapping[str, Any], path: str) -> Iterator[str]:
    kind = str(thing.get("@type"))
    if kind not in _REQUIRED:
        yield f"{path}: no rule for the type {kind}"
        return
    for name, rule in _REQUIRED[kind].items():
        if name not in thing:
            yield f"{path}.{name} is missing"
        elif not rule(thing[name]):
            yield f"{path}.{name} is {thing[name]!r}"
    for name, value in thing.items():
        for one in value if isinstance(value, list) else [value]:
            # who sells is named in passing; the whole of it stands on the home page
            if isinstance(one, dict) and name != "seller" and "@type" in one:
                yield from _of(one, f"{path}.{name}")


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _address(value: Any) -> bool:
    parts = urlsplit(value if isinstance(value, str) else "")
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _addresses(value: Any) -> bool:
    several = value if isinstance(value, list) else [value]
    urls = [one.get("url") if isinstance(one, dict) else one for one in several]
    return bool(urls) and all(_address(url) for url in urls)


def _price(value: Any) -> bool:
    return re.fullmatch(r"\d+(\.\d{1,3})?", str(value)) is not None


def _currency(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Z]{3}", value) is not None


def _availability(value: Any) -> bool:
    return isinstance(value, str) and value.removeprefix("https://schema.org/") in _AVAILABILITIES


def _offers(value: Any) -> bool:
    several = value if isinstance(value, list) else [value]
    kinds = {one.get("@type") if isinstance(one, dict) else None for one in several}
    return bool(several) and kinds <= {"Offer", "AggregateOffer"}


def _count(value: Any) -> bool:
    return isinstance(value, int) and value > 0


def _number(value: Any) -> bool:
    return isinstance(value, int | float | str) and float(value) > 0


def _steps(value: Any) -> bool:
    """Numbered from one, without a gap."""
    if not isinstance(value, list) or not value:
        return False
    return [one.get("position") for one in value] == list(range(1, len(value) + 1))


def _search(value: Any) -> bool:
    if not isinstance(value, dict) or value.get("@type") != "SearchAction":
        return False
    target = value.get("target")
    template = target.get("urlTemplate") if isinstance(target, dict) else target
    asks = value.get("query-input") == "required name=search_term_string"
    return asks and _address(template) and "{search_term_string}" in str(template)


_REQUIRED: dict[str, dict[str, Rule]] = {
    "Product": {"name": _text, "image": _addresses, "offers": _offers},
    "Offer": {"price": _price, "priceCurrency": _currency, "availability": _availability},
    "AggregateOffer": {
        "lowPrice": _price,
        "highPrice": _price,
        "priceCurrency": _currency,
        "offerCount": _count,
        "offers": _offers,
    },
    "AggregateRating": {"ratingValue": _number, "reviewCount": _count},
    "Brand": {"name": _text},
    "BreadcrumbList": {"itemListElement": _steps},
    "ListItem": {"position": _count, "name": _text},
    "SearchAction": {},  # looked at where it stands, as WebSite's potentialAction
    "EntryPoint": {"urlTemplate": _address},
    "Organization": {"name": _text, "url": _address},
    "WebSite": {"name": _text, "url": _address, "potentialAction": _search},
    "ItemList": {"itemListElement": _steps},
    "CollectionPage": {"name": _text},
}
