"""What docs/deploying.md sends to a new shop is taken, and ends in a page and in units to sell."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from shopkit import settings
from shopkit.ids import fingerprint

from tests.shop import Shop

PAGE = Path(__file__).parents[3] / "docs" / "deploying.md"
REQUEST = re.compile(r"curl -fsS \$SHOP/api(\S+)(.*?)-d '(.*?)'", re.DOTALL)
KEY = "bk_of_the_first_member_of_staff"
SIGNED = {"Authorization": f"Bearer {KEY}"}


@pytest.fixture(autouse=True)
def first_member_of_staff(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """KEY may do what the page's `barrow secrets staff-key` says, and no more."""
    (making,) = re.findall(r"barrow secrets staff-key (.*)", PAGE.read_text(encoding="utf-8"))
    line = " ".join([fingerprint(KEY), *re.findall(r"--may (\S+)", making)])
    monkeypatch.setenv("STAFF_KEYS", "\n".join([os.environ["STAFF_KEYS"], line]))
    settings.forget()
    yield
    monkeypatch.undo()
    settings.forget()


def requests() -> list[tuple[str, str]]:
    """Address below /api and body of each request of the page, in order."""
    text = PAGE.read_text(encoding="utf-8")
    return [(path, body) for path, _, body in REQUEST.findall(text)]


def test_the_first_product_of_the_documentation_is_on_sale(shop: Shop) -> None:
    *opening, refund = requests()

    answers = [shop.post(path, json=json.loads(body), headers=SIGNED) for path, body in opening]
    shop.settle()

    assert [answer.status for answer in answers] == [201, 201, 201]
    shown = shop.get("/catalog/products/assam").json
    assert shown["variants"][0]["price"] == {"amount": 750, "currency": "GBP"}
    left = shop.get("/catalog/availability?sku=TEA-ASSAM-100").json["data"][0]
    assert left["availability"] == "in_stock"
    assert left["available"] == 24
    assert refund[0].endswith("/refunds")


def test_the_refund_of_the_documentation_is_understood(shop: Shop) -> None:
    path, body = requests()[-1]

    refused = shop.post(path.replace("…", "0"), json=json.loads(body), headers=SIGNED)

    # the order is nobody's; a key that may not would be a 403, a body that was wrong a 422
    assert refused.status == 404
