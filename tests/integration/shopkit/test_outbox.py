"""The outbox: what was told goes on the bus, once written, in order, and nothing else does."""

from typing import Any

import pytest
from shopkit import aws, marshal, outbox
from shopkit.events import CheckoutStarted, Fact
from shopkit.outbox import NotRelayed
from shopkit.table import transact

from tests.integration.shopkit.corner import TABLE, Corner
from tests.shop import START


def fact(number: str = "K7", cart_id: str = "crt_1") -> CheckoutStarted:
    return CheckoutStarted.of(
        START, order_id="ord_1", number=number, cart_id=cart_id, total=100, currency="GBP"
    )


def record(item: dict[str, Any], name: str = "INSERT") -> dict[str, Any]:
    image = "OldImage" if name == "REMOVE" else "NewImage"
    return {"eventName": name, "dynamodb": {"Keys": {}, image: marshal.dump(item)}}


def told(one: Fact) -> dict[str, Any]:
    return record(outbox.to_item("ORDER#ord_1", one))


class Bus:
    """Keeps what is put on it; refuses as many entries as it is told to."""

    def __init__(self) -> None:
        self.calls: list[list[dict[str, Any]]] = []
        self.refuse = 0

    def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        self.calls.append(Entries)
        return {"FailedEntryCount": self.refuse}

    @property
    def details(self) -> list[str]:
        return [entry["Detail"] for call in self.calls for entry in call]


@pytest.fixture
def bus(corner: Corner) -> Bus:
    fake = Bus()
    aws._clients["events"] = fake
    return fake


@pytest.fixture(autouse=True)
def _clients_anew() -> Any:
    yield
    aws.forget_clients()


def test_a_fact_written_with_its_change_reaches_the_bus(bus: Bus, corner: Corner) -> None:
    started = fact()
    transact([outbox.told(TABLE, "ORDER#ord_1", started)])

    sent = outbox.relay(corner.engine.take_stream(TABLE))

    assert sent == 1
    (entry,) = bus.calls[0]
    assert entry["EventBusName"] == "barrow-local"
    assert (entry["Source"], entry["DetailType"]) == ("barrow.checkout", "CheckoutStarted")
    assert f'"id":"{started.id}"' in entry["Detail"]
    assert entry["Detail"].startswith('{"version":1,"data":{')


def test_only_new_facts_are_put_on_the_bus(bus: Bus) -> None:
    item = outbox.to_item("ORDER#ord_1", fact())
    records = [
        record({"pk": "ORDER#ord_1", "sk": "ORDER", "total": 1}),
        record(item, "MODIFY"),
        record(item, "REMOVE"),
        record({"pk": "EVENT#1", "sk": "LINE#1"}),
    ]

    assert outbox.relay(records) == 0
    assert bus.calls == []


@pytest.mark.parametrize(
    ("number", "calls"), [(1, [1]), (10, [10]), (11, [10, 1]), (25, [10, 10, 5])]
)
def test_ten_facts_go_in_one_call_and_in_order(bus: Bus, number: int, calls: list[int]) -> None:
    facts = [fact(f"N-{n}") for n in range(number)]

    assert outbox.relay(told(one) for one in facts) == number
    assert [len(call) for call in bus.calls] == calls
    assert [one.id for one in facts] == [
        detail.split('"id":"')[1].split('"')[0] for detail in bus.details
    ]


def test_a_call_stays_below_what_eventbridge_takes(bus: Bus) -> None:
    large = [fact(cart_id="🛒" * 30_000) for _ in range(4)]  # 120 kB each

    outbox.relay(told(one) for one in large)

    assert [len(call) for call in bus.calls] == [2, 2]
    for call in bus.calls:
        assert sum(len(entry["Detail"].encode()) for entry in call) < 256 * 1024


def test_what_the_bus_refuses_comes_again(bus: Bus) -> None:
    bus.refuse = 1

    with pytest.raises(NotRelayed, match="1 of 2 facts"):
        outbox.relay([told(fact("A")), told(fact("B"))])


def test_a_fact_that_is_not_written_is_not_told(bus: Bus, corner: Corner) -> None:
    taken = outbox.told(TABLE, "ORDER#ord_1", fact())
    impossible = {"pk": "A", "sk": "A"}

    from shopkit.table import EXISTS, Refused, check

    with pytest.raises(Refused):
        transact([taken, check(TABLE, impossible, EXISTS, "is_there")])

    assert corner.engine.take_stream(TABLE) == []
    assert bus.calls == []
