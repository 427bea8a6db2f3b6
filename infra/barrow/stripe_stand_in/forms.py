"""Stripe's form encoding, `a[b][0][c]=d`, as nested dictionaries whose leaves are strings.

A list comes as a dictionary with the names 0, 1, 2 …, from `a[0]=x&a[1]=y` and `a[]=x&a[]=y`
alike: only the parameter that is read tells a list from metadata whose names are numbers.
"""

import re
from urllib.parse import parse_qsl

from .errors import ApiError

Tree = str | dict[str, "Tree"]

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_PART = re.compile(r"\[([^\[\]]*)\]")
MOST_FIELDS = 5_000


def decode(text: str) -> dict[str, Tree]:
    try:
        pairs = parse_qsl(
            text,
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise ApiError("Invalid request: the form could not be read.") from error
    root: dict[str, Tree] = {}
    for name, value in pairs:
        match = _NAME.fullmatch(name)
        if not match:
            raise ApiError(f"Invalid request: unreadable parameter name: {name}", param=name)
        _set(root, [match[1], *_PART.findall(match[2])], value, name)
    return root


def _set(node: dict[str, Tree], path: list[str], value: str, name: str) -> None:
    for step in path[:-1]:
        child = node.setdefault(step or str(len(node)), {})
        if not isinstance(child, dict):
            raise ApiError(f"Invalid request: {name} is both a value and an object", param=name)
        node = child
    last = path[-1] or str(len(node))
    if isinstance(node.get(last), dict):
        raise ApiError(f"Invalid request: {name} is both a value and an object", param=name)
    node[last] = value
