"""Erasing a person: what can be called off is called off, they are told, and their keys destroyed.

    asked ──OrdersLetGo──▶ told ──an hour later──▶ destroyed ──▶ done
      │ ErasureAsked         │ ErasureConfirmed       the keys      PersonErased
      └ told again each day  └ the last letters go out

Asked for, the account is closing: nobody signs in to it any more, and its sessions end. Checkout
cancels the orders that are not on their way, with money back, and says so. The farewell, and the
letters about those refunds, have an hour to go out, since they need the address. Then the keys are
destroyed: from there on nothing that was sealed for the person can be read, in any table, stream,
queue, file or backup. What accounts itself holds of them is deleted besides, and PersonErased lets
the other capabilities take away what still points at them.

Each step is safe to be repeated, and the schedule repeats what stopped half way (due.py). What was
destroyed stays so: a key that the same address is given afterwards is another person's business,
or the same person's new one, and is not touched.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from shopkit import ids, people, table
from shopkit.errors import Conflict
from shopkit.events import ErasureAsked, ErasureConfirmed, OrdersLetGo, PersonErased
from shopkit.observability import count, logger
from shopkit.people import Erased
from shopkit.table import Refused, Write

from accounts import accounts_table
from accounts.accounts_table import CLOSING, OPEN
from accounts.privacy import erasures_table, forgetting, former_addresses
from accounts.privacy.erasures_table import ASKED, DESTROYED, DONE, TOLD, Erasure
from accounts.privacy.persons import Person

#: Until sessions are ended once more and checkout is asked again, in case either was missed.
SOON = timedelta(minutes=15)
DAILY = timedelta(days=1)
#: What the last letters have to go out, before nobody can read where to.
LETTERS = timedelta(hours=1)


class Closing(Conflict):
    code = "account_changed"
    title = "The account was changed at the same moment; try again"


def ask(person: Person, by: str, now: datetime, beside: Sequence[Write] = ()) -> Erasure:
    """Begin, in one step with what stands `beside`; answers the erasure under way where there is
    one. Raises LastOwner or Closing.
    """
    started = erasures_table.under_way(person.subject)
    if started is not None:
        return started
    if person.account_id is not None:
        forgetting.leave_staff(person.account_id, now)
    erasure = Erasure(ids.new_id("ers", now), ASKED, person.account_id, person.subjects, by, now)
    key = people.key_for(person.subject, now)
    farewell = {"email": person.email, "name": person.name}
    erasure = replace(erasure, private=people.seal(key, farewell, erasure.about))
    try:
        table.transact(
            [
                *erasures_table.new(erasure, now + SOON, _asked(erasure, now)),
                *_closing(person),
                *beside,
            ]
        )
    except Refused as refused:
        started = erasures_table.under_way(person.subject)
        if started is None:
            raise Closing() from refused
        return started
    forgetting.end_sessions(person.account_id)
    count("ErasuresAsked")
    return erasure


def orders_let_go(fact: OrdersLetGo, now: datetime) -> None:
    """What could be cancelled is: tell the person, and leave the letters their hour."""
    erasure = erasures_table.read(fact.erasure_id)
    if erasure is None or erasure.state != ASKED:
        return
    confirmed = _farewell(erasure, fact, now)
    told = [confirmed] if confirmed else []
    try:
        erasures_table.told(erasure, fact.cancelled, fact.kept, now + LETTERS, told)
    except Refused:
        logger().info("told before", extra={"erasure_id": erasure.id})


def go_on(erasure_id: str, now: datetime) -> None:
    """Do what is due of an erasure, to its end where nothing has to be waited for."""
    erasure = erasures_table.read(erasure_id)
    if erasure is None or erasure.state == DONE:
        return
    forgetting.end_sessions(erasure.account_id)
    if erasure.state == ASKED:
        count("ErasuresWaiting")
        erasures_table.asked_again(erasure, now + DAILY, _asked(erasure, now))
        return
    if erasure.state == TOLD:
        erasure = _without_what_is_others(erasure)
        erasures_table.destroyed(erasure, now, people.destroyed(erasure.subjects))
        erasure = replace(erasure, state=DESTROYED)
    forgetting.forget(erasure.account_id, erasure.subjects)
    erasures_table.done(erasure, _erased(erasure, now))
    count("PeopleErased")


def _without_what_is_others(erasure: Erasure) -> Erasure:
    """A former address that somebody has used since is theirs: it is left out, key and all."""
    if erasure.account_id is None:
        return erasure
    own, former = erasure.subjects[:2], erasure.subjects[2:]
    kept = former_addresses.unused(former, erasure.asked_at)
    if kept == former:
        return erasure
    narrower = replace(erasure, subjects=(*own, *kept))
    erasures_table.narrowed(narrower)
    return narrower


def _closing(person: Person) -> list[Write]:
    if person.account_id is None:
        return []
    return [
        table.update(
            accounts_table.accounts_table(),
            accounts_table.account_key(person.account_id),
            "SET #state = :closing, version = version + :one",
            {":closing": CLOSING, ":open": OPEN, ":one": 1, ":address": person.subjects[1]},
            # another address by now: its key would be left
            only_if="#state = :open AND address = :address",
            condition="account_is_open",
            names={"#state": "state"},
        )
    ]


def _asked(erasure: Erasure, now: datetime) -> ErasureAsked:
    return ErasureAsked.of(
        now,
        erasure_id=erasure.id,
        account_id=erasure.account_id,
        subjects=list(erasure.subjects),
    )


def _farewell(erasure: Erasure, fact: OrdersLetGo, now: datetime) -> ErasureConfirmed | None:
    """None where nobody can tell any more where to: another erasure took the key."""
    try:
        key = people.key_of(erasure.subjects[0])
        reader = people.open_(erasure.private or "", erasure.about, {key.subject: key})
    except (Erased, people.Altered):
        return None
    said = {**reader, "cancelled": fact.cancelled, "kept": fact.kept}
    private = people.seal(key, said, f"fact:{ErasureConfirmed.__name__}")
    return ErasureConfirmed.of(now, erasure_id=erasure.id, private=private)


def _erased(erasure: Erasure, now: datetime) -> PersonErased:
    return PersonErased.of(
        now,
        erasure_id=erasure.id,
        account_id=erasure.account_id,
        subjects=list(erasure.subjects),
    )
