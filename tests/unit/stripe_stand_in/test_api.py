import base64
import json
from typing import Any

import pytest
import stripe

from tests.stripe_in_process import API_KEY, Till, call


def error(text: str) -> Any:
    return json.loads(text)["error"]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (None, "You did not provide an API key"),
        ("Bearer ", "You did not provide an API key"),
        ("Bearer sk_test_wrong_1234", "Invalid API Key provided: sk_test_****1234"),
        ("Basic a", "Invalid Basic"),
        ("Basic " + base64.b64encode(b"sk_other:").decode(), "Invalid API Key"),
    ],
)
def test_without_the_key_nothing_is_told(header: str | None, message: str) -> None:
    till = Till()
    session = till.session()
    headers = {"Authorization": header} if header is not None else {}

    answer = call(till.stand_in.api, "GET", f"/v1/checkout/sessions/{session.id}", headers=headers)

    assert (answer.status, session.id in answer.text) == (401, False)
    assert message in error(answer.text)["message"]


def test_the_sdk_tells_a_wrong_key_apart() -> None:
    till = Till()

    with pytest.raises(stripe.AuthenticationError):
        till.client.v1.balance.retrieve({}, {"api_key": "sk_test_wrong"})


def test_the_key_may_come_as_a_user_name() -> None:
    header = "Basic " + base64.b64encode(f"{API_KEY}:".encode()).decode()

    answer = call(Till().stand_in.api, "GET", "/v1/balance", headers={"Authorization": header})

    assert answer.status == 200


def test_every_answer_has_a_request_id_of_its_own() -> None:
    till = Till()

    answers = [till.get("/v1/balance"), till.get("/v1/balance"), till.get("/v1/nowhere")]

    ids = {answer.headers["Request-Id"] for answer in answers}
    assert len(ids) == 3
    assert all(each.startswith("req_") for each in ids)
    assert answers[0].headers["Content-Length"] == str(len(answers[0].body))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/nowhere"),
        ("GET", "/v1/payment_methods"),
        ("DELETE", "/v1/charges/ch_1"),
        ("POST", "/v1/charges"),
        ("GET", "/"),
    ],
)
def test_an_address_that_is_not_there_is_named(method: str, path: str) -> None:
    answer = Till().request(method, path)

    assert answer.status == 404
    assert error(answer.text)["message"] == f"Unrecognized request URL ({method}: {path})."


@pytest.mark.parametrize(
    ("path", "name", "param"),
    [
        ("/v1/checkout/sessions/x", "checkout.session", "session"),
        ("/v1/checkout/sessions/x/line_items", "checkout.session", "session"),
        ("/v1/payment_intents/x", "payment_intent", "intent"),
        ("/v1/charges/x", "charge", "id"),
        ("/v1/refunds/x", "refund", "id"),
        ("/v1/disputes/x", "dispute", "id"),
        ("/v1/events/x", "event", "id"),
        ("/v1/balance_transactions/x", "balance_transaction", "id"),
    ],
)
def test_an_unknown_id_is_missing(path: str, name: str, param: str) -> None:
    answer = Till().get(path)

    assert answer.status == 404
    assert error(answer.text)["code"] == "resource_missing"
    assert error(answer.text)["message"] == f"No such {name}: 'x'"
    assert error(answer.text)["param"] == param


def test_a_body_that_is_no_form_is_refused() -> None:
    answer = Till().request(
        "POST", "/v1/refunds", '{"charge": "ch_1"}', {"Content-Type": "application/json"}
    )

    assert answer.status == 400
    assert "application/x-www-form-urlencoded" in error(answer.text)["message"]


def test_a_body_may_not_be_enormous() -> None:
    assert Till().request("POST", "/v1/refunds", "a=" + "b" * 1_000_000).status == 413


def test_pages_follow_each_other_both_ways_without_gap_or_overlap() -> None:
    till = Till()
    made = [till.session(metadata={"n": str(n)}).id for n in range(25)][::-1]
    sessions = till.client.v1.checkout.sessions

    first = sessions.list()
    second = sessions.list({"starting_after": first.data[-1].id, "limit": 10})
    last = sessions.list({"starting_after": second.data[-1].id, "limit": 10})
    back = sessions.list({"ending_before": last.data[0].id, "limit": 4})
    to_the_end = sessions.list({"starting_after": second.data[-1].id, "limit": 5})

    pages = [[each.id for each in page.data] for page in (first, second, last, back)]
    assert pages == [made[:10], made[10:20], made[20:], made[16:20]]
    assert [page.has_more for page in (first, second, last, back)] == [True, True, False, True]
    assert (len(to_the_end.data), to_the_end.has_more) == (5, False)
    assert [each.id for each in sessions.list({"limit": 7}).auto_paging_iter()] == made


@pytest.mark.parametrize(
    ("query", "status", "param"),
    [
        ("limit=0", 400, "limit"),
        ("limit=101", 400, "limit"),
        ("starting_after=x", 404, "starting_after"),
        ("ending_before=x", 404, "ending_before"),
        ("starting_after=x&ending_before=y", 400, None),
        ("created[about]=1", 400, "created[about]"),
        ("colour=red", 400, "colour"),
        ("expand[]=data.colour", 400, "expand"),
        ("expand[]=data.payment_intent.latest_charge.refunds.data", 400, "expand"),
    ],
)
def test_a_list_can_be_asked_for_wrongly(query: str, status: int, param: str | None) -> None:
    till = Till()
    till.paid()

    answer = till.get("/v1/charges", query)

    assert (answer.status, error(answer.text).get("param")) == (status, param)


def test_lists_can_be_narrowed() -> None:
    till = Till()
    first, second = till.paid(), till.paid()
    till.session()
    v1 = till.client.v1

    by_intent = v1.checkout.sessions.list({"payment_intent": first.payment_intent.id}).data
    open_ones = v1.checkout.sessions.list({"status": "open"}).data
    charges = v1.charges.list({"payment_intent": second.payment_intent.id}).data
    moves = v1.balance_transactions.list(
        {"source": charges[0].id, "type": "charge", "currency": "gbp"}
    ).data
    others = v1.balance_transactions.list({"source": charges[0].id, "type": "refund"}).data

    assert [each.id for each in by_intent] == [first.id]
    assert len(open_ones) == 1
    assert [each.id for each in charges] == [second.payment_intent.latest_charge.id]
    assert [each.amount for each in moves] == [2950]
    assert others == []


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"gt": 10}, [30, 20]),
        ({"gte": 10}, [30, 20, 10]),
        ({"lt": 20}, [10, 0]),
        ({"lte": 20}, [20, 10, 0]),
        ({"gt": 0, "lt": 30}, [20, 10]),
        (20, [20]),
        ({"gte": 31}, []),
    ],
)
def test_lists_can_be_narrowed_to_a_time(bounds: Any, expected: list[int]) -> None:
    till = Till()
    start = int(till.clock().timestamp())
    for _ in range(4):
        till.session()
        till.clock.forward(seconds=10)
    created = (
        start + bounds
        if isinstance(bounds, int)
        else {name: start + bound for name, bound in bounds.items()}
    )

    found = till.client.v1.checkout.sessions.list({"created": created}).data

    assert [each.created - start for each in found] == expected


def test_an_object_can_stand_where_its_id_stood() -> None:
    till = Till()
    session = till.paid()
    charge_id = session.payment_intent.latest_charge.id
    till.client.v1.refunds.create({"charge": charge_id, "amount": 100})

    charge = till.client.v1.charges.retrieve(
        charge_id,
        {"expand": ["refunds", "balance_transaction.source", "payment_intent", "customer"]},
    )
    listed = till.client.v1.refunds.list({"expand": ["data.charge.balance_transaction"]})

    assert [each.amount for each in charge.refunds.data] == [100]
    assert charge.balance_transaction.source.id == charge_id
    assert charge.payment_intent.id == session.payment_intent.id
    assert charge.customer is None
    assert listed.data[0].charge.balance_transaction.amount == 2950


def test_a_broken_part_answers_as_a_broken_stripe_would(caplog: pytest.LogCaptureFixture) -> None:
    till = Till()
    till.store.put("charge", "ch_odd", {"id": "ch_odd", "object": "charge", "created": 0})

    answer = till.get("/v1/charges/ch_odd")

    assert (answer.status, error(answer.text)["type"]) == (500, "api_error")
    assert "GET /v1/charges/ch_odd" in caplog.text
