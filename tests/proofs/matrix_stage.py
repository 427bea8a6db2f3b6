"""The stage of the matrix: a furnished shop, and everybody who might knock at one of its doors."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from accounts.signing_in import sessions
from shopkit import api_keys, aws, table
from shopkit import sessions as sessions_read
from shopkit.ids import fingerprint
from shopkit.permissions import COMES_WITH

from tests import factories
from tests.proofs.matrix_rows import HELD_BY, ROLES, Row
from tests.shop import SITE, STAFF_KEY, Response, Shop
from tests.signed_in import Visitor, make_member, sign_in

NOWHERE = "http://evil.example"
DAY = 24 * 3600
_WRITES = {
    "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems", "PutObject",
    "DeleteObject", "DeleteObjects", "SendMessage", "SendMessageBatch", "PutEvents", "SendEmail",
}  # fmt: skip
_SERVICES = ("dynamodb", "s3", "sqs", "events", "sesv2")


@dataclass
class Caller:
    """Who asks: `headers` are the credentials, without an Origin when it is a program."""

    name: str
    headers: dict[str, str] = field(default_factory=dict)


class Stage:
    """`a` is the customer whose cart, order, addresses and wishlists there are; `b` another."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self._ended()
        self._stale()
        self._furnish()
        self._staff()
        shop.settle()
        # DynamoDB may leave for days what its time to live is over for: a door must not rely on it
        for item in self.outdated:
            table.write(table.put("barrow-local-accounts", item))

    def _ended(self) -> None:
        """Sessions and a key whose time is over before anything else happens."""
        shop = self.shop
        owner = make_member(shop, "gone@example.com", "owner")
        self.expired = sign_in(shop, "expired@example.com")
        self.expired_staff = owner
        self.expired_key = self._key(owner, *HELD_BY, days=1)
        self.outdated = [
            self._stored(sessions_read.key(fingerprint(self.expired.token))),
            self._stored(sessions_read.key(fingerprint(self.expired_staff.token))),
            self._stored(api_keys.key(fingerprint(self.expired_key))),
        ]
        shop.advance(91 * DAY)

    def _stored(self, key: dict[str, Any]) -> dict[str, Any]:
        item = table.get("barrow-local-accounts", key)
        assert item is not None
        return item

    def _stale(self) -> None:
        """Sessions that are good, and were not confirmed lately."""
        shop = self.shop
        self.unfresh_owner = make_member(shop, "late@example.com", "owner")
        self.unfresh = sign_in(shop, "later@example.com")
        shop.advance(11 * 60)
        # noted as used now, so that no later request has to note it
        self.unfresh_owner.get("/accounts/session")
        self.unfresh.get("/accounts/session")

    def _furnish(self) -> None:
        shop = self.shop
        tea, pot = factories.make_offer("TEA-1"), factories.make_offer("POT-1", 1200)
        factories.sell(shop, tea, pot, units=1_000)
        self.guest_order = factories.order(shop, ("POT-1", 1))
        factories.pay(shop, self.guest_order)
        self.a, self.b = sign_in(shop, "ada@example.com"), sign_in(shop, "bob@example.com")
        self.b_token = self.cart_of(self.b)["token"]
        self.made("/catalog/admin/categories", {"name": "Leaves"})
        variants = [{"sku": "ASSAM", "prices": {"GBP": 300}}]
        self.product_id = self.made(
            "/catalog/admin/products", {"name": "Assam", "status": "active", "variants": variants}
        )

    def _staff(self) -> None:
        shop = self.shop
        self.members = {role: make_member(shop, f"{role}@example.com", role) for role in ROLES}
        self.weak = make_member(shop, "weak@example.com", "owner", strong=False)
        revoked = make_member(shop, "out@example.com", "owner")
        sessions.end_all(revoked.account_id)
        self.revoked_staff = revoked
        self.revoked = sign_in(shop, "left@example.com")
        sessions.end_all(self.revoked.account_id)
        owner = self.members["owner"]
        self.revoked_key = self._key(owner, *HELD_BY)
        victim = owner.get("/accounts/admin/api-keys").json["data"][0]
        assert owner.delete(f"/accounts/admin/api-keys/{victim['id']}").status == 204
        self.spare_member = make_member(shop, "spare@example.com", "analyst").account_id
        self.spare_key = owner.get("/accounts/admin/api-keys").json["data"][0]["id"]
        role = {"name": "shelves", "title": "Shelves", "permissions": ["inventory:read"]}
        self.made("/accounts/admin/roles", role)
        invited = {"email": "nora@example.com", "roles": ["analyst"]}
        self.invitation = self.made("/accounts/admin/invitations", invited)
        self.keys_with = {one: self._key(owner, one) for one in HELD_BY}
        self.keys_without = {
            one: self._key(owner, *(HELD_BY.keys() - {one, COMES_WITH.get(one)})) for one in HELD_BY
        }

    def _key(self, by: Visitor, *permissions: str, days: int = 30) -> str:
        body = {"name": "robot", "permissions": sorted(permissions), "days": days}
        made = by.post("/accounts/admin/api-keys", json=body)
        assert made.status == 201, made.text
        return str(made.json["key"])

    def made(self, path: str, body: Any) -> str:
        """The id of what the operator makes."""
        answer = self.shop.post(path, json=body, staff=True)
        assert answer.status == 201, answer.text
        return str(answer.json["id"])

    def cart_of(self, who: Visitor) -> dict[str, Any]:
        made = who.post("/cart/carts", json={"lines": [{"sku": "TEA-1", "quantity": 2}]})
        assert made.status == 201, made.text
        body: dict[str, Any] = made.json
        return body

    # ── who knocks ───────────────────────────────────────────────────────────────────────────
    def by_cookie(self, name: str, who: Visitor, origin: str | None = SITE) -> Caller:
        headers = {"Cookie": who.headers["Cookie"]}
        return Caller(name, headers | ({"Origin": origin} if origin else {}))

    def by_key(self, name: str, key: str) -> Caller:
        return Caller(name, {"Authorization": f"Bearer {key}"})

    @property
    def nobody(self) -> Caller:
        return Caller("nobody")

    @property
    def operator(self) -> Caller:
        return self.by_key("the operator's key", STAFF_KEY)

    def ask(self, caller: Caller, row: Row, request: "Sent") -> Response:
        headers = {"If-Match": "*", **request.headers, **caller.headers}
        if request.form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return self.shop.request(
                row.method, request.path, body=request.form.encode(), headers=headers
            )
        return self.shop.request(row.method, request.path, json=request.body, headers=headers)

    # ── what is seen ─────────────────────────────────────────────────────────────────────────
    @contextmanager
    def writes(self) -> Iterator[list[str]]:
        """Every call inside that changed something, anywhere; a rate limit's counter may.

        A conditional write that was refused has changed nothing: it is how a room asks whether
        something is somebody's.
        """
        seen: list[str] = []
        asked = {"body": b""}

        def leaving(params: dict[str, Any], **_: Any) -> None:
            asked["body"] = bytes(params["body"] or b"")

        def answered(model: Any, http_response: Any, **_: Any) -> None:
            done = http_response.status_code < 300
            if done and model.name in _WRITES and b'"LIMIT#' not in asked["body"]:
                seen.append(model.name)

        clients = [aws.client(service) for service in _SERVICES]
        for client in clients:
            client.meta.events.register("before-call", leaving)
            client.meta.events.register("after-call", answered)
        try:
            yield seen
        finally:
            for client in clients:
                client.meta.events.unregister("before-call", leaving)
                client.meta.events.unregister("after-call", answered)

    def contents(self) -> dict[str, Any]:
        """All that the tables hold, but the counters of rate limits."""
        dynamodb = aws.client("dynamodb")
        found: dict[str, Any] = {}
        for name in dynamodb.list_tables()["TableNames"]:
            pages = dynamodb.get_paginator("scan").paginate(TableName=name)
            for item in (item for page in pages for item in page["Items"]):
                place = (name, item["pk"]["S"], item["sk"]["S"])
                if not place[1].startswith("LIMIT#"):
                    found[repr(place)] = item
        return found


@dataclass(frozen=True)
class Sent:
    """A request that would succeed, if the caller were let in; `path` has real ids in it."""

    path: str
    body: Any = None
    form: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
