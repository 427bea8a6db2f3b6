"""A catalogue to load: bodies of the staff API's requests, in the order they are to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Catalogue:
    """`categories` stand behind their parents; each product names a category of these, or none.

    A category and a product have a `slug`, a stock item its `sku`: by these the shop's own are
    recognised, so that loading again changes nothing.
    """

    categories: Sequence[Body] = field(default_factory=tuple)
    products: Sequence[Body] = field(default_factory=tuple)
    stock: Sequence[Body] = field(default_factory=tuple)
