"""Routes for who is signed in: whose session, how fresh, from which page, whose repeated key."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from barrow.cloud.apps import LoadedApp, per_thread
from barrow.cloud.gateway import Gateway
from barrow.cloud.http_messages import Answer as HttpAnswer
from barrow.cloud.http_messages import Request
from chalice.app import Chalice
from shopkit.http import Api, Call
from shopkit.models import Answer
from shopkit.openapi import document

from tests.integration.shopkit.corner import make_table
from tests.shop import SITE, Response, Shop
from tests.signed_in import Visitor, make_member, sign_in


class Seen(Answer):
    account_id: str | None
    staff: str | None
    viewer: str
    headers: list[str]


class Counted(Answer):
    count: int


class Desk:
    """A tiny capability; `served` counts what its views did."""

    def __init__(self) -> None:
        self.served = 0
        app = Chalice(app_name="barrow-corner", configure_logs=False)
        self.api = api = Api(app, "corner")

        @api.get("/mine", account=True)
        def mine(call: Call) -> Seen:
            return self._seen(call)

        @api.post("/mine", account=True, idempotent=True)
        def write_mine(call: Call) -> Counted:
            self.served += 1
            return Counted(count=self.served)

        @api.delete("/mine", account=True, fresh=True)
        def remove_mine(call: Call) -> Seen:
            return self._seen(call)

        @api.get("/ours", account="optional")
        def ours(call: Call) -> Seen:
            return self._seen(call)

        @api.post("/ours", account="optional", idempotent=True)
        def write_ours(call: Call) -> Counted:
            self.served += 1
            return Counted(count=self.served)

        @api.get("/admin/things", permission="inventory:read")
        def list_things(call: Call) -> Seen:
            return self._seen(call)

        @api.post("/admin/things", permission="inventory:write", fresh=True)
        def write_things(call: Call) -> Seen:
            return self._seen(call)

        @api.post("/in", own_page=True)
        def come_in(call: Call) -> Seen:
            return self._seen(call)

        @api.get("/open")
        def anyone(call: Call) -> Seen:
            return self._seen(call)

        self.app = per_thread(app)

    def _seen(self, call: Call) -> Seen:
        self.served += 1
        return Seen(
            account_id=call.account.account_id if call.account else None,
            staff=call.staff.key if call.staff else None,
            viewer=call.viewer,
            headers=sorted(call.headers),
        )


@pytest.fixture
def desk(shop: Shop) -> Iterator[Desk]:
    opened = Desk()
    make_table()
    shop.gateway = Gateway({"corner": LoadedApp("corner", opened.app)})
    yield opened


@pytest.fixture
def ada(shop: Shop, desk: Desk) -> Visitor:
    return sign_in(shop, "ada@example.com")


def refused(answer: Response) -> tuple[int, Any]:
    return answer.status, answer.json["code"]


def test_a_route_for_who_is_signed_in_says_who_it_is(ada: Visitor) -> None:
    assert ada.get("/corner/mine").json["account_id"] == ada.account_id


def test_nobody_else_is_served(ada: Visitor, desk: Desk, shop: Shop) -> None:
    assert refused(shop.get("/corner/mine")) == (401, "not_signed_in")
    forged = {"Cookie": f"session={ada.token[:-1]}x"}
    assert refused(shop.get("/corner/mine", headers=forged)) == (401, "not_signed_in")
    assert desk.served == 0


def test_a_route_for_both_serves_guests_and_whoever_is_signed_in(ada: Visitor) -> None:
    assert ada.shop.get("/corner/ours").json["account_id"] is None
    assert ada.get("/corner/ours").json["account_id"] == ada.account_id


def test_a_route_that_does_not_ask_is_not_told(ada: Visitor) -> None:
    assert ada.get("/corner/open").json["account_id"] is None


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", SITE + ".evil.example"])
@pytest.mark.parametrize("path", ["/corner/mine", "/corner/ours"])
def test_a_write_with_the_cookie_needs_this_sites_origin(
    ada: Visitor, desk: Desk, path: str, origin: str | None
) -> None:
    headers = {"Cookie": f"session={ada.token}"} | ({"Origin": origin} if origin else {})

    answer = ada.shop.post(path, headers=headers)

    assert refused(answer) == (403, "not_allowed")
    assert desk.served == 0


def test_a_guests_write_needs_no_origin(ada: Visitor) -> None:
    assert ada.shop.post("/corner/ours").status == 200


def test_what_is_dangerous_needs_a_session_that_was_confirmed_lately(
    ada: Visitor, desk: Desk, shop: Shop
) -> None:
    assert ada.delete("/corner/mine").status == 200
    shop.advance(timedelta(minutes=10).total_seconds())

    assert refused(ada.delete("/corner/mine")) == (403, "reauthentication_needed")
    assert desk.served == 1


def test_staff_are_served_by_session_with_their_permissions(shop: Shop, desk: Desk) -> None:
    stockroom = make_member(shop, "stock@example.com", "stockroom")
    analyst = make_member(shop, "figures@example.com", "analyst")

    assert stockroom.get("/corner/admin/things").json["staff"] == stockroom.account_id
    assert refused(analyst.post("/corner/admin/things")) == (403, "not_allowed")


def test_staff_with_one_factor_and_customers_are_no_staff(
    shop: Shop, desk: Desk, ada: Visitor
) -> None:
    weak = make_member(shop, "weak@example.com", "owner", strong=False)

    assert refused(weak.get("/corner/admin/things")) == (403, "second_factor_needed")
    assert refused(ada.get("/corner/admin/things")) == (403, "not_allowed")
    assert desk.served == 0


def test_an_api_key_counts_before_a_cookie_and_is_never_stale(shop: Shop, desk: Desk) -> None:
    owner = make_member(shop, "owner@example.com", "owner")
    shop.advance(3600 / 4)

    by_session = owner.post("/corner/admin/things")
    by_key = owner.post("/corner/admin/things", staff=True)
    by_wrong_key = owner.get("/corner/admin/things", headers={"Authorization": "Bearer bk_no"})

    assert refused(by_session) == (403, "reauthentication_needed")
    assert by_key.status == 200
    assert by_key.json["staff"] != owner.account_id
    assert refused(by_wrong_key) == (401, "not_signed_in")


def test_equal_keys_of_two_people_do_not_meet_and_one_persons_do(ada: Visitor) -> None:
    bob = sign_in(ada.shop, "bob@example.com")
    key = {"Idempotency-Key": "the same"}

    first, second = ada.post("/corner/mine", headers=key), bob.post("/corner/mine", headers=key)
    again_elsewhere = sign_in(ada.shop, "ada@example.com").post("/corner/mine", headers=key)
    guest = ada.shop.post("/corner/ours", headers=key)

    assert [one.json["count"] for one in (first, second, guest)] == [1, 2, 3]
    assert again_elsewhere.json["count"] == 1
    assert again_elsewhere.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": SITE}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": SITE, "Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_what_sets_cookies_is_not_for_other_sites_pages(
    shop: Shop, desk: Desk, headers: dict[str, str], status: int
) -> None:
    assert shop.post("/corner/in", headers=headers).status == status


def ask(door: Callable[[Request], HttpAnswer], **headers: str) -> Any:
    """What the view saw of a request from 203.0.113.7 to this door."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request("GET", "/api/corner/open", "", sent, remote="203.0.113.7")
    return json.loads(door(request).body)


def test_a_view_knows_where_a_request_comes_from(shop: Shop, desk: Desk) -> None:
    seen = ask(shop.visit, X_Forwarded_For="203.0.113.66")

    assert seen["viewer"] == "203.0.113.7"


@pytest.mark.parametrize("shown", [{}, {"X_Barrow_Edge": "no key"}, {"X_Barrow_Edge": ""}])
def test_who_goes_past_the_edge_is_where_they_are_whatever_they_claim(
    shop: Shop, desk: Desk, shown: dict[str, str]
) -> None:
    seen = ask(shop.gateway, X_Forwarded_For="203.0.113.66, 203.0.113.67", **shown)

    assert seen["viewer"] == "203.0.113.7"


def test_what_the_edge_shows_reaches_no_view(shop: Shop, desk: Desk) -> None:
    seen = ask(shop.visit, X_Barrow_Edge="a viewer's own")

    assert "x-forwarded-for" in seen["headers"]
    assert "x-barrow-edge" not in seen["headers"]


def test_the_description_says_who_may_ask(desk: Desk) -> None:
    described = document("Corner", desk.api.routes)

    paths = described["paths"]
    assert paths["/api/corner/mine"]["get"]["security"] == [{"session": []}]
    assert paths["/api/corner/ours"]["get"]["security"] == [{"session": []}, {}]
    admin = paths["/api/corner/admin/things"]
    assert admin["get"]["security"] == [{"staffKey": []}, {"session": []}]
    assert admin["post"]["x-reauthentication-within-seconds"] == 600
    assert "security" not in paths["/api/corner/open"]["get"]
    assert described["components"]["securitySchemes"]["session"] == {
        "type": "apiKey", "in": "cookie", "name": "__Host-session",
    }  # fmt: skip
