"""Whatever is sent to a page or a form, people are answered: HTML, no 5xx, and no write if refused.

The described API leaves these routes out (they are for browsers), so they are fuzzed here from
their own models: fields that fit, with one after another left out, given twice or replaced by what
nobody should send, by a browser with a cart, one with nonsense for cookies, and one with none.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from barrow.cloud.http_messages import Answer, Request
from barrow.cloud.moto_engine import MotoEngine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shopkit.http import Route

from tests.proofs.furnished_shop import Furnished
from tests.proofs.test_fuzz import NASTY_BODIES, NASTY_VALUES
from tests.shop import SITE, apps, open_shop

ROUTES: list[Route] = [
    route
    for capability in sorted(apps())
    for route in apps()[capability].module.api.routes
    if route.html
]
FORMS = [route for route in ROUTES if route.method == "POST"]
NASTY = [str(value) for value in NASTY_VALUES if not isinstance(value, dict | list)]

#: A value that fits, by the field's name; `{line}` is the cart's own.
FITTING = {
    "sku": "TEA-1", "quantity": "2", "line_id": "{line}", "code": "SPRING", "left": "TEA-1:1",
    "email": "ada@example.com", "name": "Ada Byron", "line1": "12 Cross Street", "line2": "",
    "city": "Whitby", "region": "", "postcode": "YO21 1AA", "country": "GB", "phone": "",
    "shipping_option": "1295 standard", "terms": "yes", "marketing": "", "key": "k" * 43,
    "order": "ord_01KJPWD6M00ZVF73FV2562DMS5", "token": "t" * 43, "link": "https://a.shop/order/#x",
    "cursor": "c" * 40, "next": "/api/cart/page", "id": "chl_01KJPWD6M00ZVF73FV2562DMS5",
    "code_for": "chl_01KJPWD6M00ZVF73FV2562DMS5",
}  # fmt: skip


@pytest.fixture(scope="module")
def furnished() -> Iterator[Furnished]:
    with open_shop(MotoEngine()) as shop:
        yield Furnished(shop)


def ask(
    furnished: Furnished, route: Route, body: bytes, cookies: str, query: str = "", **headers: str
) -> Answer:
    own = {"Origin": SITE, "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
    sent = own | {name.replace("_", "-"): value for name, value in headers.items()}
    return furnished.shop.visit(Request(route.method, f"/api{route.path}", query, sent, body))


def cookies_of(furnished: Furnished) -> str:
    return f"cart_id={furnished.cart_id}; cart_token={furnished.token}"


def fitting(furnished: Furnished, route: Route) -> dict[str, str]:
    names = route.form.model_fields if route.form else {}
    return {name: FITTING[name].replace("{line}", furnished.line_id) for name in names}


def assert_answered_for(furnished: Furnished, answer: Answer, sent: Any) -> None:
    written = furnished.forget_writes()
    headers = dict(answer.headers)
    assert answer.status < 500, (sent, answer.body.decode())
    assert headers["Cache-Control"] == "no-store"
    if answer.status in {303, 307}:
        assert headers["Location"].startswith(("/api/", f"{SITE}/dev/stripe/"))
        return
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    html = answer.body.decode()
    assert html.startswith("<!doctype html>")
    assert "<script>alert" not in html
    if answer.status >= 400:
        assert written == [], (sent, answer.status, written)


def test_there_are_forms_and_a_value_for_each_of_their_fields() -> None:
    fields = {name for route in ROUTES if route.form for name in route.form.model_fields}

    assert {route.path for route in FORMS} >= {"/cart/forms/lines", "/checkout/forms/orders"}
    assert fields == set(FITTING)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_field_may_hold_anything_be_missing_or_stand_twice(
    furnished: Furnished, route: Route
) -> None:
    good = fitting(furnished, route)

    variants = [list(good.items())]
    for name in good:
        rest = [pair for pair in good.items() if pair[0] != name]
        variants += [rest, [*good.items(), (name, "again")]]
        variants += [[*rest, (name, value)] for value in NASTY]

    for pairs in variants:
        text = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs])
        is_get = route.method == "GET"
        query, body = (text, b"") if is_get else ("", text.encode())
        for cookies in (cookies_of(furnished), "", "cart_id=x; cart_token=%00; order=x.y"):
            answer = ask(furnished, route, body, cookies, query)
            assert_answered_for(furnished, answer, pairs)


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.name)
def test_bodies_that_are_no_forms(furnished: Furnished, route: Route) -> None:
    bodies = [*NASTY_BODIES, b"%", b"%zz=%", b"=", b"&&&", b";", b"a" * 64_001, b"&a=1" * 1_501]

    for body in bodies:
        answer = ask(furnished, route, body, cookies_of(furnished))
        assert_answered_for(furnished, answer, body[:40])


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.name)
def test_another_content_type_or_origin_is_refused(furnished: Furnished, route: Route) -> None:
    body = urlencode(fitting(furnished, route)).encode()

    foreign = ask(furnished, route, body, cookies_of(furnished), Origin="https://evil.example")
    media = ask(furnished, route, b"{}", cookies_of(furnished), Content_Type="application/json")

    # a raw form goes by the token in its path alone, which nobody could make up here
    assert foreign.status == (404 if route.raw else 403)
    assert_answered_for(furnished, foreign, "Origin")
    assert media.status == 415 or route.form is None
    assert_answered_for(furnished, media, "Content-Type")


@settings(
    max_examples=150, derandomize=True, deadline=None, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(
    route=st.sampled_from(ROUTES),
    pairs=st.lists(
        st.tuples(
            st.sampled_from(sorted(FITTING)) | st.text(max_size=12),
            st.sampled_from(sorted(FITTING.values())) | st.text(max_size=40),
        ),
        max_size=12,
    ),
    cookies=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60),
)
def test_forms_of_any_fields_and_cookies(
    furnished: Furnished, route: Route, pairs: list[tuple[str, str]], cookies: str
) -> None:
    text = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
    query, body = (text, b"") if route.method == "GET" else ("", text.encode())

    for sent in (cookies, cookies_of(furnished)):
        answer = ask(furnished, route, body, sent, query)
        assert_answered_for(furnished, answer, (route.name, pairs))
