"""What the developer's routes take, from whom, and what they say of the rest."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cloud.dev.surroundings import FORM, NOON, SAME, Shop, assert_problem
from tests.unit.cloud.wsgi_calls import call


@pytest.mark.parametrize("raw", [b"{", b"\xff", b'{"advance_seconds": NaN', b"[" * 100_000])
def test_what_is_no_json_is_malformed(shop: Shop, raw: bytes) -> None:
    got = call(shop.dev, "POST", "/dev/clock", raw, {"Content-Type": "application/json"})

    assert_problem(got, 400, "malformed")


def test_a_body_of_another_kind_is_refused(shop: Shop) -> None:
    got = call(shop.dev, "POST", "/dev/clock", b"<a/>", {"Content-Type": "text/xml"})

    assert_problem(got, 415, "not_json")


def test_a_wrong_field_is_named(shop: Shop) -> None:
    got = shop.post("/dev/clock", {"advance_seconds": 1, "by": 2})

    assert got.json()["errors"] == [
        {
            "pointer": "/by",
            "code": "unknown_field",
            "detail": "Extra inputs are not permitted",
        }
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "https://localhost:8000"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize(
    "target", ["/dev/clock", "/dev/settle", "/dev/stripe/cs_1/pay", "/dev/stripe/pay/cs_1"]
)
def test_another_site_may_not_write(shop: Shop, target: str, headers: dict[str, str]) -> None:
    got = call(shop.dev, "POST", target, b"{}", headers)

    assert_problem(got, 403, "cross_origin")
    assert shop.clock.now() == NOON
    assert (shop.settles, shop.desk.paid, shop.desk.shown) == ([], [], [])


@pytest.mark.parametrize("headers", [SAME, {}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}])
def test_this_site_and_programs_may_write(shop: Shop, headers: dict[str, str]) -> None:
    assert shop.post("/dev/clock", {"advance_seconds": 60}, headers).status == 200
    assert call(shop.dev, "POST", "/dev/stripe/pay/cs_1", b"", headers).status == 200


def test_forms_of_the_page_lead_back_to_it(shop: Shop) -> None:
    got = call(shop.dev, "POST", "/dev/clock", b"advance_seconds=3600", FORM | SAME)

    assert (got.status, got.header("Location")) == (303, "/dev")
    assert shop.clock.offset == timedelta(hours=1)


def test_unknown_places_and_methods_are_problems(shop: Shop) -> None:
    assert_problem(shop.get("/dev/nothing"), 404, "not_found")
    refused = call(shop.dev, "DELETE", "/dev/clock")

    assert_problem(refused, 405, "method_not_allowed")
    assert refused.header("Allow") == "GET, HEAD, OPTIONS, POST"


def test_head_has_no_body(shop: Shop) -> None:
    got = call(shop.dev, "HEAD", "/dev/clock")

    assert (got.status, got.body) == (200, b"")


@given(
    st.sampled_from(["clock", "settle", "stripe/switches", "stripe/cs_1/pay", "queues/x/redrive"]),
    st.sampled_from(["application/json", "application/x-www-form-urlencoded", "text/plain", ""]),
    st.binary(max_size=60)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: st.dictionaries(
            st.sampled_from(["advance_seconds", "set_to", "card", "late", "duplicate"]), inner
        ),
    ).map(lambda value: json.dumps(value).encode()),
)
def test_whatever_is_sent_is_never_our_fault(target: str, media: str, body: bytes) -> None:
    got = call(Shop().dev, "POST", f"/dev/{target}", body, {"Content-Type": media})

    assert got.status < 500
