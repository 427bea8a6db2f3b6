"""OpenAPI 3.1 of one capability, drawn from the models that validate its requests and answers."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from shopkit.models import Problem
from shopkit.routes import Route
from shopkit.sessions import FRESH

_REF = "#/components/schemas/{model}"
_Schemas = dict[Any, dict[str, Any]]  # by (model, mode)


def document(title: str, declared: Iterable[Route]) -> dict[str, Any]:
    routes = [route for route in declared if route.describe]
    used: list[tuple[type[BaseModel], JsonSchemaMode]] = [(Problem, "serialization")]
    for route in routes:
        used += [(model, "validation") for model in (route.body, route.query) if model]
        used += [(route.answer, "serialization")] if route.answer else []
    schemas, definitions = models_json_schema(list(dict.fromkeys(used)), ref_template=_REF)
    for schema in definitions["$defs"].values():
        _forget_placeholders(schema.get("properties", {}))
    paths: dict[str, Any] = {}
    for route in routes:
        operation = _operation(route, schemas, definitions["$defs"])
        paths.setdefault(f"/api{route.path}", {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Barrow: {title}", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {
                "staffKey": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-session"},
            },
        },
    }


def _forget_placeholders(properties: dict[str, Any]) -> None:
    """A default that the field itself would refuse means "not sent": no client may send it."""
    for schema in properties.values():
        default = schema.get("default")
        refused = {
            str: default == "" and ("pattern" in schema or schema.get("minLength", 0) > 0),
            int: default == 0 and schema.get("minimum", 0) > 0,
            list: default == [] and schema.get("minItems", 0) > 0,
        }
        if refused.get(type(default)):
            del schema["default"]


def _operation(route: Route, schemas: _Schemas, definitions: dict[str, Any]) -> dict[str, Any]:
    problem = {
        "description": "A problem document (RFC 9457)",
        "content": {"application/problem+json": {"schema": schemas[(Problem, "serialization")]}},
    }
    operation: dict[str, Any] = {
        "operationId": f"{route.view.__name__}",
        "summary": route.view.__name__.replace("_", " ").strip().capitalize(),
        "description": (route.view.__doc__ or "").strip(),
        "parameters": _parameters(route, definitions, schemas),
        "responses": {str(route.status): _success(route, schemas)} | {"4XX": problem},
    }
    if route.body:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schemas[(route.body, "validation")]}},
        }
    if route.raw:
        operation["requestBody"] = {"content": {"application/json": {"schema": {}}}}
    if route.permission:
        operation["security"] = [{"staffKey": []}, {"session": []}]
        operation["x-permission"] = route.permission
    elif route.account:
        guests: list[dict[str, Any]] = [{}] if route.account == "optional" else []
        operation["security"] = [{"session": []}, *guests]
    if route.fresh:
        operation["x-reauthentication-within-seconds"] = int(FRESH.total_seconds())
    return operation


def _success(route: Route, schemas: _Schemas) -> dict[str, Any]:
    if route.answer is None:
        return {"description": "Done"}
    schema = schemas[(route.answer, "serialization")]
    return {"description": "Done", "content": {"application/json": {"schema": schema}}}


def _parameters(
    route: Route, definitions: dict[str, Any], schemas: _Schemas
) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in route.path_parameters
    ]
    if route.query:
        name = schemas[(route.query, "validation")]["$ref"].rsplit("/", 1)[1]
        model = definitions[name]
        listed += [
            {
                "name": field,
                "in": "query",
                "schema": schema,
                "required": field in model.get("required", []),
            }
            for field, schema in model["properties"].items()
        ]
    headers = []
    if route.idempotent:
        headers.append(("Idempotency-Key", False, {"type": "string", "maxLength": 255}))
    if route.edits:
        headers.append(("If-Match", True, {"type": "string"}))
    listed += [
        {"name": name, "in": "header", "required": required, "schema": schema}
        for name, required, schema in headers
    ]
    return listed
