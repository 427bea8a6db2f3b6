"""Lists: newest first, by pages, with Stripe's cursors and filters."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from .errors import ApiError, resource_missing
from .events import matching
from .forms import Tree
from .objects import KINDS, render
from .operation import Operation
from .parameters import Reader, Required, Specification, integer, list_of, nested, string
from .store import Row, Span

PAGE: Specification = {
    "limit": integer(1, 100),
    "starting_after": string(),
    "ending_before": string(),
    "expand": list_of(string(), 20),
}


def _created(value: Tree, name: str) -> dict[str, int]:
    """`created=N`, or `created[gte]=N` and its kin."""
    if isinstance(value, str):
        exact: int = integer()(value, name)
        return {"gte": exact, "lte": exact}
    bounds: dict[str, int] = nested(dict.fromkeys(("gt", "gte", "lt", "lte"), integer()))(
        value, name
    )
    return bounds


def specification(kind: str) -> Specification:
    readers: dict[str, Reader | Required] = {**PAGE, "created": _created}
    readers |= dict.fromkeys(KINDS[kind].filters, string())
    if kind == "event":
        readers |= {"type": string(), "types": list_of(string(), 20)}
    return readers


def page(op: Operation, kind: str, wanted: dict[str, Any]) -> dict[str, Any]:
    span = _span(op, kind, wanted)
    wishes = {name: wanted[name] for name in KINDS[kind].filters if name in wanted}
    rows = _rows(op, kind, wanted, wishes, span)
    limit = wanted.get("limit", 10)
    found = list(islice(rows, limit + 1))
    shown = [render(op, row) for row in found[:limit]]
    if span.before:
        shown.reverse()
    return envelope(KINDS[kind].path, shown, has_more=len(found) > limit)


def envelope(url: str, data: list[dict[str, Any]], *, has_more: bool) -> dict[str, Any]:
    return {"object": "list", "data": data, "has_more": has_more, "url": url}


def cut(items: list[dict[str, Any]], wanted: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    """The page of a short list that is at hand as a whole, in its own order."""
    limit, ids = wanted.get("limit", 10), [item["id"] for item in items]
    after, before = wanted.get("starting_after"), wanted.get("ending_before")
    for name, cursor in (("starting_after", after), ("ending_before", before)):
        if cursor is not None and cursor not in ids:
            raise resource_missing("item", cursor, name)
    if before is not None:
        newer = items[: ids.index(before)]
        return newer[-limit:], len(newer) > limit
    older = items[ids.index(after) + 1 :] if after is not None else items
    return older[:limit], len(older) > limit


def _span(op: Operation, kind: str, wanted: dict[str, Any]) -> Span:
    after, before = wanted.get("starting_after"), wanted.get("ending_before")
    if after and before:
        raise ApiError("You cannot use both `starting_after` and `ending_before`.")
    for name, cursor in (("starting_after", after), ("ending_before", before)):
        if cursor and op.store.get(kind, cursor) is None:
            raise resource_missing(kind, cursor, name)
    bounds = wanted.get("created", {})
    since = [bounds[name] + more for name, more in (("gte", 0), ("gt", 1)) if name in bounds]
    until = [bounds[name] - less for name, less in (("lte", 0), ("lt", 1)) if name in bounds]
    return Span(after, before, max(since, default=None), min(until, default=None))


def _rows(
    op: Operation, kind: str, wanted: dict[str, Any], wishes: dict[str, str], span: Span
) -> Iterator[Row]:
    if kind == "event" and ("type" in wanted or "types" in wanted):
        patterns = wanted.get("types") or [wanted["type"]]
        return op.store.list(kind, "type", matching(patterns), span)
    if not wishes:
        return op.store.list(kind, span=span)
    (field, value), *others = wishes.items()
    rows = op.store.list(kind, field, [value], span)
    return (row for row in rows if all(row.get(name) == wish for name, wish in others))
