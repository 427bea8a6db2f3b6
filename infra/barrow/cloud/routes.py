"""Finds the route of a path: a tree of segments, where a fixed one goes before a parameter.

API Gateway prefers the most specific resource and ignores one slash at the end; so does this.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class _Node:
    fixed: dict[str, "_Node"]
    parameter: "_Node | None" = None
    pattern: str | None = None
    names: tuple[str, ...] = ()
    methods: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """`pattern` is the route as declared, `parameters` its values as sent, or None without any."""

    pattern: str
    parameters: dict[str, str] | None
    methods: frozenset[str]


class RouteTable:
    """The routes of one Chalice app, `app.routes`: pattern → method → entry."""

    def __init__(self, routes: Mapping[str, Mapping[str, Any]]) -> None:
        self._root = _Node({})
        self._plain: dict[str, Match] = {}
        for pattern, methods in routes.items():
            self._add(pattern, methods)

    def match(self, path: str) -> Match | None:
        """The route of `path`, if the app has one."""
        if len(path) > 1 and path[-1] == "/":
            path = path[:-1]
        plain = self._plain.get(path)
        if plain is not None:
            return plain
        segments = path.split("/")
        found = _descend(self._root, segments, 0, ())
        if found is None or found[0].pattern is None:
            return None
        node, values = found
        assert node.pattern is not None  # noqa: S101 — narrows the type
        return Match(node.pattern, dict(zip(node.names, values, strict=True)), node.methods)

    def _add(self, pattern: str, methods: Iterable[str]) -> None:
        known = frozenset(methods)
        if "{" not in pattern:
            self._plain[pattern] = Match(pattern, None, known)
        node = self._root
        names: list[str] = []
        for segment in pattern.split("/"):
            if segment.startswith("{"):
                names.append(segment[1:-1])
                node.parameter = node.parameter or _Node({})
                node = node.parameter
            else:
                node = node.fixed.setdefault(segment, _Node({}))
        node.pattern, node.names, node.methods = pattern, tuple(names), known


def _descend(
    node: _Node, segments: list[str], at: int, values: tuple[str, ...]
) -> tuple[_Node, tuple[str, ...]] | None:
    """The node of `segments[at:]`; goes back to a parameter where a fixed segment leads nowhere."""
    if at == len(segments):
        return (node, values) if node.pattern is not None else None
    segment = segments[at]
    fixed = node.fixed.get(segment)
    if fixed is not None:
        found = _descend(fixed, segments, at + 1, values)
        if found is not None:
            return found
    if node.parameter is not None and segment:
        return _descend(node.parameter, segments, at + 1, (*values, segment))
    return None
