"""The lines of a session: what they may say, what they come to, how they are shown."""

from typing import Any
from urllib.parse import urlsplit

from .currencies import MAXIMUM_CHARGE, MINIMUM_CHARGE, text
from .errors import ApiError, parameter_missing, resource_missing
from .forms import Tree
from .operation import Operation
from .parameters import (
    Required,
    Specification,
    integer,
    list_of,
    metadata,
    nested,
    one_of,
    string,
)
from .store import Row


def url(value: Tree, name: str) -> str:
    address = string()(value, name)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ApiError("Not a valid URL", code="url_invalid", param=name)
    return address


def currency(value: Tree, name: str) -> str:
    code = string()(value, name).lower()
    if code not in MINIMUM_CHARGE:
        raise ApiError(
            f"Invalid currency: {code}. This account can charge in: {', '.join(MINIMUM_CHARGE)}",
            param=name,
        )
    return code


_PRODUCT: Specification = {
    "name": Required(string()),
    "description": string(),
    "images": list_of(url, 8),
    "metadata": metadata,
    "tax_code": string(),
    "unit_label": string(12),
}
_PRICE: Specification = {
    "currency": Required(currency),
    "product_data": Required(nested(_PRODUCT)),
    "unit_amount": Required(integer(0, MAXIMUM_CHARGE)),
    "tax_behavior": one_of(("exclusive", "inclusive", "unspecified")),
}
SPECIFICATION: Specification = {
    "price": string(),
    "price_data": nested(_PRICE),
    "quantity": integer(1, 999_999),
    "metadata": metadata,
}
MOST = 100


def new(op: Operation, wanted: list[dict[str, Any]]) -> list[Row]:
    """The lines of a session in one currency, with a total that a card can be charged."""
    if not wanted:
        raise parameter_missing("line_items")
    lines = [_line(op, line, f"line_items[{at}]") for at, line in enumerate(wanted)]
    code = lines[0]["currency"]
    if any(line["currency"] != code for line in lines):
        raise ApiError("All line items of a session must be in one currency.", param="line_items")
    sum_ = total(lines)
    if sum_ < MINIMUM_CHARGE[code]:
        raise ApiError(
            "The Checkout Session's total amount due must add up to at least "
            f"{text(MINIMUM_CHARGE[code], code)} {code}",
            code="amount_too_small",
        )
    if sum_ > MAXIMUM_CHARGE:
        raise ApiError(
            "The Checkout Session's total amount due must be no more than "
            f"{text(MAXIMUM_CHARGE, code)} {code}",
            code="amount_too_large",
        )
    return lines


def _line(op: Operation, wanted: dict[str, Any], name: str) -> Row:
    if "price" in wanted:
        raise resource_missing("price", wanted["price"], f"{name}[price]")
    for part in ("price_data", "quantity"):
        if part not in wanted:
            raise parameter_missing(f"{name}[{part}]")
    price = wanted["price_data"]
    return {
        "id": op.new_id("li_"),
        "price": op.new_id("price_"),
        "product": op.new_id("prod_"),
        "name": price["product_data"]["name"],
        "currency": price["currency"],
        "unit_amount": price["unit_amount"],
        "tax_behavior": price.get("tax_behavior", "unspecified"),
        "quantity": wanted["quantity"],
        "metadata": wanted.get("metadata", {}),
    }


def total(lines: list[Row]) -> int:
    return sum(line["unit_amount"] * line["quantity"] for line in lines)


def render(created: int, line: Row) -> dict[str, Any]:
    amount = line["unit_amount"] * line["quantity"]
    return {
        "id": line["id"],
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": line["currency"],
        "description": line["name"],
        "metadata": line["metadata"],
        "price": {
            "id": line["price"],
            "object": "price",
            "active": False,
            "billing_scheme": "per_unit",
            "created": created,
            "currency": line["currency"],
            "custom_unit_amount": None,
            "livemode": False,
            "lookup_key": None,
            "metadata": {},
            "nickname": None,
            "product": line["product"],
            "recurring": None,
            "tax_behavior": line["tax_behavior"],
            "tiers_mode": None,
            "transform_quantity": None,
            "type": "one_time",
            "unit_amount": line["unit_amount"],
            "unit_amount_decimal": str(line["unit_amount"]),
        },
        "quantity": line["quantity"],
    }
