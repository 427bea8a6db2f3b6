"""The developer pays, and makes Stripe's stand-in misbehave."""

from typing import Any

import pytest

from tests.unit.cloud.dev.surroundings import FORM, SAME, FakeSwitches, Shop, assert_problem
from tests.unit.cloud.wsgi_calls import call


def test_paying_answers_what_the_page_would(shop: Shop) -> None:
    got = shop.post("/dev/stripe/cs_1/pay", {"card": "4242424242424242"})

    assert got.json() == {
        "status": "paid",
        "error": None,
        "redirect": "http://localhost:8000/thanks",
    }
    assert shop.desk.paid == [("cs_1", "4242424242424242", "complete")]
    assert shop.pulses == 1


def test_an_unknown_session_is_not_found(shop: Shop) -> None:
    got = shop.post("/dev/stripe/cs_none/pay", {"card": "4242424242424242"})

    assert_problem(got, 404, "not_found")


@pytest.mark.parametrize("body", [{}, {"card": 4242}, {"card": ""}, {"card": "4" * 41}])
def test_a_card_that_is_none_is_a_problem(shop: Shop, body: dict[str, Any]) -> None:
    assert_problem(shop.post("/dev/stripe/cs_1/pay", body), 422, "invalid")
    assert shop.desk.paid == []


def test_the_payment_page_is_the_stand_ins(shop: Shop) -> None:
    got = shop.get("/dev/stripe/pay/cs_1")

    assert got.body == b"pay here"
    assert shop.desk.shown == [("GET", "/dev/stripe", "/pay/cs_1")]


def test_switches_change_one_by_one(shop: Shop) -> None:
    got = shop.post("/dev/stripe/switches", {"duplicate": True, "late": 30})

    assert got.json() == {"duplicate": True, "late": 30.0, "reordered": False}
    assert shop.desk.switches == FakeSwitches(duplicate=True, late=30.0)


def test_a_box_that_is_not_ticked_switches_off(shop: Shop) -> None:
    shop.desk.switches.duplicate = True

    call(shop.dev, "POST", "/dev/stripe/switches", b"reordered=true&late=0", FORM | SAME)

    assert shop.desk.switches == FakeSwitches(reordered=True)
