"""The description of each capability: valid OpenAPI 3.1, whole, and true to the routes."""

import json
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from shopkit.http import Api
from shopkit.openapi import document
from shopkit.routes import Route

from tests.shop import apps

CAPABILITIES = sorted(apps())


def described_by(api: Api) -> dict[str, Any]:
    return document(api.title, api.routes)


def api_of(capability: str) -> Api:
    # not by its name among the modules: another test may load another shop
    api: Api = apps()[capability].module.api
    return api


def operations(described: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for methods in described["paths"].values() for one in methods.values()]


@pytest.fixture(params=CAPABILITIES)
def api(request: pytest.FixtureRequest) -> Api:
    return api_of(request.param)


def test_it_is_valid(api: Api) -> None:
    OpenAPIV31SpecValidator(described_by(api)).validate()


def test_it_is_json_and_the_same_every_time(api: Api) -> None:
    assert json.dumps(described_by(api)) == json.dumps(described_by(api))


def test_each_operation_has_a_name_of_its_own(api: Api) -> None:
    names = [one["operationId"] for one in operations(described_by(api))]

    assert len(names) == len(set(names))
    assert [name for name in names if not name.replace("_", "").isalnum()] == []


def test_every_route_that_the_app_serves_is_described(api: Api) -> None:
    served = {
        (f"/api{path}", method.lower())
        for path, methods in api.app.routes.items()
        for method in methods
    }
    hidden = {
        (f"/api{route.path}", route.method.lower()) for route in api.routes if not route.describe
    }
    for_browsers = {(f"/api{one.path}", one.method.lower()) for one in api.routes if one.html}

    described = {
        (path, method) for path, methods in described_by(api)["paths"].items() for method in methods
    }

    assert described == served - hidden - {(f"/api/{api.capability}/openapi.json", "get")}
    assert hidden == for_browsers


def test_staff_routes_name_their_permission_and_no_other_does(api: Api) -> None:
    paths = described_by(api)["paths"]

    for route in api.routes:
        assert ("/admin/" in route.path) == bool(route.permission), route.name
        if not route.describe:
            continue
        operation = paths[f"/api{route.path}"][route.method.lower()]
        assert operation.get("x-permission") == route.permission
        assert ("security" in operation) == bool(route.permission or route.account)


def test_every_reference_leads_somewhere(api: Api) -> None:
    described = described_by(api)
    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}

    assert set(_references(described)) <= known


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [ref for inner in value.values() for ref in _references(inner)]
    if isinstance(value, list):
        return [ref for inner in value for ref in _references(inner)]
    return []


def test_bodies_admit_no_unknown_field(api: Api) -> None:
    described = described_by(api)
    bodies = [route.body for route in api.routes if route.body]

    schemas = [described["components"]["schemas"][body.__name__] for body in bodies]

    assert [one["title"] for one in schemas if one.get("additionalProperties") is not False] == []


def by_name(route: Route) -> str:
    return route.name


#: Wished for again, a thing is the same wish; a ceremony makes one passkey; a key that is shown
#: once is nowhere, not even under an Idempotency-Key.
ONCE_BY_THEMSELVES = {
    "POST /accounts/admin/api-keys",
    "POST /accounts/security/passkeys",
    "POST /cart/wishes",
    "POST /cart/wishlists/{wishlist_id}/items",
}
CREATES = [route for name in CAPABILITIES for route in api_of(name).routes
           if route.method == "POST" and route.status == 201
           and route.name not in ONCE_BY_THEMSELVES]  # fmt: skip
#: Set or taken away whatever it was: it has no version.
WITHOUT_VERSION = {
    "DELETE /accounts/admin/api-keys/{key_id}",
    "DELETE /accounts/admin/customers/{account_id}/sessions",
    "DELETE /accounts/admin/invitations/{invitation_id}",
    "DELETE /accounts/email-change",
    "DELETE /accounts/security/passkeys/{passkey_id}",
    "DELETE /accounts/security/password",
    "DELETE /accounts/security/recovery",
    "DELETE /accounts/security/totp",
    "DELETE /accounts/sessions",
    "DELETE /accounts/sessions/{session_id}",
    "DELETE /cart/wishlists/{wishlist_id}/items/{wish_id}",
    "DELETE /cart/wishlists/{wishlist_id}/share",
    "DELETE /catalog/admin/slugs/{slug}",
    "PATCH /accounts/security/passkeys/{passkey_id}",
    "PUT /accounts/security/password",
    "PUT /accounts/security/totp",
    "PUT /catalog/admin/prices",
}


@pytest.mark.parametrize("route", CREATES, ids=by_name)
def test_whatever_creates_takes_an_idempotency_key(route: Route) -> None:
    assert route.idempotent


def test_whatever_edits_names_the_version_that_it_edits_where_there_is_one() -> None:
    routes = [route for name in CAPABILITIES for route in api_of(name).routes]
    edits = [one for one in routes if one.method in {"PUT", "PATCH", "DELETE"}]

    blind = {one.name for one in edits if not one.edits}

    assert blind == WITHOUT_VERSION
