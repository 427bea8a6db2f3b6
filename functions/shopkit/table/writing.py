"""Actions done: one by itself, or many as all or nothing."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from shopkit import aws, marshal
from shopkit.companions import goes_along
from shopkit.contention import TRIES, again_on_conflict, contended, is_contention, pause
from shopkit.marshal import Item
from shopkit.table.actions import Write
from shopkit.table.reading import get

#: TransactWriteItems takes 100 actions; one is left free for what goes along (auditing.py).
MAX_ACTIONS = 99


@dataclass
class Refused(Exception):
    """Conditions that did not hold: name → the item as it stands.

    None where there is none, or where the write was not to tell of it.
    """

    failed: dict[str, Item | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(", ".join(self.failed))


def write(action: Write) -> Item:
    """Do one action; answers the item after an Update, else nothing."""
    companion = goes_along.get()
    if companion is not None and companion.beside([action]) is not None:
        transact([action], even_one=True)
        return (_read_again(action) or {}) if action.kind == "Update" else {}
    client = aws.client("dynamodb")
    request = dict(action.request)
    call: Callable[..., Any] = {
        "Put": client.put_item,
        "Update": client.update_item,
        "Delete": client.delete_item,
    }[action.kind]
    if action.kind == "Update":
        request["ReturnValues"] = "ALL_NEW"
    try:
        answer = again_on_conflict(lambda: call(**request))
    except client.exceptions.ConditionalCheckFailedException as error:
        in_the_way = marshal.load_if_any(error.response.get("Item"))
        raise Refused({action.condition: in_the_way}) from error
    return marshal.load_if_any(answer.get("Attributes")) or {}


def transact(actions: Sequence[Write], *, even_one: bool = False) -> None:
    """Do all `actions`, or none and raise Refused (conditions) or Unavailable (contention).

    A single one is a plain write, at half the cost; `even_one` for a table where the caller may
    write in transactions alone.
    """
    companion = goes_along.get()
    along = companion.beside(actions) if companion else None
    if along is not None:
        actions = [*actions, along]
    if len(actions) == 1 and actions[0].kind != "ConditionCheck" and not even_one:
        write(actions[0])
        return
    client = aws.client("dynamodb")
    request = [{action.kind: action.request} for action in actions]
    token = str(uuid.uuid4())
    for attempt in range(TRIES):
        try:
            client.transact_write_items(TransactItems=request, ClientRequestToken=token)
        except client.exceptions.TransactionCanceledException as error:
            reasons = error.response["CancellationReasons"]
            failed = {
                action.condition: marshal.load_if_any(reason.get("Item"))
                for action, reason in zip(actions, reasons, strict=True)
                if reason.get("Code") == "ConditionalCheckFailed"
            }
            if failed:
                raise Refused(failed) from error
            if not is_contention(reasons):
                raise
            token = str(uuid.uuid4())
            pause(attempt)
        except client.exceptions.TransactionInProgressException:
            # it may take effect yet: only under the same token is it not done twice
            pause(attempt)
        else:
            if companion is not None and along is not None:
                companion.done()
            return
    raise contended()


def _read_again(action: Write) -> Item | None:
    # a transaction answers nothing
    return get(action.request["TableName"], marshal.load(action.request["Key"]))
