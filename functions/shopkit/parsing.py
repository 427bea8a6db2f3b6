"""A request's body and query string as the models that a route declares."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from shopkit import errors, forms
from shopkit.errors import FieldError, Invalid
from shopkit.routes import JSON, Route

#: A problem document names so many wrong fields at most: it must not outgrow the request.
MAX_LISTED = 100


def parsed(request: Any, route: Route, headers: Mapping[str, str], raw: bytes) -> dict[str, Any]:
    """Body and query as models; raises Malformed, NotJson or one Invalid with every error."""
    if route.html:
        return _form(request, route, headers, raw)
    found: dict[str, Any] = {}
    wrong: list[FieldError] = []
    if route.body is not None:
        if _media(headers.get("content-type", JSON)) not in route.media:
            raise errors.NotJson(f"The body must be {' or '.join(route.media)}")
        try:
            found["body"] = route.body.model_validate_json(raw or b"null")
        except ValidationError as error:
            wrong += _field_errors(error, "")
        except (RecursionError, ValueError) as error:
            raise errors.Malformed("The body is not JSON that can be read") from error
    given = dict(request.query_params or {})
    many = {name: request.query_params.getlist(name) for name in given}
    if route.query is not None:
        try:
            found["query"] = route.query.model_validate(_query_values(route.query, many))
        except ValidationError as error:
            wrong += _field_errors(error, "?")
    else:
        wrong += [FieldError(f"?{name}", "unknown_field", "Not known here") for name in many]
    if wrong:
        told = f"{len(wrong)} field{'s are' if len(wrong) > 1 else ' is'} not valid"
        if len(wrong) > MAX_LISTED:
            told += f"; the first {MAX_LISTED} are listed"
        raise Invalid(told, wrong[:MAX_LISTED])
    return found


def _form(request: Any, route: Route, headers: Mapping[str, str], raw: bytes) -> dict[str, Any]:
    """What a form of a page sent; a name in the query string that is not known is let be."""
    if route.form is None:
        return {}
    if route.method == "GET":
        given = dict(request.query_params or {})
        return {"form": forms.of_pairs(given.items(), route.form)}
    return {"form": forms.of_body(raw, headers.get("content-type", ""), route.form)}


def _query_values(model: type[BaseModel], many: Mapping[str, list[str]]) -> dict[str, Any]:
    """A name given once is a value; a list field takes every one; else twice stays a list."""
    lists = {name for name, info in model.model_fields.items() if _is_list(info.annotation)}
    return {
        name: values if name in lists or len(values) > 1 else values[0]
        for name, values in many.items()
    }


def _is_list(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", annotation) is list


def _media(content_type: str) -> str:
    return content_type.split(";", maxsplit=1)[0].strip().lower()


_CODES = {"extra_forbidden": "unknown_field", "missing": "required"}


def _field_errors(error: ValidationError, prefix: str) -> list[FieldError]:
    listed = []
    for item in error.errors(include_url=False, include_context=False, include_input=False):
        if item["type"] == "json_invalid":
            raise errors.Malformed(item["msg"])
        place = "/".join(_escaped(str(part)) for part in item["loc"])
        pointer = f"?{place}" if prefix else f"/{place}" if place else ""
        listed.append(FieldError(pointer, _CODES.get(item["type"], item["type"]), item["msg"]))
    return listed


def _escaped(part: str) -> str:
    """One step of a JSON pointer (RFC 6901 §3)."""
    return part.replace("~", "~0").replace("/", "~1")
