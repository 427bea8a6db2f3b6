"""Every route of the shop, and everybody who might knock: who is let in, and who changes nothing.

The rows are in matrix_rows.py, one a route, and the routes are the apps' own: a new route without a
row fails. Whoever is refused sends what would have succeeded; then no call that could change
anything leaves the shop, and its tables hold what they held.
"""

from collections.abc import Iterator

import pytest
from barrow.cloud.moto_engine import MotoEngine
from shopkit.routes import Route

from tests.proofs.matrix_requests import harmless, whole
from tests.proofs.matrix_rows import HELD_BY, ROLES, Row, rows
from tests.proofs.matrix_stage import NOWHERE, Caller, Stage
from tests.shop import SITE, Response, apps, open_shop
from tests.signed_in import sign_in

ROWS = rows()
#: What there is nothing of on the stage.
NOTHING_THERE = {
    "DELETE /catalog/admin/slugs/{slug}": 404,
    "GET /catalog/admin/pictures/{key}": 404,
    "GET /catalog/admin/site/publications": 409,
    "POST /catalog/admin/site/publications": 409,
    "GET /accounts/admin/privacy/erasures/{erasure_id}": 404,
}


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with open_shop(MotoEngine()) as shop:
        yield Stage(shop)


def routes() -> dict[str, Route]:
    return {route.name: route for app in apps().values() for route in app.module.api.routes}


def test_every_route_has_one_row_and_every_row_a_route() -> None:
    names = [row.name for row in ROWS]

    assert sorted(names) == sorted(routes())
    assert len(set(names)) == len(names)


def test_routes_declare_what_their_rows_say() -> None:
    declared = {
        name: (route.permission, route.fresh, route.account is True, route.own_page)
        for name, route in routes().items()
    }

    expected = {
        row.name: (row.permission, row.fresh, row.who == "customer", row.who == "page")
        for row in ROWS
    }
    assert declared == expected


def test_whoever_is_refused_is_told_so_and_changes_nothing(stage: Stage) -> None:
    requests = [(row, whole(stage, row)) for row in ROWS]
    before = stage.contents()
    wrong = []

    for row, request in requests:
        for caller, status, code in refusals(stage, row):
            with stage.writes() as calls:
                answer = stage.ask(caller, row, request)
            if answer.status != status or (code and code not in answer.text) or calls:
                wrong.append(told(row, caller, answer, (status, code), calls))

    after = stage.contents()
    changed = [at for at in before.keys() | after.keys() if before.get(at) != after.get(at)]
    assert (wrong, changed) == ([], [])


def test_whoever_may_is_let_in(stage: Stage) -> None:
    wrong = []
    for row in ROWS:
        request = harmless(row) if row.writes else whole(stage, row)
        for caller in admitted(stage, row):
            answer = stage.ask(caller, row, request)
            if answer.status in {401, 403} or answer.status >= 500:
                wrong.append(told(row, caller, answer, "let in", []))

    assert wrong == []


def test_owners_reach_what_others_are_told_is_not_there(stage: Stage) -> None:
    """So that a 404 in the tests above means somebody, and not something, that is not there.

    The shop has no coupons yet, and says so of every code.
    """
    wrong = []
    for row in (row for row in ROWS if row.theirs):
        # a session of its own, since some of what is done ends others
        a = sign_in(stage.shop, "ada@example.com")
        answer = stage.ask(stage.by_cookie("A", a), row, whole(stage, row, a))
        if answer.status not in {200, 201, 204} and answer.json["code"] != "code_unknown":
            wrong.append(told(row, Caller("A"), answer, "reached", []))

    assert wrong == []


def test_what_staff_are_refused_would_have_succeeded(stage: Stage) -> None:
    """So that a refusal is the only thing that keeps the tables as they were. Last: it is done."""
    wrong = []
    for row in (row for row in ROWS if row.permission):
        answer = stage.ask(stage.operator, row, whole(stage, row))
        if answer.status not in {200, 201, 202, 204, NOTHING_THERE.get(row.name)}:
            wrong.append(told(row, stage.operator, answer, "done", []))

    assert wrong == []


def refusals(stage: Stage, row: Row) -> Iterator[tuple[Caller, int, str]]:
    """Who is refused, with which status and code."""
    if row.permission:
        yield from _refused_staff(stage, row, row.permission)
    elif row.who in {"customer", "letter"}:
        yield from _refused_customers(stage, row)
    elif row.who == "page":
        yield Caller("a page of another site", {"Origin": NOWHERE}), 403, "not_allowed"
        yield Caller("another site's fetch", {"Sec-Fetch-Site": "cross-site"}), 403, "not_allowed"
    elif row.who == "form":
        yield Caller("no Origin"), 403, ""
        yield Caller("a page of another site", {"Origin": NOWHERE}), 403, ""
    if row.theirs or row.who == "holder":
        yield from _refused_others(stage, row)
    if row.writes and row.who not in {"anyone", "form"}:
        good = stage.members["owner"] if row.permission else stage.b
        for name, origin in (("another site's page", NOWHERE), ("no Origin", None)):
            if row.who == "page" and origin is None:
                continue
            yield stage.by_cookie(f"{name} with a cookie", good, origin), 403, "not_allowed"


def _refused_staff(stage: Stage, row: Row, permission: str) -> Iterator[tuple[Caller, int, str]]:
    signed_out = 401, "not_signed_in"
    yield stage.nobody, *signed_out
    yield stage.by_key("a key that never was", f"bk_{'x' * 43}"), *signed_out
    yield stage.by_key("an expired key", stage.expired_key), *signed_out
    yield stage.by_key("a revoked key", stage.revoked_key), *signed_out
    yield Caller("an order's token", {"X-Order-Token": stage.guest_order.order_token}), *signed_out
    yield stage.by_cookie("an expired session", stage.expired_staff), *signed_out
    yield stage.by_cookie("a revoked session", stage.revoked_staff), *signed_out
    yield stage.by_cookie("a customer", stage.a), 403, "not_allowed"
    yield stage.by_cookie("an owner without a second factor", stage.weak), 403, "second_factor"
    yield stage.by_key("a key without it", stage.keys_without[permission]), 403, permission
    for role in ROLES[1:]:
        if role not in HELD_BY[permission]:
            yield stage.by_cookie(role, stage.members[role]), 403, permission
    if row.fresh:
        late = stage.by_cookie("an owner of an hour ago", stage.unfresh_owner)
        yield late, 403, "reauthentication_needed"


def _refused_customers(stage: Stage, row: Row) -> Iterator[tuple[Caller, int, str]]:
    signed_out = 401, "not_signed_in"
    yield stage.nobody, *signed_out
    yield stage.operator, *signed_out
    yield stage.by_cookie("an expired session", stage.expired), *signed_out
    yield stage.by_cookie("a revoked session", stage.revoked), *signed_out
    yield (
        Caller("no session of ours", {"Cookie": f"session={'x' * 43}", "Origin": SITE}),
        *signed_out,
    )
    if row.fresh:
        late = stage.by_cookie("a customer of an hour ago", stage.unfresh)
        yield late, 403, "reauthentication_needed"


def _refused_others(stage: Stage, row: Row) -> Iterator[tuple[Caller, int, str]]:
    missing = 404, "not_found"
    yield stage.by_cookie("B", stage.b), *missing
    yield stage.by_cookie("an owner", stage.members["owner"]), *missing
    if row.who == "holder":
        tokens = {"X-Cart-Token": stage.b_token, "X-Order-Token": stage.guest_order.order_token}
        yield stage.nobody, *missing
        yield stage.operator, *missing
        yield Caller("a wrong guest token", tokens), *missing
        yield stage.by_cookie("an expired session", stage.expired), *missing
        both = stage.by_cookie("B with tokens of others", stage.b)
        yield Caller(both.name, both.headers | tokens), *missing


def admitted(stage: Stage, row: Row) -> Iterator[Caller]:
    if row.permission:
        owner = stage.unfresh_owner if not row.fresh else stage.members["owner"]
        yield stage.by_cookie("an owner", owner)
        yield stage.operator
        yield stage.by_key("a key with it", stage.keys_with[row.permission])
        for role in ROLES[1:]:
            if role in HELD_BY[row.permission]:
                yield stage.by_cookie(role, stage.members[role])
    elif row.who in {"customer", "letter"} and not row.theirs:
        # each their own, since some of what they do ends the session that it is done with
        yield stage.by_cookie("a customer", sign_in(stage.shop, "carla@example.com"))
        yield stage.by_cookie("staff", sign_in(stage.shop, "weak@example.com", strong=False))
    elif row.who in {"anyone", "page"}:
        yield stage.nobody
        yield Caller("a page of the shop", {"Origin": SITE})
        yield stage.by_cookie("an expired session", stage.expired)
    elif row.who == "form":
        yield Caller("a page of the shop", {"Origin": SITE})


def told(row: Row, caller: Caller, answer: Response, expected: object, calls: list[str]) -> str:
    wrote = f", wrote by {calls}" if calls else ""
    got = f"{answer.status}, not {expected}{wrote}: {answer.text[:120]}"
    return f"{row.name} by {caller.name}: {got}"
