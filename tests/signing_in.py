"""A browser that signs in to the shop: its cookies, its Origin, and the letters it can read."""

import json as json_texts
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import pyotp
from barrow.cloud.http_messages import Request
from shopkit import people, table
from shopkit.settings import settings

from tests.shop import Response, Shop

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
ADA = "ada@example.com"
PASSPHRASE = "copper kettle over the fjord"


@dataclass
class Browser:
    """Requests to `/api…` with the cookies that answers set; `viewer` is where it is.

    `past_the_edge`: it asks the APIs at their own address, and not the site.
    """

    shop: Shop
    agent: str = FIREFOX
    viewer: str = "203.0.113.7"
    past_the_edge: bool = False
    cookies: dict[str, str] = field(default_factory=dict)
    set_cookies: list[str] = field(default_factory=list)

    def request(
        self, method: str, path: str, *, json: Any = None, headers: dict[str, str] | None = None
    ) -> Response:
        sent = {"Origin": settings().site_url, "User-Agent": self.agent, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = b""
        if json is not None:
            body = json_texts.dumps(json).encode()
            sent.setdefault("Content-Type", "application/json")
        bare, _, query = f"/api{path}".partition("?")
        door = self.shop.gateway if self.past_the_edge else self.shop.visit
        answer = door(Request(method, bare, query, sent, body, self.viewer))
        self.set_cookies = [value for name, value in answer.headers if name == "Set-Cookie"]
        for line in self.set_cookies:
            self._keep(line)
        return Response(answer.status, dict(answer.headers), answer.body.decode())

    def get(self, path: str, **options: Any) -> Response:
        return self.request("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> Response:
        return self.request("POST", path, json={} if json is None else json, **options)

    def put(self, path: str, json: Any = None, **options: Any) -> Response:
        return self.request("PUT", path, json=json, **options)

    def patch(self, path: str, json: Any = None, **options: Any) -> Response:
        return self.request("PATCH", path, json=json, **options)

    def delete(self, path: str, **options: Any) -> Response:
        return self.request("DELETE", path, **options)

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value

    @property
    def token(self) -> str:
        """Of the session that it holds."""
        return self.cookies.get("__Host-session") or self.cookies["session"]

    @property
    def who(self) -> Any:
        return self.get("/accounts/session").json

    def asked(self, email: str = ADA, what: str = "sign-in/code", **more: str) -> str:
        """The id of the challenge after a code was asked for."""
        answer = self.post(f"/accounts/{what}", {"email": email, **more})
        assert answer.status == 202, answer.text
        return str(answer.json["id"])

    def sign_in(self, email: str = ADA, what: str = "sign-in/code", **more: str) -> Any:
        """In by a mailed code, or at the second step; answers the sign-in."""
        challenge = self.asked(email, what, **more)
        answer = self.post(
            f"/accounts/sign-in/code/{challenge}", {"code": mailed(challenge)["code"]}
        )
        assert answer.status == 200, answer.text
        return answer.json

    def set_up_totp(self) -> tuple[str, list[str]]:
        """An authenticator's key, and the recovery codes that came with it."""
        given = self.post("/accounts/security/totp").json
        code = totp(self.shop, given["key"])
        answer = self.put("/accounts/security/totp", {"id": given["id"], "code": code})
        assert answer.status == 200, answer.text
        return given["key"], answer.json["recovery_codes"]


def totp(shop: Shop, key: str) -> str:
    """What the authenticator shows right now."""
    return str(pyotp.TOTP(key).at(shop.now))


def told(partition: str, type_: str) -> list[tuple[str, Any]]:
    """The facts of a type that stand in a partition, oldest first: (what or purpose, private)."""
    items = table.query_all(
        settings().table("accounts"), partition, begins="EVENT#", consistent=True
    )
    facts = [json_texts.loads(item["data"]) for item in items if item["type"] == type_]
    return [
        (fact.get("purpose") or fact.get("what"), people.open_(fact["private"], f"fact:{type_}"))
        for fact in facts
    ]


def letters(challenge_id: str) -> list[tuple[str, Any]]:
    """The letters with codes of a challenge: (purpose, what is in it)."""
    return told(f"CHALLENGE#{challenge_id}", "SignInCodeIssued")


def mailed(challenge_id: str) -> Any:
    """What is in the one letter of a challenge."""
    ((_, private),) = letters(challenge_id)
    return private


def warnings(account_id: str) -> list[tuple[str, Any]]:
    """What the account's owner was told: (what, what is in it)."""
    return told(f"ACCOUNT#{account_id}", "SecurityChanged")
