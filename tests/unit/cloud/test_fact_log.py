"""The latest facts, as they pass in the streams."""

import json
from typing import Any

from barrow.cloud.fact_log import FactLog


def change(fact_id: str, kind: str = "OrderPlaced", name: str = "INSERT") -> dict[str, Any]:
    image = {
        "pk": {"S": "ORDER#1"},
        "sk": {"S": f"EVENT#{fact_id}"},
        "type": {"S": kind},
        "source": {"S": "checkout"},
        "at": {"S": "2026-03-01T12:00:00Z"},
        "data": {"S": json.dumps({"id": fact_id, "total": 5})},
    }
    return {"eventName": name, "dynamodb": {"NewImage": image}}


def test_a_fact_is_kept_whole() -> None:
    log = FactLog()

    log.observe([change("evt_1")])

    assert log.latest() == [
        {
            "type": "OrderPlaced",
            "id": "evt_1",
            "at": "2026-03-01T12:00:00Z",
            "source": "checkout",
            "subject": "ORDER#1",
            "data": {"id": "evt_1", "total": 5},
        }
    ]


def test_what_is_no_new_fact_is_passed_over() -> None:
    log = FactLog()
    order = {"eventName": "INSERT", "dynamodb": {"NewImage": {"sk": {"S": "ORDER"}}}}
    removed = {"eventName": "REMOVE", "dynamodb": {"OldImage": {"sk": {"S": "EVENT#evt_1"}}}}

    log.observe([order, removed, change("evt_2", name="MODIFY")])

    assert log.latest() == []


def test_a_batch_that_comes_again_is_kept_once() -> None:
    log = FactLog()

    log.observe([change("evt_1")])
    log.observe([change("evt_1"), change("evt_2")])

    assert [fact["id"] for fact in log.latest()] == ["evt_1", "evt_2"]


def test_only_the_latest_are_kept() -> None:
    log = FactLog(size=2)

    log.observe([change("evt_1"), change("evt_2"), change("evt_3")])

    assert [fact["id"] for fact in log.latest()] == ["evt_2", "evt_3"]


def test_one_type_can_be_asked_for() -> None:
    log = FactLog()

    log.observe([change("evt_1"), change("evt_2", "StockRanLow")])

    assert [fact["id"] for fact in log.latest("StockRanLow")] == ["evt_2"]
    assert log.counts() == {"OrderPlaced": 1, "StockRanLow": 1}
