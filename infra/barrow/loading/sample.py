"""The sample catalogue, from the files in barrow/sample.

`categories.toml` holds the shelves; every other file one category with its products, and with each
variant what the stockroom has of it.
"""

import tomllib
from pathlib import Path
from typing import Any

from barrow.loading.catalogue import Body, Catalogue

FOLDER = Path(__file__).parent.parent / "sample"


def read(folder: Path = FOLDER) -> Catalogue:
    shelves = _file(folder / "categories.toml")["categories"]
    files = [_file(path) for path in sorted(folder.glob("[0-9]*.toml"))]
    leaves = [{**one["category"], "position": place} for place, one in enumerate(files, start=1)]
    listed = [(one["category"]["slug"], product) for one in files for product in one["products"]]
    return Catalogue(
        categories=[*shelves, *leaves],
        products=[_product(category, product) for category, product in listed],
        stock=[
            _stock(variant, product) for _, product in listed for variant in product["variants"]
        ],
    )


def _file(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _product(category: str, product: dict[str, Any]) -> Body:
    same = ("slug", "name", "brand", "description", "supplier", "keywords", "pictures")
    variants = product["variants"]
    return {
        **{name: product[name] for name in same if name in product},
        "category": category,
        "status": "active",
        "options": [
            # values in the order in which the variants bring them
            {"name": name, "values": list(dict.fromkeys(v["options"][name] for v in variants))}
            for name in product.get("options", [])
        ],
        "variants": [_variant(variant, product["tax_class"]) for variant in variants],
    }


def _variant(variant: dict[str, Any], tax_class: str) -> Body:
    return {
        "sku": variant["sku"],
        "options": variant.get("options", {}),
        "prices": variant["price"],
        "compare_at": variant.get("compare_at", {}),
        "tax_class": tax_class,
        "weight_grams": variant["weight"],
    }


def _stock(variant: dict[str, Any], product: dict[str, Any]) -> Body:
    return {
        "sku": variant["sku"],
        "on_hand": variant["stock"],
        "reorder_point": variant["reorder_point"],
        "supplier": product["supplier"],
    }
