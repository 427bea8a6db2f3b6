"""The audit log's first half: what a staff write did is told in the very transaction that does it.

A staff route that is no GET is served inside `audited`. The first write that its view makes to the
capability's own table gets one action more, the fact StaffActed: there is no write without its
entry, and no entry without its write. A view that writes nothing of its own leaves no entry, nor
does one that is refused. Accounts chains the facts (accounts/staff/audit).

    pk = ACTS#<day>   sk = EVENT#<evt id>       beside the outbox of the capability's other facts

What stood before is what staff would have read: the answer of the GET at the same path, or, for a
POST to something below an object (`…/orders/{order_id}/refunds`), of the GET of that object. A
room that knows better what changes says so with `changed` before it writes.
"""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from shopkit import acts, clock, outbox
from shopkit.companions import goes_along
from shopkit.errors import ShopError
from shopkit.events import StaffActed
from shopkit.personal import left_out
from shopkit.routes import Call, Reply, Route
from shopkit.table import Write


@dataclass
class Act:
    """One staff write under way; `own_table` is the capability's."""

    own_table: str
    fact: StaffActed
    told: bool = False
    changes: list[acts.Change] = field(default_factory=list)

    def beside(self, actions: Sequence[Write]) -> Write | None:
        """What goes along with `actions`, if they are the first of this table."""
        if self.told or not any(a.request["TableName"] == self.own_table for a in actions):
            return None
        fact = self.fact
        if self.changes:
            changes, more = acts.listed(self.changes)
            fact = fact.model_copy(update={"changes": changes, "changes_left_out": more})
        return outbox.told(self.own_table, f"ACTS#{clock.text(fact.at)[:10]}", fact)

    def done(self) -> None:
        self.told = True


_act: ContextVar[Act | None] = ContextVar("act", default=None)


def changed(name: str, before: Any, after: Any) -> None:
    """For a room: what its next write changes, in the place of what the door would find out."""
    act = _act.get()
    if act is not None and not act.told:
        act.changes.append((name, before, after))


def forget_changes() -> None:
    """For a room that tries again: what it said of the write that was refused."""
    act = _act.get()
    if act is not None:
        act.changes.clear()


def is_staff_write(route: Route) -> bool:
    return route.permission is not None and route.method != "GET"


def audited(  # noqa: PLR0913 — what is known of a request
    route: Route,
    routes: Sequence[Route],
    call: Call,
    arguments: Mapping[str, Any],
    path: Mapping[str, str],
    own_table: str,
    request_id: str,
) -> Any:
    """The view's result, while its first write tells what it does."""
    act = Act(own_table, _fact(route, routes, call, arguments, path, request_id))
    mine = _act.set(act)
    along = goes_along.set(act)
    try:
        return route.view(call, **arguments)
    finally:
        goes_along.reset(along)
        _act.reset(mine)


def _fact(  # noqa: PLR0913
    route: Route,
    routes: Sequence[Route],
    call: Call,
    arguments: Mapping[str, Any],
    path: Mapping[str, str],
    request_id: str,
) -> StaffActed:
    body = arguments.get("body")
    stood = _stood(route, routes, call, path)
    before = ""
    found: list[acts.Change] = []
    if stood is not None and route.method == "DELETE":
        found = acts.removals(stood)
    elif stood is not None and isinstance(body, BaseModel) and route.method != "POST":
        found = acts.edits(stood, acts.sent_fields(body))
    elif stood is not None:
        before = acts.standing(stood)
    changes, more = acts.listed(found)
    staff = call.staff
    return StaffActed.of(
        call.now,
        capability=route.path.split("/")[1],
        staff=staff.key if staff else "",
        by=_kind(call),
        permission=route.permission or "",
        route=route.name,
        target=_concrete(route.path, path),
        before=before,
        asked=acts.asked(body if isinstance(body, BaseModel) else None),
        changes=changes,
        changes_left_out=more,
        network=acts.network(call.viewer),
        request_id=request_id,
    )


def _kind(call: Call) -> str:
    staff = call.staff
    if staff is None or staff.operator:
        return "operator"
    return "member" if staff.account_id else "key"


def _stood(
    route: Route, routes: Sequence[Route], call: Call, path: Mapping[str, str]
) -> dict[str, Any] | None:
    """What stands where the write goes, as the GET of that object answers it; None if none does."""
    reader = sibling(route, routes)
    if reader is None:
        return None
    try:
        given: dict[str, Any] = {name: path[name] for name in reader.path_parameters}
        if reader.query is not None:
            given["query"] = reader.query()
        answer = reader.view(call, **given)
    except ShopError:
        # the view will say the same, or makes what is not there yet
        return None
    model = answer.body if isinstance(answer, Reply) else answer
    shown: dict[str, Any] = left_out(model) if isinstance(model, BaseModel) else {}
    return shown


def sibling(route: Route, routes: Sequence[Route]) -> Route | None:
    """The staff's GET of the object that `route` writes; none of a list, or of nothing."""
    wanted = route.path
    if route.method == "POST":
        steps = route.path.split("/")
        while steps and not steps[-1].startswith("{"):
            steps.pop()
        wanted = "/".join(steps)
    readers = (r for r in routes if r.method == "GET" and r.permission and r.path == wanted)
    return next(readers, None)


def _concrete(pattern: str, path: Mapping[str, str]) -> str:
    return pattern.format(**path)
