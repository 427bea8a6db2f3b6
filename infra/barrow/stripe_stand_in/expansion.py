"""`expand[]`: an id in an answer gives way to the object it names.

The paths are checked against what can be expanded before anything is carried out, so a wrong one
never leaves a session or a refund behind.
"""

from collections.abc import Iterable
from typing import Any

from . import line_items
from .errors import ApiError
from .listing import envelope
from .objects import KINDS, render
from .operation import Operation

DEEPEST = 4

_TARGETS: dict[tuple[str, str], tuple[str, ...]] = {
    ("checkout.session", "payment_intent"): ("payment_intent",),
    ("checkout.session", "line_items"): ("list of item",),
    ("payment_intent", "latest_charge"): ("charge",),
    ("payment_intent", "payment_method"): ("payment_method",),
    ("charge", "payment_intent"): ("payment_intent",),
    ("charge", "balance_transaction"): ("balance_transaction",),
    ("charge", "refunds"): ("list of refund",),
    ("refund", "charge"): ("charge",),
    ("refund", "payment_intent"): ("payment_intent",),
    ("refund", "balance_transaction"): ("balance_transaction",),
    ("refund", "failure_balance_transaction"): ("balance_transaction",),
    ("dispute", "charge"): ("charge",),
    ("dispute", "payment_intent"): ("payment_intent",),
    ("balance_transaction", "source"): ("charge", "refund", "dispute"),
}
_BY_PREFIX = {"ch_": "charge", "re_": "refund", "dp_": "dispute"}
_ALWAYS_NULL = {"customer", "on_behalf_of", "application", "review"}
_LIST = "list of "


def check(kind: str, paths: Iterable[str]) -> None:
    """Raise for a path that can't be followed from `kind`, such as "charge" or "list of charge"."""
    for path in paths:
        steps = path.split(".")
        if len(steps) > DEEPEST:
            raise ApiError(
                f"You cannot expand more than {DEEPEST} levels of a property.", param="expand"
            )
        kinds: set[str] = {kind}
        for step in steps:
            kinds = {target for each in kinds for target in _targets(each, step)}
            if not kinds and step not in _ALWAYS_NULL:
                raise ApiError(f"This property cannot be expanded ({path}).", param="expand")


def _targets(kind: str, step: str) -> tuple[str, ...]:
    if kind.startswith(_LIST) and step == "data":
        return (kind.removeprefix(_LIST),)
    return _TARGETS.get((kind, step), ())


def expand(op: Operation, answer: dict[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """The answer with its checked paths followed, in place."""
    for path in paths:
        _follow(op, answer, path.split("."))
    return answer


def _follow(op: Operation, node: dict[str, Any], steps: list[str]) -> None:
    if not steps:
        return
    name, rest = steps[0], steps[1:]
    if node["object"] == "list":
        for item in node["data"]:
            _follow(op, item, rest)
        return
    if not isinstance(node.get(name), dict):
        node[name] = _replacement(op, node, name)
    if node[name] is not None:
        _follow(op, node[name], rest)


def _replacement(op: Operation, node: dict[str, Any], name: str) -> dict[str, Any] | None:
    if name == "line_items":
        row = op.get("checkout.session", node["id"])
        lines = [line_items.render(row["created"], line) for line in row["lines"]]
        path = f"{KINDS['checkout.session'].path}/{node['id']}/line_items"
        return envelope(path, lines[:10], has_more=len(lines) > 10)
    if name == "refunds":
        refunds = [render(op, row) for row in op.store.list("refund", "charge", [node["id"]])]
        path = f"/v1/charges/{node['id']}/refunds"
        return envelope(path, refunds[:10], has_more=len(refunds) > 10)
    id_ = node.get(name)
    if id_ is None:
        return None
    targets = _TARGETS[node["object"], name]
    kind = targets[0] if len(targets) == 1 else _BY_PREFIX[id_[:3]]
    return render(op, op.get(kind, id_))
