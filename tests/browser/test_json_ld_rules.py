"""The checker of JSON-LD itself: it must see what is missing."""

import copy
import json
from typing import Any

import pytest

from tests.browser import json_ld

PRODUCT: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Product",
    "name": "Hori hori",
    "image": ["https://shop.example/media/hori-1/1280.jpg"],
    "offers": {
        "@type": "Offer",
        "price": "24.50",
        "priceCurrency": "GBP",
        "availability": "https://schema.org/InStock",
    },
}
CRUMBS = {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": "Garden", "item": "https://shop.example/g/"},
        {"@type": "ListItem", "position": 2, "name": "Hori hori"},
    ],
}


def without(thing: dict[str, Any], *path: str) -> str:
    changed = copy.deepcopy(thing)
    inner = changed
    for name in path[:-1]:
        inner = inner[name]
    del inner[path[-1]]
    return json.dumps(changed)


def changed(thing: dict[str, Any], value: Any, *path: str) -> str:
    copied = copy.deepcopy(thing)
    inner = copied
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return json.dumps(copied)


@pytest.mark.parametrize("thing", [PRODUCT, CRUMBS])
def test_finds_no_fault_with_what_is_whole(thing: dict[str, Any]) -> None:
    assert json_ld.faults(json.dumps(thing)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (without(PRODUCT, "name"), "Product.name is missing"),
        (without(PRODUCT, "image"), "Product.image is missing"),
        (without(PRODUCT, "offers"), "Product.offers is missing"),
        (without(PRODUCT, "offers", "priceCurrency"), "Product.offers.priceCurrency is missing"),
        (without(PRODUCT, "@context"), "@context is None"),
        (changed(PRODUCT, "£24.50", "offers", "price"), "Product.offers.price is '£24.50'"),
        (changed(PRODUCT, "in_stock", "offers", "availability"),
         "Product.offers.availability is 'in_stock'"),
        (changed(PRODUCT, ["/media/hori-1.jpg"], "image"),
         "Product.image is ['/media/hori-1.jpg']"),
        (changed(PRODUCT, [], "image"), "Product.image is []"),
        (changed(PRODUCT, " ", "name"), "Product.name is ' '"),
        (changed(PRODUCT, "Produkt", "@type"), "Produkt: no rule for the type Produkt"),
        ("{", "not JSON"),
    ],
)  # fmt: skip
def test_names_the_fault(text: str, fault: str) -> None:
    found = json_ld.faults(text)

    assert len(found) == 1
    assert found[0].startswith(fault)


def test_crumbs_are_numbered_without_a_gap() -> None:
    text = changed(CRUMBS, [CRUMBS["itemListElement"][1]], "itemListElement")

    assert [fault.split(" is ")[0] for fault in json_ld.faults(text)] == [
        "BreadcrumbList.itemListElement"
    ]


def test_looks_into_a_graph() -> None:
    crumbs = {name: value for name, value in CRUMBS.items() if name != "@context"}
    graph = {"@context": "https://schema.org", "@graph": [crumbs, {"@type": "Organization"}]}

    text = json.dumps(graph)

    assert json_ld.types(text) == ["BreadcrumbList", "Organization"]
    assert json_ld.faults(text) == ["Organization.name is missing", "Organization.url is missing"]
