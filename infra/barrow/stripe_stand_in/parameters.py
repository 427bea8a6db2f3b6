"""What a request may say: a specification by name, and the reading of a form against it.

A reader takes the form's value and the parameter's full name and gives the typed value, or raises
what Stripe answers. Only codes that Stripe documents are given; it has none for an object where a
string belongs, so neither have these.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import ApiError, parameter_missing
from .forms import Tree

Reader = Callable[[Tree, str], Any]


@dataclass(frozen=True)
class Required:
    """Marks a parameter that must be there."""

    reader: Reader


Specification = Mapping[str, Reader | Required]


def read(specification: Specification, form: Tree, inside: str = "") -> dict[str, Any]:
    """The parameters given, typed. Raises for the first one that is unknown, wrong or missing."""
    if not isinstance(form, dict):
        raise ApiError("Invalid object", param=inside)

    def full(name: str) -> str:
        return f"{inside}[{name}]" if inside else name

    for name in form:
        if name not in specification:
            raise ApiError(
                f"Received unknown parameter: {full(name)}",
                code="parameter_unknown",
                param=full(name),
            )
    values = {}
    for name, rule in specification.items():
        if name in form:
            reader = rule.reader if isinstance(rule, Required) else rule
            values[name] = reader(form[name], full(name))
        elif isinstance(rule, Required):
            raise parameter_missing(full(name))
    return values


def string(most: int = 5000) -> Callable[[Tree, str], str]:
    def reader(value: Tree, name: str) -> str:
        if not isinstance(value, str):
            raise ApiError("Invalid string", param=name)
        if value == "":
            raise ApiError(
                f"You passed an empty string for '{name}'. We assume empty values are an attempt "
                f"to unset a parameter; however '{name}' cannot be unset. You should remove "
                f"'{name}' from your request or supply a non-empty value.",
                code="parameter_invalid_empty",
                param=name,
            )
        if len(value) > most:
            raise ApiError(
                f"Invalid string: {value[:20]}…; must be at most {most} characters", param=name
            )
        return value

    return reader


def integer(least: int | None = None, most: int | None = None) -> Callable[[Tree, str], int]:
    def reader(value: Tree, name: str) -> int:
        text = string(30)(value, name)
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()):
            raise _invalid_integer(f"Invalid integer: {text}", name)
        number = int(text)
        if least is not None and number < least:
            raise _invalid_integer(f"This value must be greater than or equal to {least}.", name)
        if most is not None and number > most:
            raise _invalid_integer(f"This value must be less than or equal to {most}.", name)
        return number

    return reader


def _invalid_integer(message: str, name: str) -> ApiError:
    return ApiError(message, code="parameter_invalid_integer", param=name)


def one_of(options: Collection[str]) -> Callable[[Tree, str], str]:
    def reader(value: Tree, name: str) -> str:
        text = string()(value, name)
        if text not in options:
            raise ApiError(f"Invalid {name}: must be one of {', '.join(options)}", param=name)
        return text

    return reader


def boolean(value: Tree, name: str) -> bool:
    text = string()(value, name)
    if text not in ("true", "false"):
        raise ApiError(f"Invalid boolean: {text}", param=name)
    return text == "true"


def nested(specification: Specification) -> Reader:
    return lambda value, name: read(specification, value, name)


def list_of(reader: Reader, most: int) -> Reader:
    def read_list(value: Tree, name: str) -> list[Any]:
        if isinstance(value, str) or not all(at.isascii() and at.isdigit() for at in value):
            raise ApiError("Invalid array", param=name)
        if len(value) > most:
            raise ApiError(f"Array too long: {name} can have at most {most} items", param=name)
        return [reader(value[at], f"{name}[{at}]") for at in sorted(value, key=int)]

    return read_list


def metadata(value: Tree, name: str) -> dict[str, str]:
    """At most 50 names of 40 characters with values of 500; an empty value unsets its name."""
    if value == "":
        return {}
    if isinstance(value, str):
        raise ApiError("Invalid object", param=name)
    if len(value) > 50:
        raise ApiError("Metadata can have at most 50 keys", param=name)
    given: dict[str, str] = {}
    for key, item in value.items():
        if len(key) > 40:
            raise ApiError("Metadata keys can have up to 40 characters", param=name)
        if not isinstance(item, str) or len(item) > 500:
            raise ApiError(
                "Metadata values must be strings of up to 500 characters", param=f"{name}[{key}]"
            )
        if item:
            given[key] = item
    return given
