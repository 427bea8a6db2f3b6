"""People who are signed in, past the doors that are not what a test is about."""

from dataclasses import dataclass, replace
from typing import Any

from accounts.signing_in import entering, opening, security_table, sessions
from accounts.signing_in.sessions import Begun
from accounts.staff import members, members_table
from accounts.staff.members_table import Membership
from shopkit import sessions as doors
from shopkit.table import transact

from tests.shop import SITE, Response, Shop


@dataclass(frozen=True)
class Visitor:
    """A browser with a session: `shop.post(path, headers=…)` with its cookie and this origin."""

    shop: Shop
    account_id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"{doors.cookie_name()}={self.token}", "Origin": SITE}

    def request(self, method: str, path: str, **options: Any) -> Response:
        sent = {**self.headers, **options.pop("headers", {})}
        return self.shop.request(method, path, headers=sent, **options)

    def get(self, path: str, **options: Any) -> Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Response:
        return self.request("POST", path, **options)

    def patch(self, path: str, **options: Any) -> Response:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Response:
        return self.request("DELETE", path, **options)


def sign_in(shop: Shop, email: str, *, strong: bool = True, name: str = "") -> Visitor:
    """Somebody with an account, opened if there is none; `strong` by two factors."""
    account = opening.open_account(email, shop.now, name=name)
    holder = security_table.holder(account.id)
    assert holder is not None
    power = entering.power_of(account.id, strong=strong)

    def decide(security: Any) -> tuple[Any, list[Any], Begun]:
        begun = sessions.begun(holder, security, power, "Chromium on Linux", shop.now)
        return begun.after, begun.writes, begun

    begun = security_table.change(account.id, decide)
    return Visitor(shop, account.id, begun.token)


def make_member(shop: Shop, email: str, *roles: str, strong: bool = True) -> Visitor:
    """A member of staff with these roles, signed in."""
    account = opening.open_account(email, shop.now)
    found = members.named(roles)
    joined = Membership(account.id, tuple(sorted(roles)), 1, shop.now, "test")
    transact([members_table.create(joined), *members.exchange((), found.values())])
    return sign_in(shop, email, strong=strong)


def unfresh(visitor: Visitor) -> Visitor:
    """The same browser later, when it was not confirmed for a while."""
    visitor.shop.advance(doors.FRESH.total_seconds() + 1)
    return replace(visitor)
