"""Facts that call for a mail, and who reads it. What is sealed in a fact is not opened here."""

from datetime import UTC, datetime
from typing import Any

from marketing.readers import Reader
from shopkit.events import (
    AccountLapsing,
    DataExported,
    ErasureConfirmed,
    Line,
    OrderPlaced,
    OrderRefunded,
    SecurityChanged,
    SignInCodeIssued,
    StaffInvited,
    WishedForAgain,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SEALED = "p1.eml_01.key.c2VhbGVk"
ADDRESS = ["Ada Byron", "12 Cross Street", "Whitby YO21 1AA"]


def make_line(title: str = "Tea, 100 g", quantity: int = 2, unit_amount: int = 450) -> Line:
    return Line(
        line_id="lin_1",
        sku="TEA-1",
        title=title,
        quantity=quantity,
        unit_amount=unit_amount,
        total=quantity * unit_amount,
    )


def make_reader(name: str = "Ada", **private: Any) -> Reader:
    order = {"address": ADDRESS, "order_url": "https://shop.example/order/?id=ord_1&token=abc"}
    return Reader("ada@example.com", name, order | private)


def order_placed(**changes: Any) -> OrderPlaced:
    fields: dict[str, Any] = {
        "order_id": "ord_1",
        "number": "K7-4XQ-9MD",
        "cart_id": "crt_1",
        "private": SEALED,
        "currency": "GBP",
        "lines": [make_line()],
        "subtotal": 900,
        "shipping": 395,
        "shipping_name": "Standard",
        "tax": 216,
        "tax_included": True,
        "total": 1_295,
    }
    return OrderPlaced.of(NOW, **(fields | changes))


def order_refunded(**changes: Any) -> OrderRefunded:
    fields: dict[str, Any] = {
        "order_id": "ord_1",
        "number": "K7-4XQ-9MD",
        "refund_id": "ref_1",
        "private": SEALED,
        "amount": 1_295,
        "currency": "GBP",
        "reason": "requested_by_customer",
    }
    return OrderRefunded.of(NOW, **(fields | changes))


def code_issued(purpose: str = "sign_in", private: str = SEALED) -> SignInCodeIssued:
    return SignInCodeIssued.of(NOW, challenge_id="chl_1", purpose=purpose, private=private)


def security_changed(what: str = "password_set", private: str = SEALED) -> SecurityChanged:
    return SecurityChanged.of(NOW, account_id="acc_1", what=what, private=private)


def staff_invited(private: str = SEALED) -> StaffInvited:
    return StaffInvited.of(NOW, invitation_id="inv_1", private=private)


def data_exported(private: str = SEALED) -> DataExported:
    return DataExported.of(NOW, export_id="exp_1", account_id="acc_1", private=private)


def erasure_confirmed(private: str = SEALED) -> ErasureConfirmed:
    return ErasureConfirmed.of(NOW, erasure_id="ers_1", private=private)


def account_lapsing(until: datetime = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)) -> AccountLapsing:
    return AccountLapsing.of(NOW, account_id="acc_1", until=until)


def wished_for_again(**changes: Any) -> WishedForAgain:
    fields: dict[str, Any] = {
        "account_id": "acc_1",
        "kind": "cheaper",
        "sku": "TEA-1",
        "title": "Tea, 100 g",
        "slug": "tea",
        "amount": 350,
        "was": 450,
        "currency": "GBP",
    }
    return WishedForAgain.of(NOW, **(fields | changes))
