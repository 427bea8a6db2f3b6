"""Events are delivered: tried again for three days; twice, late or out of order if switched so."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from barrow.stripe_stand_in import MemoryStore, Switches
from barrow.stripe_stand_in.webhooks import WAITS

from tests.stripe_in_process import START, Till
from tests.unit.stripe_stand_in.paying import PAID


def test_what_was_not_taken_comes_again_later_with_a_fresh_signature() -> None:
    till = Till(switches=Switches(events=("checkout.session.completed",)))
    till.paid()
    till.endpoint.statuses = [500, 302]

    attempts = [till.deliver(), till.deliver()]
    till.clock.forward(seconds=WAITS[0])
    attempts += [till.deliver(), till.deliver()]
    till.clock.forward(seconds=WAITS[1] - 1)
    attempts.append(till.deliver())
    till.clock.forward(seconds=1)
    attempts.append(till.deliver())

    assert attempts == [0, 0, 0, 0, 0, 1]
    assert till.stand_in.pending() == 0
    assert len({event["id"] for event in till.endpoint.got}) == 1
    stamps = [headers["Stripe-Signature"][2:12] for headers in till.endpoint.headers]
    assert [int(each) - int(stamps[0]) for each in stamps] == [0, 10, 70]


def test_an_endpoint_that_breaks_is_tried_again() -> None:
    broken = [ConnectionRefusedError("nobody there"), ValueError("a bug")]

    def deliver(_url: str, _body: bytes, _headers: dict[str, str]) -> int:
        if broken:
            raise broken.pop(0)
        return 204

    till = Till(deliver=deliver, switches=Switches(events=("charge.succeeded",)))
    till.paid()

    first = till.deliver()
    till.clock.forward(seconds=WAITS[0])
    second = till.deliver()
    till.clock.forward(seconds=WAITS[1])
    third = till.deliver()

    assert (first, second, third, till.stand_in.pending()) == (0, 0, 1, 0)


def test_waits_grow_and_end_after_three_days() -> None:
    till = Till(switches=Switches(events=("charge.succeeded",)))
    till.paid()
    till.endpoint.statuses = [500] * 100
    tried_at: list[float] = []

    while till.stand_in.pending():
        seen = len(till.endpoint.got)
        till.deliver()
        if len(till.endpoint.got) > seen:
            tried_at.append((till.clock() - START) / timedelta(seconds=1))
        till.clock.forward(seconds=10)

    waits = [later - earlier for earlier, later in pairwise(tried_at)]
    assert waits[:3] == [10, 60, 300]
    assert waits == sorted(waits)
    assert 2 * 86_400 < tried_at[-1] <= 3 * 86_400
    assert till.deliver() == 0
    assert till.client.v1.events.list({"type": "charge.succeeded"}).data[0].pending_webhooks == 1


def test_one_event_that_fails_does_not_hold_up_the_others() -> None:
    till = Till()
    till.paid()
    till.endpoint.statuses = [500]

    assert till.deliver() == 4
    assert till.stand_in.pending() == 1


def test_each_event_can_come_twice() -> None:
    till = Till(switches=Switches(duplicate=True))
    till.paid()

    till.deliver()

    assert Counter(event["id"] for event in till.endpoint.got).most_common()[-1][1] == 2
    assert len(till.endpoint.got) == 10


def test_events_can_come_late() -> None:
    till = Till()
    till.stand_in.switches.late = 90
    till.paid()

    early = till.deliver()
    till.clock.forward(seconds=89)
    still = till.deliver()
    till.clock.forward(seconds=1)

    assert (early, still, till.stand_in.pending()) == (0, 0, 5)
    assert till.deliver() == 5


def test_events_can_come_in_the_wrong_order() -> None:
    till = Till()
    till.stand_in.switches.reordered = True
    till.paid()

    till.deliver()

    assert till.endpoint.types() == PAID[::-1]


def test_switches_work_while_the_stand_in_runs() -> None:
    till = Till()
    till.stand_in.switches.duplicate = True
    till.paid()
    till.stand_in.switches.duplicate = False
    till.paid()

    assert till.stand_in.pending() == 15


def test_a_delivery_under_way_is_not_started_twice() -> None:
    nested: list[int] = []

    def deliver(_url: str, _body: bytes, _headers: dict[str, str]) -> int:
        nested.append(till.deliver())
        return 200

    till = Till(deliver=deliver)
    till.paid()

    assert till.deliver() == 5
    assert nested == [0] * 5


def test_what_was_not_delivered_is_delivered_after_a_restart() -> None:
    till = Till()
    till.paid()
    till.endpoint.statuses = [200, 500]
    till.deliver()
    till.paid()
    store = MemoryStore()
    store.restore(till.store.changed())

    again = Till(store=store)
    at_once = again.deliver()
    again.clock.forward(seconds=WAITS[0])
    later = again.deliver()

    assert (at_once, later, again.stand_in.pending()) == (5, 1, 0)
    assert again.endpoint.types() == [*PAID, "charge.succeeded"]
