"""The shop's delivery options: one item, read beside the offers.

| pattern | key | units |
|---|---|---|
| the options | pk = SETTINGS, sk = SHIPPING | 1 read |
"""

from collections.abc import Sequence
from dataclasses import asdict

from shopkit import table
from shopkit.errors import Stale
from shopkit.marshal import Item
from shopkit.settings import settings
from shopkit.table import Refused

from checkout.shipping import DEFAULT_OPTIONS, Band, ShippingOption

KEY: Item = {"pk": "SETTINGS", "sk": "SHIPPING"}


def options_of(items: Sequence[Item]) -> tuple[ShippingOption, ...]:
    """The options among `items`, or what a new shop starts with."""
    for item in items:
        if item["sk"] == KEY["sk"]:
            return tuple(_option(option) for option in item["options"])
    return DEFAULT_OPTIONS


def _option(stored: Item) -> ShippingOption:
    bands = tuple(Band(**band) for band in stored["bands"])
    return ShippingOption(**(stored | {"bands": bands, "countries": tuple(stored["countries"])}))


def read() -> tuple[tuple[ShippingOption, ...], int]:
    """The options and their version; version 0 are the defaults."""
    item = table.get(settings().table("checkout"), KEY)
    return options_of([item] if item else []), item["version"] if item else 0


def replace_options(options: Sequence[ShippingOption], version: int | None) -> int:
    """Write the options anew; answers their new version. Raises Stale."""
    before = read()[1] if version is None else version
    item = KEY | {"options": [asdict(option) for option in options], "version": before + 1}
    unchanged = "attribute_not_exists(pk)" if before == 0 else "version = :before"
    try:
        table.write(
            table.put(
                settings().table("checkout"),
                item,
                only_if=unchanged,
                condition="options_are_as_read",
                values={":before": before} if before else None,
            )
        )
    except Refused as refused:
        raise Stale() from refused
    return before + 1
