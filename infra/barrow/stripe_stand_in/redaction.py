"""A person taken out of everything that the account holds: amounts, ids and times stay.

Stripe does it on request, beside its API ("Redact customer personal data" in its dashboard): there
is no call for it in the description that the stand-in is held to. So this is for the stand-in's
host alone, and no route leads here.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from .store import Row, Store

#: Kinds whose rows can hold a person; an event has a copy of a row, a kept answer the text of one.
_KINDS = ("checkout.session", "payment_intent", "charge", "payment_method", "event")
_KEPT_ANSWER = "idempotency"
_ADDRESSES = ("email", "customer_email", "receipt_email")
_BESIDE_AN_ADDRESS = ("name", "phone", "address")

IsTheirs = Callable[[str], bool]
"""Whether an e-mail address is the person's."""


def redact(store: Store, is_theirs: IsTheirs) -> int:
    """Take them out of every row; answers how many changed. Done again, it changes nothing."""
    with store.atomic():
        ids = frozenset(_of_their_payments(store, is_theirs))
        changed = 0
        for kind in (*_KINDS, _KEPT_ANSWER):
            for row in list(store.list(kind)):
                redacted = _redacted_row(kind, row, is_theirs, ids)
                if redacted != row:
                    store.put(kind, row["id"], redacted)
                    changed += 1
    return changed


def _of_their_payments(store: Store, is_theirs: IsTheirs) -> Iterator[str]:
    """Ids of what they paid by: a buyer may type another name and address on the page."""
    for session in store.list("checkout.session"):
        customer = session.get("customer") or {}
        given = (session["customer_email"], customer.get("email"))
        if not any(address and is_theirs(address) for address in given):
            continue
        yield session["id"]
        if session["payment_intent"]:
            yield session["payment_intent"]
            for charge in store.list("charge", "payment_intent", [session["payment_intent"]]):
                yield charge["id"]
                yield charge["payment_method"]["id"]


def _redacted_row(kind: str, row: Row, is_theirs: IsTheirs, ids: frozenset[str]) -> Row:
    if kind != _KEPT_ANSWER:
        redacted: Row = _redacted(row, is_theirs, ids, theirs=False)
        return redacted
    body = json.loads(row["body"])
    without = _redacted(body, is_theirs, ids, theirs=False)
    return row if without == body else {**row, "body": json.dumps(without)}


def _redacted(node: Any, is_theirs: IsTheirs, ids: frozenset[str], *, theirs: bool) -> Any:
    """`node` without them, whatever it is; `theirs`: it is a part of something of theirs."""
    if isinstance(node, list):
        return [_redacted(inner, is_theirs, ids, theirs=theirs) for inner in node]
    if not isinstance(node, dict):
        return node
    theirs = theirs or node.get("id") in ids
    theirs = theirs or any(
        isinstance(address := node.get(name), str) and is_theirs(address) for name in _ADDRESSES
    )
    gone = {*_ADDRESSES, "shipping"} if theirs else set()
    if theirs and "email" in node:
        gone.update(_BESIDE_AN_ADDRESS)
    return {
        name: None if name in gone else _redacted(inner, is_theirs, ids, theirs=theirs)
        for name, inner in node.items()
    }
