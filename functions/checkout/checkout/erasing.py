"""Erasing a person: their orders are called off where they can be, the others no longer theirs.

`let_go`, when it is asked for: unpaid orders end, paid ones that are not on their way are cancelled
and refunded, by the paths that a buyer's own cancelling takes; the rest is kept, as the law wants
the books kept. Then OrdersLetGo tells accounts, which writes the last letter and destroys the keys.
That can take days, where money is on its way: what is ordered meanwhile with an address that the
person gave up is somebody else's.

`forget`, when the keys are gone: what was ordered meanwhile, and can be delivered to nobody, is let
go of as well; then whose an order was is taken out of it and of the indexes. What is sealed under a
newer key stays: it belongs to whoever has the address since.

Both are tasks that wait in the table from the moment they are told, so that the sweeper finishes
what died half way or what Stripe did not answer, each order as often as needed, each once. Both
wait until orders of before are sealed: no index leads to those, and one that was sealed after its
buyer's erasure would have a new key (sealing_old.py).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from shopkit import buyers, consumers, outbox, people
from shopkit.events import ErasureAsked, Fact, OrdersLetGo, PersonErased
from shopkit.observability import count, logger
from shopkit.people import Key
from shopkit.table import Refused, Write, transact

from checkout import (
    erasures_table,
    forgetting,
    looking_up,
    numbers_table,
    orders,
    orders_table,
    refunds_table,
    releasing,
    sealing_old,
)
from checkout.erasures_table import FORGETTING, LETTING_GO, Task
from checkout.looking_up import RefundRefused
from checkout.orders import NothingToRefund, NotInThisState, Order
from checkout.payments import Gateway

#: Orders looked at together.
PAGE = 50

#: How far one run goes on with sealing old orders: to the end where there are few, and by some
#: hundreds otherwise, since what else is due waits for it.
LOOKS = 20
#: When it goes on, after orders were sealed: the index shows them by then.
SEALED_WITHIN = timedelta(minutes=1)

Provider = Callable[[], Gateway]


def hear(fact: ErasureAsked | PersonErased, provider: Provider, now: datetime) -> None:
    """Take the task up, once; what cannot be done now is the sweeper's."""
    kind = LETTING_GO if isinstance(fact, ErasureAsked) else FORGETTING
    task = Task(fact.erasure_id, kind, tuple(fact.subjects), fact.at)
    try:
        if not _once(fact, erasures_table.put_new(task, now)):
            return
    except Refused:
        _tell_again(task, fact, now)
        return
    try:
        perform(task, provider, now)
    except Exception:
        logger().exception("not erased yet", extra={"erasure_id": task.erasure_id})
        count("ErasuresDelayed")


def _once(fact: Fact, effect: Write) -> bool:
    return consumers.once(orders_table.name(), "erasing", fact, [effect])


def _tell_again(task: Task, fact: Fact, now: datetime) -> None:
    """Accounts asks again each day until it has heard: what it did not hear then, it hears now."""
    stands = erasures_table.read(task.erasure_id, task.kind)
    if stands is not None and stands.done and stands.kind == LETTING_GO:
        _once(fact, _told(stands, now))


def perform(task: Task, provider: Provider, now: datetime) -> None:
    """Do the task, or what is left of it; any number of times."""
    if task.done:
        return
    if not _all_are_sealed(now):
        erasures_table.wait(task, now + SEALED_WITHIN)
    elif task.kind == LETTING_GO:
        _let_go(task, provider, now)
    else:
        _forget(task, provider, now)


def _all_are_sealed(now: datetime) -> bool:
    """Whether the index leads to every order; where not, it is brought a step nearer to it."""
    if sealing_old.is_done():
        return True
    looks = iter(range(LOOKS))
    sealed = sealing_old.seal_all(now, still_time=lambda: next(looks, None) is not None)
    return not sealed and sealing_old.is_done()


def _let_go(task: Task, provider: Provider, now: datetime) -> None:
    cancelled = kept = 0
    waits = False
    for order in _orders_of(task):
        if task.is_others(order.subject, order.created_at):
            continue
        ended = _called_off(order, task, provider, now)
        waits = waits or ended.status == orders.PENDING
        if _was_called_off(ended, task):
            cancelled += 1
        elif ended.paid_at is not None:
            kept += 1
    if waits:
        erasures_table.wait(task, now + releasing.ON_ITS_WAY)
        return
    done = replace(task, cancelled=cancelled, kept=kept)
    _end(done, now, _told(done, now))


def _told(task: Task, now: datetime) -> Write:
    fact = OrdersLetGo.of(now, erasure_id=task.erasure_id, cancelled=task.cancelled, kept=task.kept)
    return outbox.told(orders_table.name(), erasures_table.pk(task), fact)


def _forget(task: Task, provider: Provider, now: datetime) -> None:
    waits = False
    keys = people.keys_of(task.subjects)
    for order in _orders_of(task):
        if _is_somebodys(order, keys):
            continue
        ended = _called_off(order, task, provider, now)
        waits = waits or ended.status == orders.PENDING
        if ended.status != orders.PENDING:
            forgetting.forget(ended)
    if waits:
        erasures_table.wait(task, now + releasing.ON_ITS_WAY)
        return
    _end(task, now)


def _is_somebodys(order: Order, keys: Mapping[str, Key]) -> bool:
    """Whether its key is there still, or again: then it is not for an erasure to touch."""
    try:
        return buyers.open_(order.private, order.id, keys) is not None
    except people.Altered:
        return True


def _orders_of(task: Task) -> Iterator[Order]:
    before = ""
    while True:
        order_ids, before = numbers_table.ids_of_buyers(task.subjects, PAGE, before)
        yield from orders_table.read_many(order_ids)
        if not before:
            return


def _called_off(order: Order, task: Task, provider: Provider, now: datetime) -> Order:
    """The order, called off if it can be; as it stands then."""
    if not _can_be_called_off(order):
        return order
    try:
        return looking_up.cancel(order, provider(), now, task.erasure_id)
    except (NotInThisState, NothingToRefund, RefundRefused):
        # its money is on its way, went back before, or cannot be sent back
        return orders_table.read(order.id) or order


def _can_be_called_off(order: Order) -> bool:
    if order.status == orders.PAID:
        return order.fulfilment_status == "unfulfilled"
    # a cancelled one that was paid may have its refund half way
    return order.status == orders.PENDING or (
        order.status == orders.CANCELLED and order.paid_at is not None
    )


def _was_called_off(order: Order, task: Task) -> bool:
    if order.status != orders.CANCELLED or order.paid_at is None:
        return False
    return any(made.ends and made.by == task.erasure_id for made in refunds_table.list_of(order.id))


def _end(task: Task, now: datetime, *beside: Write) -> None:
    try:
        transact([erasures_table.end(task, now), *beside])
    except Refused:
        # another run was faster
        return
