"""Which fields hold data about a person: marked where the field is declared, in models and rooms.

    class Profile(Answer):
        name: Personal[Line]

The mark changes nothing of the field. What it is good for: the audit leaves such values out, and
docs/privacy.md, the register of processing, must have a row for each marked field (purpose, basis,
retention, place), no more and no fewer: tests/house/test_privacy_register.py.
"""

from collections.abc import Mapping
from dataclasses import fields as fields_of_dataclass
from dataclasses import is_dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel

T = TypeVar("T")

#: What every free text says that staff write beside what they do: the audit log keeps it for good,
#: and an erasure does not reach it.
NAMES_NOBODY = "Kept with the audit log for good, as it is typed: no names, addresses or numbers."
#: What stands where a personal value was left out.
LEFT_OUT = "(personal)"


class Mark:
    """The mark itself; there is one."""

    def __repr__(self) -> str:
        return "PERSONAL"


PERSONAL = Mark()
#: Data about a person, of whatever type: `Personal[Line]`, `Personal[str | None]`.
Personal = Annotated[T, PERSONAL]


@cache
def personal_fields(kind: type) -> frozenset[str]:
    """The fields of a model or dataclass, inherited ones too, that are marked."""
    return frozenset(
        name
        for name, hint in get_type_hints(kind, include_extras=True).items()
        if is_personal(hint)
    )


def is_personal(hint: Any) -> bool:
    """Whether an annotation is marked, or any part of it is: `list[Personal[str]] | None`."""
    if get_origin(hint) is Annotated and PERSONAL in hint.__metadata__:
        return True
    return any(is_personal(part) for part in get_args(hint))


def left_out(value: Any) -> Any:
    """`value` as JSON has it, with LEFT_OUT where a model or dataclass in it marks a field.

    An empty value stays what it is: that there was none tells of nobody.
    """
    if isinstance(value, BaseModel):
        return _shown(type(value), dict(value), value.model_dump(mode="json"))
    if is_dataclass(value) and not isinstance(value, type):
        given = {field.name: getattr(value, field.name) for field in fields_of_dataclass(value)}
        return _shown(type(value), given, given)
    if isinstance(value, Mapping):
        return {str(name): left_out(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [left_out(part) for part in value]
    return value


def _shown(kind: type, given: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, Any]:
    marked = personal_fields(kind)
    shown: dict[str, Any] = {}
    for name, part in given.items():
        if name in marked and part not in (None, "", [], (), {}):
            shown[name] = LEFT_OUT
        elif isinstance(part, BaseModel | Mapping | list | tuple) or is_dataclass(part):
            shown[name] = left_out(part)
        else:
            shown[name] = plain[name]
    return shown
