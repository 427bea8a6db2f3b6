"""A person's life in a shop: signs up, buys as a guest and signed in, wishes, is mailed and looked
up, has a copy written, and asks to be erased. Everything goes through the doors, as browsers do.

Whoever adds something that a person can do with their data (reviews, returns) adds it to `lived`:
what is left of it after the erasure is then looked for as well.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from barrow.cloud.http_messages import Request

from tests.shop import SITE, STAFF_KEY, Shop

HOUR = 3600


@dataclass(frozen=True)
class Got:
    status: int
    cookies: list[str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Place(Protocol):
    """A shop, wherever it runs; `site` is its origin, `path` below /api."""

    @property
    def site(self) -> str: ...

    @property
    def staff_key(self) -> str: ...

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Got: ...

    def pay(self, session_id: str, card: str) -> None: ...

    def settle(self) -> None: ...

    def advance(self, seconds: float) -> None: ...

    def letters(self) -> list[tuple[str, str]]:
        """(to, text) of every mail, oldest first."""
        ...


@dataclass
class InProcess:
    """The tests' own shop as a place."""

    shop: Shop
    site: str = SITE
    staff_key: str = STAFF_KEY

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Got:
        bare, _, query = f"/api{path}".partition("?")
        answer = self.shop.visit(Request(method, bare, query, dict(headers), body))
        cookies = [value for name, value in answer.headers if name.lower() == "set-cookie"]
        return Got(answer.status, cookies, answer.body.decode())

    def pay(self, session_id: str, card: str) -> None:
        self.shop.pay(session_id, card)

    def settle(self) -> None:
        self.shop.settle()

    def advance(self, seconds: float) -> None:
        self.shop.advance(seconds)

    def letters(self) -> list[tuple[str, str]]:
        return [(mail.to, mail.text) for mail in self.shop.mailbox.all()]


@dataclass
class Browser:
    """One person's: it keeps cookies, and sends them with the origin of the shop's pages."""

    place: Place
    agent: str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Got:
        sent = {
            "Origin": self.place.site,
            "User-Agent": self.agent,
            "Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items()),
        }
        if body is not None:
            sent["Content-Type"] = "application/json"
        sent |= {name.replace("_", "-").title(): value for name, value in headers.items()}
        data = b"" if body is None else json.dumps(body).encode()
        got = self.place.send(method, path, sent, data)
        for line in got.cookies:
            name, _, rest = line.partition("=")
            value = rest.split(";")[0]
            self.cookies.pop(name, None)
            if value:
                self.cookies[name] = value
        return got

    def done(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer's JSON, of what has to work."""
        got = self.ask(method, path, body, **headers)
        assert got.status < 400, f"{method} {path}: {got.status} {got.text}"
        return got.json if got.text else None


@dataclass(frozen=True)
class Someone:
    """Whose strings are looked for: `words` are theirs alone, nobody's else and no shop's."""

    email: str
    name: str
    line1: str
    line2: str
    city: str
    postcode: str
    phone: str
    wish: str
    nick: str

    @property
    def words(self) -> tuple[str, ...]:
        return (self.email, self.name, self.line1, self.line2, self.city, self.postcode,
                self.phone, self.wish, self.nick)  # fmt: skip

    @property
    def address(self) -> dict[str, str]:
        return {
            "name": self.name,
            "line1": self.line1,
            "line2": self.line2,
            "city": self.city,
            "postcode": self.postcode,
            "country": "GB",
            "phone": self.phone,
        }


ZOE = Someone(
    email="Zoe.Erasable+shop@example.org",
    # a combining accent, quotes, another script, and a letter beyond the first 65,536
    name="Zoe\u0308 “Zo” O'Brien 山田𠮷子",
    line1="7 Quatreziémestraße <b>",
    line2="Flat ½ & attic",
    city="Llanfairpwllgwyngyll",
    postcode="LL61 5UJ",
    phone="+44 1632 960 983",
    wish="Zoë’s quiet birthday",
    nick="Zo of the attic",
)


@dataclass(frozen=True)
class Ordered:
    id: str
    number: str
    token: str


def code_of(place: Place, to: str) -> str:
    """The six digits of the newest letter to the address that has some."""
    codes = [
        match[0]
        for reader, text in place.letters()
        if reader.lower() == to.lower() and (match := re.search(r"\b\d{6}\b", text))
    ]
    return codes[-1]


def order(
    browser: Browser, who: Someone, *, quantity: int = 1, card: str | None = "4242424242424242"
) -> Ordered:
    """An order of TEA-1; with no card, unpaid."""
    cart = browser.done("POST", "/cart/carts", {"lines": [{"sku": "TEA-1", "quantity": quantity}]})
    token = {"x_cart_token": cart["token"]} if cart.get("token") else {}
    options = browser.done(
        "POST", "/checkout/shipping-options",
        {"cart_id": cart["id"], "address": {"country": "GB"}}, **token,
    )  # fmt: skip
    made = browser.done(
        "POST",
        "/checkout/checkouts",
        {
            "cart_id": cart["id"],
            "email": who.email,
            "shipping_address": who.address,
            "billing_address": who.address | {"name": who.nick},
            "shipping_option": options["data"][0]["id"],
            "expected_total": options["data"][0]["total"],
            "consents": {"terms": True, "marketing": True},
        },
        idempotency_key=f"once {cart['id']}",
        **token,
    )
    if card is not None:
        browser.place.pay(made["payment"]["url"].rsplit("/", 1)[1], card)
        browser.place.settle()
    return Ordered(made["order_id"], made["number"], made["token"])


def sign_up(browser: Browser, who: Someone) -> None:
    challenge = browser.done("POST", "/accounts/sign-up", {"email": who.email, "name": who.name})
    browser.place.settle()
    code = code_of(browser.place, who.email)
    browser.done("POST", f"/accounts/sign-in/code/{challenge['id']}", {"code": code})


def sign_in(browser: Browser, who: Someone) -> None:
    asked = browser.done("POST", "/accounts/sign-in/code", {"email": who.email})
    browser.place.settle()
    code = code_of(browser.place, who.email)
    browser.done("POST", f"/accounts/sign-in/code/{asked['id']}", {"code": code})


def staff(place: Place, method: str, path: str, body: Any = None, **headers: str) -> Got:
    asked = Browser(place)
    key = {"authorization": f"Bearer {place.staff_key}"}
    return asked.ask(method, path, body, **key, **headers)


def stock(place: Place, units: int = 100) -> None:
    made = staff(place, "POST", "/inventory/admin/stock", {"sku": "TEA-1", "on_hand": units})
    assert made.status == 201, made.text
    place.settle()


def lived(place: Place, who: Someone) -> tuple[Browser, list[Ordered]]:
    """All that somebody does here; answers their browser and their paid orders."""
    as_guest = Browser(place)
    guest_order = order(as_guest, who)
    order(as_guest, who, card="4000000000000002")  # declined: it stays unpaid
    browser = Browser(place)
    sign_up(browser, who)
    _furnish(browser, who)
    own = [order(browser, who, quantity=2), order(browser, who)]
    order(browser, who, card=None)
    _mistakes(browser, who)
    _looked_up(place, who, own[0])
    _copied(browser)
    return browser, [guest_order, *own]


def _furnish(browser: Browser, who: Someone) -> None:
    me = browser.ask("GET", "/accounts/me")
    assert me.status == 200, me.text
    version = {"if_match": f'"{me.json["version"]}"'}
    browser.done("PATCH", "/accounts/me", {"name": who.name, "phone": who.phone}, **version)
    browser.done("POST", "/accounts/addresses", who.address | {"default_shipping": True})
    browser.done("PUT", "/accounts/security/password", {"password": f"{who.line1} {who.city}"})
    asked = browser.done("GET", "/accounts/consents")
    answers = {"marketing": True, "analytics": True, "do_not_sell": True}
    browser.done(
        "PUT",
        "/accounts/consents",
        answers | {"text_version": asked["text_version"]},
        if_match=f'"{asked["version"]}"',
    )
    listed = browser.done("POST", "/cart/wishlists", {"name": who.wish})
    browser.done("POST", f"/cart/wishlists/{listed['id']}/items", {"sku": "TEA-1"})
    browser.done("POST", f"/cart/wishlists/{listed['id']}/share")


def _mistakes(browser: Browser, who: Someone) -> None:
    """What is refused is logged, too."""
    stranger = Browser(browser.place)
    wrong = {"email": who.email, "password": f"not {who.line1}"}
    assert stranger.ask("POST", "/accounts/sign-in/password", wrong).status == 422
    body = {"cart_id": who.name, "email": who.email, "unknown": who.line1}
    assert stranger.ask("POST", "/checkout/checkouts", body).status == 422
    assert browser.ask("POST", "/accounts/addresses", who.address | {"country": "XX"}).status == 422


def _looked_up(place: Place, who: Someone, one: Ordered) -> None:
    """The back office finds them, gives some money back, and the audit hears of it."""
    quoted = who.email.replace("+", "%2B")
    found = staff(place, "GET", f"/checkout/admin/orders?email={quoted}")
    assert one.id in [order["id"] for order in found.json["data"]]
    assert who.email in staff(place, "GET", f"/accounts/admin/customers?email={quoted}").text
    refunds = f"/checkout/admin/orders/{one.id}/refunds"
    assert staff(place, "POST", refunds, {"amount": 50}, idempotency_key="some").status == 201
    place.settle()


def _copied(browser: Browser) -> None:
    browser.done("POST", "/accounts/privacy/export", {})
    browser.place.settle()
    file = browser.done("GET", "/accounts/privacy/export/files/1")
    assert base64.b64decode(file["content"])[:2] == b"PK"


def erased(browser: Browser) -> str:
    """Asks to be erased, and waits until it is done; answers the erasure's id."""
    asked = browser.done("POST", "/accounts/privacy/erasure", {"confirm": True})
    browser.place.settle()
    browser.place.advance(HOUR + 60)
    browser.place.settle()
    return str(asked["id"])


def erased_by_letter(place: Place, who: Someone) -> str:
    """Staff erase who wrote a letter, by the address in it."""
    body = {"email": who.email, "reason": "a letter of 1 March"}
    asked = staff(place, "POST", "/accounts/admin/privacy/erasures", body, idempotency_key="one")
    assert asked.status == 202, asked.text
    place.settle()
    place.advance(HOUR + 60)
    place.settle()
    return str(asked.json["id"])
