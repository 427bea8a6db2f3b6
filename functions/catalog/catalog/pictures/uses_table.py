"""Which products name a picture, so that their pages can be written anew when it is ready.

    pk = PICTURE#<key>   sk = PRODUCT#<product id>      product_id

| pattern | key | units |
|---|---|---|
| products of a picture | Query PICTURE#<key>, PRODUCT#… | ½ read |
| a product names others | one action each, in the product's own transaction | 2 writes |

They stand and fall with what the product says (product_writes.py): whoever hears of a product's
change finds them there. A page that was rendered before the picture was ready is found by
PictureReady's consumer, for the product was written before its page, and its use with it.
"""

from shopkit.table import Write, delete, put, query_all

from catalog.pictures import pictures_table
from catalog.products import Product
from catalog.tables import catalog_table


def products_of(key: str) -> list[str]:
    """Ids of the products that name the picture, as they stand now."""
    begins = "PRODUCT#"
    found = query_all(catalog_table(), pictures_table.pk(key), begins=begins, consistent=True)
    return [item["product_id"] for item in found]


def changes(before: Product | None, after: Product | None) -> tuple[list[str], list[str]]:
    """Keys that are named from now on, and those that no longer are."""
    old = dict.fromkeys(picture.key for picture in (before.pictures if before else ()))
    new = dict.fromkeys(picture.key for picture in (after.pictures if after else ()))
    return [key for key in new if key not in old], [key for key in old if key not in new]


def writes(product_id: str, before: Product | None, after: Product | None) -> list[Write]:
    """The actions that go with the product's own; None: there was none, or is none any more."""
    named, dropped = changes(before, after)
    table = catalog_table()
    return [
        *(put(table, _key(key, product_id) | {"product_id": product_id}) for key in named),
        *(delete(table, _key(key, product_id)) for key in dropped),
    ]


def _key(key: str, product_id: str) -> dict[str, str]:
    return {"pk": pictures_table.pk(key), "sk": f"PRODUCT#{product_id}"}
