"""What an entry of the audit log says of a staff write: small, and without anybody's data.

Fields that models mark as personal are left out (personal.py). Whatever is long is cut, and says
how much of it is missing: an entry never claims to be whole when it is not.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from pydantic import BaseModel

from shopkit.events import ChangedField
from shopkit.personal import left_out

#: An entry stays below a few KB, so that it costs a few write units: 60 changes are a price list
#: of 50 lines, or all of a product's variants.
MAX_CHANGES = 60
MAX_TEXT = 200
MAX_ASKED = 2_000

#: Counts every write of the object, and is said by If-Match.
_NOT_TOLD = frozenset({"object", "id", "version", "created_at", "updated_at"})

Change = tuple[str, Any, Any]
"""A field's path, with its value before and after as JSON has them."""


def asked(body: BaseModel | None) -> str:
    """What was sent, as JSON; "" for nothing, and an outline of what is long."""
    if body is None:
        return ""
    sent = sent_fields(body)
    whole = text(sent)
    if len(whole) <= MAX_ASKED:
        return whole
    outline = text({name: _outline(value) for name, value in sent.items()})
    if len(outline) <= MAX_ASKED:
        return outline
    return text({"left_out": f"{len(sent)} fields, {len(whole):,} characters"})


def standing(before: Mapping[str, Any]) -> str:
    """The plain fields of what stood there, as JSON."""
    plain = {name: _outline(value) for name, value, _ in removals(before)}
    while len(text(plain)) > MAX_ASKED:
        plain.popitem()
    return text(plain)


def sent_fields(body: BaseModel) -> dict[str, Any]:
    shown: dict[str, Any] = left_out(body)
    return {name: value for name, value in shown.items() if name in body.model_fields_set}


def edits(before: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[Change]:
    """What an edit that sends `wanted` changes of what stood there."""
    return [
        change
        for name, value in wanted.items()
        if name not in _NOT_TOLD
        for change in _differences(name, before.get(name), value)
    ]


def removals(before: Mapping[str, Any]) -> list[Change]:
    """What goes with an object that is removed: its plain fields."""
    return [
        (name, value, None)
        for name, value in before.items()
        if name not in _NOT_TOLD and value is not None and not isinstance(value, list | dict)
    ]


def listed(changes: Iterable[Change]) -> tuple[list[ChangedField], int]:
    """As many as an entry takes, each value cut; and how many more there were."""
    told = list(changes)
    fields = [
        ChangedField(field=name[:MAX_TEXT], before=cut(before), after=cut(after))
        for name, before, after in told[:MAX_CHANGES]
    ]
    return fields, len(told) - len(fields)


def network(viewer: str) -> str:
    """Where a request came from, no closer than a /24 or /48: a place, not a person's line."""
    try:
        version = ip_address(viewer).version
    except ValueError:
        return ""
    return str(ip_network(f"{viewer}/{24 if version == 4 else 48}", strict=False))


def text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)


def cut(value: Any) -> str:
    """A value as JSON, no longer than MAX_TEXT and a word on what is missing."""
    whole = text(value)
    if len(whole) <= MAX_TEXT:
        return whole
    return f"{whole[:MAX_TEXT]}… ({len(whole):,} characters)"


def _differences(path: str, before: Any, after: Any) -> Iterator[Change]:
    """Down to the plain values, where both have the same shape."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        # an answer holds more than a request may say: what is not said stays as it is
        for name, value in after.items():
            yield from _differences(f"{path}/{name}", before.get(name), value)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _differences(f"{path}/{place}", old, new)
    elif before != after:
        yield path, before, after


def _outline(value: Any) -> Any:
    if isinstance(value, list):
        return f"{len(value)} entries"
    if isinstance(value, dict):
        return {name: _outline(part) for name, part in value.items()}
    if isinstance(value, str) and len(value) > MAX_TEXT:
        return f"{value[:MAX_TEXT]}… ({len(value):,} characters)"
    return value
