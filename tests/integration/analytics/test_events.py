"""Events of visits, through their door and into the table."""

import json
from datetime import timedelta
from typing import Any

import pytest
from shopkit import table

from tests.shop import SITE, Response, Shop
from tests.visits import batch, event

PRODUCT = "prd_01KJPWD6M0F8Y3XV5NACBNHWG0"
ORDER = "ord_01KJPWD6M00ZVF73FV2562DMS5"
TABLE = "barrow-local-analytics"


def send(shop: Shop, *events: dict[str, Any], **consent: Any) -> Response:
    return shop.post("/analytics/events", json=batch(shop.now, *events, **consent))


def stored(visit: str = "a-window-of-1") -> list[dict[str, Any]]:
    return table.query_all(TABLE, f"VISIT#{visit}")


def pointers(answer: Response) -> dict[str, str]:
    return {error["pointer"]: error["code"] for error in answer.json["errors"]}


@pytest.mark.parametrize(("kind", "fields"), [
    ("page_view", {}),
    ("product_view", {"product_id": PRODUCT}),
    ("product_view", {"product_id": PRODUCT, "sku": "TEA-1"}),
    ("search", {"query": "tea towel", "results": 7}),
    ("add_to_cart", {"sku": "TEA-1", "quantity": 2}),
    ("checkout_step", {"step": "delivery"}),
    ("purchase", {"order_id": ORDER, "value": {"amount": 2645, "currency": "GBP"}}),
])  # fmt: skip
def test_each_kind_is_stored_with_its_fields_and_the_consent(
    shop: Shop, kind: str, fields: dict[str, Any]
) -> None:
    seen = event(shop.now, kind, **fields)

    answer = send(shop, seen)

    assert (answer.status, answer.json["stored"]) == (202, 1)
    assert stored() == [
        {
            "pk": "VISIT#a-window-of-1",
            "sk": f"EVENT#{seen['id']}",
            "gsi1pk": f"DAY#2026-03-02#{kind}",
            "gsi1sk": f"2026-03-02T09:00:00.000Z#{seen['id']}",
            "type": kind,
            "at": "2026-03-02T09:00:00.000Z",
            "path": "/products/tea/",
            "consent_on": "2026-03-02",
            "consent_text": "1",
            "expires_at": int((shop.now + timedelta(days=395)).timestamp()),
        }
        | fields
    ]


def test_a_days_events_of_a_type_are_found_by_the_index_in_their_order(shop: Shop) -> None:
    later, sooner = event(shop.now), event(shop.now - timedelta(minutes=1), visit="b-window-of-2")
    send(shop, later, sooner, event(shop.now, "search", query="tea", results=1))

    found = table.query(TABLE, "DAY#2026-03-02#page_view", index="gsi1").items

    assert [item["sk"] for item in found] == [f"EVENT#{one['id']}" for one in (sooner, later)]


def test_an_event_that_comes_again_is_stored_once_and_stays_as_it_came_first(shop: Shop) -> None:
    first, second = event(shop.now), event(shop.now)
    send(shop, first)

    answer = send(shop, first | {"path": "/other/"}, second, second)

    assert (answer.status, answer.json["stored"]) == (202, 1)
    assert {item["sk"]: item["path"] for item in stored()} == {
        f"EVENT#{one['id']}": "/products/tea/" for one in (first, second)
    }


def test_the_same_id_in_another_visit_is_another_event(shop: Shop) -> None:
    seen = event(shop.now)

    answer = send(shop, seen, seen | {"visit": "b-window-of-2"})

    assert answer.json["stored"] == 2


def test_fifty_at_once_are_taken_and_fifty_one_are_not(shop: Shop) -> None:
    fifty = [event(shop.now) for _ in range(50)]

    taken = send(shop, *fifty)
    refused = send(shop, *fifty, event(shop.now))

    assert taken.json["stored"] == 50
    assert len(stored()) == 50
    assert (refused.status, pointers(refused)) == (422, {"/events": "too_long"})


def test_a_beacon_may_call_its_json_a_text(shop: Shop) -> None:
    body = json.dumps(batch(shop.now, event(shop.now))).encode()

    answer = shop.post(
        "/analytics/events", body=body,
        headers={"Content-Type": "text/plain;charset=UTF-8", "Origin": SITE},
    )  # fmt: skip

    assert answer.status == 202


def test_another_site_counts_nothing_here(shop: Shop) -> None:
    body = batch(shop.now, event(shop.now))

    answer = shop.post("/analytics/events", json=body, headers={"Origin": "https://evil.example"})

    assert (answer.status, answer.json["code"]) == (403, "not_allowed")
    assert stored() == []


@pytest.mark.parametrize(("minutes", "code"), [
    (6, "in_the_future"), (-24 * 60 - 1, "too_old"),
])  # fmt: skip
def test_a_time_that_cannot_be_right_refuses_the_batch(shop: Shop, minutes: int, code: str) -> None:
    wrong = event(shop.now + timedelta(minutes=minutes))

    answer = send(shop, event(shop.now), wrong)

    assert (answer.status, pointers(answer)) == (422, {"/events/1/at": code})
    assert stored() == []


@pytest.mark.parametrize("minutes", [5, -24 * 60])
def test_a_day_late_and_a_clock_five_minutes_fast_are_taken(shop: Shop, minutes: int) -> None:
    answer = send(shop, event(shop.now + timedelta(minutes=minutes)))

    assert answer.status == 202


def test_nothing_is_counted_without_a_consent_or_with_one_that_lapsed(shop: Shop) -> None:
    seen = event(shop.now)

    without = shop.post("/analytics/events", json={"events": [seen]})
    lapsed = send(shop, seen, at=(shop.now - timedelta(days=396)).isoformat())
    to_come = send(shop, seen, at=(shop.now + timedelta(hours=1)).isoformat())

    assert (without.status, pointers(without)) == (422, {"/consent": "required"})
    assert (lapsed.status, pointers(lapsed)) == (422, {"/consent/at": "too_old"})
    assert (to_come.status, pointers(to_come)) == (422, {"/consent/at": "in_the_future"})
    assert stored() == []


@pytest.mark.parametrize("changes", [
    {"type": "scroll"}, {"id": "short"}, {"visit": "ada@example.com"}, {"at": "2026-03-02T09:00"},
    {"path": "/order/?token=secret"}, {"path": "/order/#ord_1.secret"}, {"path": "tea"},
    {"path": "https://shop.example/"}, {"user_agent": "Mozilla"}, {"email": "ada@example.com"},
    {"at": None}, {"at": "9999-12-31T23:59:59-23:59"}, {"at": "0001-01-01T00:00:00+23:59"},
    {"order_id": ORDER},
])  # fmt: skip
def test_what_is_not_of_the_contract_is_refused(shop: Shop, changes: dict[str, Any]) -> None:
    answer = send(shop, event(shop.now) | changes)

    assert answer.status == 422
    assert stored() == []


@pytest.mark.parametrize("query", ["ada@example.com", "07700 900 123", "+44 (0)7700 900123"])
def test_a_search_for_somebody_is_counted_without_its_words(shop: Shop, query: str) -> None:
    send(shop, event(shop.now, "search", query=query, results=0))

    assert [item["query"] for item in stored()] == [""]


def test_nobodys_address_or_browser_is_stored(shop: Shop) -> None:
    headers = {"User-Agent": "Netscape/4.0", "X-Forwarded-For": "203.0.113.7", "Origin": SITE}

    shop.post("/analytics/events", json=batch(shop.now, event(shop.now)), headers=headers)

    (item,) = stored()
    assert "Netscape" not in str(item)
    assert "203.0.113.7" not in str(item)


def test_a_batch_that_is_too_large_is_refused(shop: Shop) -> None:
    body = json.dumps(batch(shop.now, event(shop.now))).encode()

    fits = shop.post("/analytics/events", body=body + b" " * (64_000 - len(body)))
    over = shop.post("/analytics/events", body=body + b" " * (64_001 - len(body)))

    assert (fits.status, over.status) == (202, 413)
