"""Writes under named conditions: refused by name, tried again on contention, never half done."""

from types import SimpleNamespace
from typing import Any

import pytest
from shopkit import aws, contention, table
from shopkit.errors import Unavailable
from shopkit.fields import Fields
from shopkit.table import EXISTS, IS_NEW, Refused, transact, write

from tests.integration.shopkit.corner import TABLE, Corner

A, B = {"pk": "A", "sk": "1"}, {"pk": "B", "sk": "1"}


def put_new(key: dict[str, str], name: str, **fields: Any) -> table.Write:
    return table.put(TABLE, key | fields, only_if=IS_NEW, condition=name)


@pytest.mark.usefixtures("corner")
def test_every_failed_condition_is_told_by_name_with_what_stands_there() -> None:
    transact([put_new(A, "a_is_new", n=1)])

    with pytest.raises(Refused) as refused:
        transact(
            [
                put_new(A, "a_is_new", n=2),
                table.check(TABLE, B, EXISTS, "b_is_there"),
                put_new({"pk": "C", "sk": "1"}, "c_is_new"),
            ]
        )

    assert refused.value.failed == {"a_is_new": A | {"n": 1}, "b_is_there": None}
    assert table.get(TABLE, {"pk": "C", "sk": "1"}) is None
    assert str(refused.value) == "a_is_new, b_is_there"


@pytest.mark.usefixtures("corner")
def test_one_write_is_refused_as_a_transaction_is() -> None:
    write(put_new(A, "a_is_new", n=1))

    with pytest.raises(Refused) as refused:
        transact([put_new(A, "a_is_new", n=2)])

    assert refused.value.failed == {"a_is_new": A | {"n": 1}}


@pytest.mark.usefixtures("corner")
def test_a_condition_that_is_not_to_tell_is_named_and_no_more() -> None:
    write(put_new(A, "a_is_new", n=1))
    again = table.put(TABLE, A, only_if=IS_NEW, condition="a_is_new", tells=False)
    less = table.update(
        TABLE, A, "SET n = :n", {":n": 0}, only_if="n = :n", condition="n_is_zero", tells=False
    )

    for actions in ([again], [again, put_new(B, "b_is_new")], [less], [less, put_new(B, "b")]):
        with pytest.raises(Refused) as refused:
            transact(actions)

        assert refused.value.failed == {actions[0].condition: None}
    assert table.get(TABLE, A) == A | {"n": 1}
    assert table.get(TABLE, B) is None


@pytest.mark.usefixtures("corner")
def test_reads_answer_with_the_fields_that_they_are_asked_for() -> None:
    write(table.put(TABLE, A | {"name": "Ada", "state": {"size": 1}, "secret": "s"}))
    fields = Fields("sk", "state", "name", "missing")

    one = table.get(TABLE, A, fields=fields)
    many = table.get_many({TABLE: [A, B]}, fields={TABLE: fields})
    page = table.query(TABLE, "A", begins="1", fields=fields)
    all_of_it = table.get_many({TABLE: [A]}, fields={"another": fields})

    assert one == {"sk": "1", "name": "Ada", "state": {"size": 1}}
    assert many == {TABLE: [one]}
    assert page == table.Page([one], None)
    assert all_of_it == {TABLE: [table.get(TABLE, A)]}


@pytest.mark.usefixtures("corner")
def test_a_query_for_some_fields_goes_on_where_its_page_ended() -> None:
    for n in ("1", "2", "3"):
        write(table.put(TABLE, {"pk": "A", "sk": n, "n": n, "more": n}))
    fields = Fields("n")

    first = table.query(TABLE, "A", limit=2, fields=fields)
    rest = table.query(TABLE, "A", start=first.next_key, fields=fields)

    assert first.next_key == {"pk": "A", "sk": "2"}
    assert first.items + rest.items == [{"n": "1"}, {"n": "2"}, {"n": "3"}]


@pytest.mark.usefixtures("corner")
def test_an_update_answers_the_item_after_it() -> None:
    write(put_new(A, "a_is_new", n=1))

    after = write(table.update(TABLE, A, "SET n = n + :one", {":one": 1}))

    assert after == A | {"n": 2}
    assert table.get(TABLE, A) == after


@pytest.mark.usefixtures("corner")
def test_a_delete_may_have_a_condition() -> None:
    write(put_new(A, "a_is_new", n=1))
    delete = table.delete(TABLE, A, only_if="n = :n", condition="n_is_two", values={":n": 2})

    with pytest.raises(Refused) as refused:
        write(delete)

    assert refused.value.failed == {"n_is_two": A | {"n": 1}}
    assert table.get(TABLE, A) is not None


@pytest.mark.usefixtures("corner")
def test_reads_find_what_is_there_beyond_one_call() -> None:
    keys = [{"pk": f"K{n:03}", "sk": "1"} for n in range(130)]
    for start in range(0, 130, 100):
        transact([put_new(key, "is_new") for key in keys[start : start + 100]])

    found = table.get_many({TABLE: [*keys, {"pk": "none", "sk": "1"}]})[TABLE]

    assert sorted(item["pk"] for item in found) == [key["pk"] for key in keys]


@pytest.mark.usefixtures("corner")
def test_pages_follow_one_another_to_the_end() -> None:
    transact([put_new({"pk": "P", "sk": f"LINE#{n}"}, f"n{n}") for n in range(7)])
    transact([put_new({"pk": "P", "sk": "OTHER"}, "other")])

    first = table.query(TABLE, "P", begins="LINE#", limit=4)
    second = table.query(TABLE, "P", begins="LINE#", limit=4, start=first.next_key)
    backwards = table.query_all(TABLE, "P", begins="LINE#", backwards=True, limit=2)

    assert [item["sk"] for item in first.items + second.items] == [f"LINE#{n}" for n in range(7)]
    assert second.next_key is None
    assert [item["sk"] for item in backwards] == [f"LINE#{n}" for n in range(6, -1, -1)]
    assert [i["sk"] for i in table.query(TABLE, "P", up_to="LINE#1").items] == ["LINE#0", "LINE#1"]


class Cancelled(Exception):
    def __init__(self, *codes: str) -> None:
        self.response = {"CancellationReasons": [{"Code": code} for code in codes]}


class InProgress(Exception):
    pass


class Failed(Exception):
    def __init__(self) -> None:
        self.response: dict[str, Any] = {}


class Contended:
    """A DynamoDB whose first answers are those given; after them everything succeeds."""

    exceptions = SimpleNamespace(
        TransactionCanceledException=Cancelled,
        TransactionInProgressException=InProgress,
        TransactionConflictException=InProgress,
        ConditionalCheckFailedException=Failed,
    )

    def __init__(self, *answers: Exception) -> None:
        self.answers = list(answers)
        self.calls = 0
        self.tokens: list[str | None] = []

    def transact_write_items(self, **asked: Any) -> dict[str, Any]:
        self.calls += 1
        self.tokens.append(asked.get("ClientRequestToken"))
        if self.answers:
            raise self.answers.pop(0)
        return {}

    put_item = update_item = delete_item = transact_write_items

    def batch_get_item(self, RequestItems: Any) -> dict[str, Any]:  # noqa: N803
        self.calls += 1
        if self.answers:
            self.answers.pop(0)
            return {"Responses": {}, "UnprocessedKeys": RequestItems}
        return {"Responses": {TABLE: [{"pk": {"S": "A"}}]}, "UnprocessedKeys": {}}


@pytest.fixture
def use() -> Any:
    def through(client: Contended) -> Contended:
        aws._clients["dynamodb"] = client
        return client

    yield through
    aws.forget_clients()


TWO = [put_new(A, "a_is_new"), put_new(B, "b_is_new")]
CONFLICT = ("TransactionConflict", "None")


def test_a_transaction_that_meets_another_is_tried_again(use: Any) -> None:
    busy = use(Contended(Cancelled(*CONFLICT), InProgress(), Cancelled("None", "ThrottlingError")))

    transact(TWO)

    assert busy.calls == 4


def test_a_transaction_in_progress_is_asked_after_by_its_own_token(use: Any) -> None:
    busy = use(Contended(InProgress(), InProgress()))

    transact(TWO)

    assert len(busy.tokens) == 3
    assert len(set(busy.tokens)) == 1
    assert 1 <= len(busy.tokens[0]) <= 36


def test_a_transaction_that_was_cancelled_is_begun_under_a_new_token(use: Any) -> None:
    busy = use(Contended(Cancelled(*CONFLICT), InProgress(), Cancelled(*CONFLICT)))

    transact(TWO)
    transact(TWO)

    first, second, still_second, third, another = busy.tokens
    assert second == still_second
    assert len({first, second, third, another}) == 4


def test_one_write_that_meets_a_transaction_is_tried_again(use: Any) -> None:
    busy = use(Contended(InProgress(), InProgress()))

    transact(TWO[:1])

    assert busy.calls == 3


def test_contention_that_does_not_end_is_told_as_such(use: Any) -> None:
    busy = use(Contended(*[Cancelled(*CONFLICT)] * 50))

    with pytest.raises(Unavailable):
        transact(TWO)

    assert busy.calls == contention.TRIES


def test_even_one_action_is_a_transaction_where_it_has_to_be(use: Any) -> None:
    asked = use(Contended())

    transact(TWO[:1])
    transact(TWO[:1], even_one=True)

    # a transaction alone has a token
    assert [token is not None for token in asked.tokens] == [False, True]


def test_a_refusal_beside_a_conflict_is_not_tried_again(use: Any) -> None:
    busy = use(Contended(Cancelled("TransactionConflict", "ConditionalCheckFailed")))

    with pytest.raises(Refused) as refused:
        transact(TWO)

    assert refused.value.failed == {"b_is_new": None}
    assert busy.calls == 1


@pytest.mark.parametrize("code", ["ValidationError", "ItemCollectionSizeLimitExceeded"])
def test_what_can_never_succeed_is_not_tried_again(use: Any, code: str) -> None:
    busy = use(Contended(Cancelled("None", code)))

    with pytest.raises(Cancelled):
        transact(TWO)

    assert busy.calls == 1


def test_keys_that_were_not_processed_are_asked_for_again(use: Any) -> None:
    busy = use(Contended(InProgress(), InProgress()))

    found = table.get_many({TABLE: [A]})

    assert found == {TABLE: [{"pk": "A"}]}
    assert busy.calls == 3


def test_the_engine_and_the_fake_agree_on_what_a_conflict_is_called(corner: Corner) -> None:
    real = aws.client("dynamodb").exceptions

    for name in vars(Contended.exceptions):
        assert issubclass(getattr(real, name), Exception)
    assert corner.now
