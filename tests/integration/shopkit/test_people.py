"""Data keys in their table: one a person, whoever is first; destroyed, what they sealed is gone."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from shopkit import aws, people, table, wrapping
from shopkit.marshal import Item
from shopkit.people import Altered, Erased, Key
from shopkit.table import Refused

FOUNDATION = Path(__file__).parents[3] / "infra" / "foundation.yaml"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA, BEN = "acc_01JADA", "eml_01JBEN"
THREADS = 16


@pytest.fixture(params=[MotoEngine, MiniStackEngine], ids=["moto", "ministack"])
def either(request: pytest.FixtureRequest) -> Iterator[None]:
    with tables(request.param()):
        yield


@pytest.fixture
def moto() -> Iterator[None]:
    with tables(MotoEngine()):
        yield


@contextmanager
def tables(engine: MotoEngine | MiniStackEngine) -> Iterator[None]:
    """The shop's, with nobody in them; processes know of no key before and after."""
    with engine:
        engine.deploy(FOUNDATION, {"Stage": "local"}, "barrow-local")
        wrapping.forget()
        yield
        wrapping.forget()


def items() -> list[Item]:
    """Everything that the table holds, typed as on the wire."""
    found: list[Item] = aws.client("dynamodb").scan(TableName=people.table_name())["Items"]
    return found


def at_once(call: Callable[[int], object]) -> list[object]:
    """What `call` answers in threads that all begin together; raises what one of them raised."""
    begin = threading.Barrier(THREADS)
    answers: list[object] = []

    def one(n: int) -> None:
        begin.wait()
        try:
            answers.append(call(n))
        except Exception as error:
            answers.append(error)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return answers


@pytest.mark.usefixtures("either")
def test_a_persons_key_is_made_once_and_found_again() -> None:
    made = people.key_for(ADA, NOW)

    assert people.key_for(ADA, NOW) == made
    assert people.keys_of([ADA, BEN, ADA]) == {ADA: made}
    assert people.keys_of([]) == {}
    assert people.key_of(ADA) == made
    with pytest.raises(Erased):
        people.key_of(BEN)


@pytest.mark.usefixtures("either")
def test_a_new_key_is_kept_by_the_callers_transaction_alone() -> None:
    key, keep = people.new_key(ADA, NOW)
    order = {"pk": "ORDER#1", "sk": "ORDER", "private": people.seal(key, "Ada", "order:1")}
    before = people.keys_of([ADA])

    table.transact([table.put("barrow-local-checkout", order), keep])

    assert before == {}
    assert people.keys_of([ADA]) == {ADA: key}
    assert people.open_(order["private"], "order:1") == "Ada"


@pytest.mark.usefixtures("either")
def test_the_second_to_make_a_key_is_refused_by_name() -> None:
    first = people.key_for(ADA, NOW)
    _, keep = people.new_key(ADA, NOW)

    with pytest.raises(Refused) as refused:
        table.transact([table.put("barrow-local-checkout", {"pk": "A", "sk": "1"}), keep])

    assert refused.value.failed == {people.KEY_IS_NEW: None}
    assert people.keys_of([ADA]) == {ADA: first}
    assert table.get("barrow-local-checkout", {"pk": "A", "sk": "1"}) is None


@pytest.mark.usefixtures("either")
def test_keys_ride_in_a_read_of_the_callers_own() -> None:
    ada = people.key_for(ADA, NOW)
    table.write(table.put("barrow-local-checkout", {"pk": "A", "sk": "1", "n": 1}))
    name = people.table_name()

    found = table.get_many(
        {
            "barrow-local-checkout": [{"pk": "A", "sk": "1"}],
            name: people.read_request([ADA, BEN, ADA]),
        },
        fields={name: people.FIELDS},
    )

    assert people.of_items(found[name]) == {ADA: ada}
    assert len(found["barrow-local-checkout"]) == 1


@pytest.mark.usefixtures("either")
def test_whoever_needs_a_first_key_at_once_all_get_the_same() -> None:
    keys = at_once(lambda _: people.key_for(ADA, NOW))

    assert set(keys) == {people.keys_of([ADA])[ADA]}


@pytest.mark.usefixtures("either")
def test_processes_that_begin_at_once_share_one_wrapping_key() -> None:
    def begin(n: int) -> Key:
        wrapping._newest.clear()  # as a process that knows of none
        return people.key_for(f"acc_{n}", NOW)

    keys = at_once(begin)
    wrapping.forget()

    kept = [one for one in items() if one["pk"]["S"].startswith("WRAPPING#")]
    ids = {one["id"]["S"] for one in kept}
    assert len(kept) == 2  # as the newest, and by its id
    assert len(ids) == 1
    assert {one["under"]["S"] for one in items() if one["sk"]["S"] == "KEY"} == ids
    assert people.keys_of([f"acc_{n}" for n in range(THREADS)]) == {
        key.subject: key for key in keys if isinstance(key, Key)
    }


@pytest.mark.usefixtures("either")
def test_a_destroyed_key_erases_what_it_sealed() -> None:
    ada, ben = people.key_for(ADA, NOW), people.key_for(BEN, NOW)
    of_ada, of_ben = people.seal(ada, "Ada", "order:1"), people.seal(ben, "Ben", "order:2")

    table.transact(people.destroyed([ADA]))
    table.transact(people.destroyed([ADA]))

    with pytest.raises(Erased):
        people.open_(of_ada, "order:1")
    assert people.open_(of_ben, "order:2") == "Ben"
    assert people.keys_of([ADA, BEN]) == {BEN: ben}


@pytest.mark.usefixtures("either")
def test_a_key_made_anew_opens_nothing_of_before() -> None:
    before = people.seal(people.key_for(ADA, NOW), "Ada", "order:1")
    table.transact(people.destroyed([ADA]))

    after = people.seal(people.key_for(ADA, NOW), "Ada again", "order:2")

    with pytest.raises(Erased):
        people.open_(before, "order:1")
    assert people.open_(after, "order:2") == "Ada again"


@pytest.mark.usefixtures("either")
def test_nothing_of_a_destroyed_key_is_left_in_its_table() -> None:
    people.key_for(BEN, NOW)
    before = items()
    people.key_for(ADA, NOW)

    table.transact(people.destroyed([ADA]))

    assert sorted(map(str, items())) == sorted(map(str, before))


@pytest.mark.usefixtures("either")
def test_what_a_process_knows_does_not_outlive_a_key() -> None:
    """Another process destroys it: this one, which has used it, finds it gone at once."""
    sealed = people.seal(people.key_for(ADA, NOW), "Ada", "order:1")
    assert people.open_(sealed, "order:1") == "Ada"

    key = {"pk": {"S": f"SUBJECT#{ADA}"}, "sk": {"S": "KEY"}}
    aws.client("dynamodb").delete_item(TableName=people.table_name(), Key=key)

    with pytest.raises(Erased):
        people.open_(sealed, "order:1")


@pytest.mark.usefixtures("moto")
def test_a_key_item_given_to_another_person_does_not_open() -> None:
    people.key_for(ADA, NOW)
    [item] = [one for one in items() if one["pk"]["S"] == f"SUBJECT#{ADA}"]

    moved = item | {"pk": {"S": f"SUBJECT#{BEN}"}}
    aws.client("dynamodb").put_item(TableName=people.table_name(), Item=moved)

    with pytest.raises(Altered):
        people.keys_of([BEN])


@pytest.mark.usefixtures("moto")
def test_no_key_stands_in_clear() -> None:
    key = people.key_for(ADA, NOW)
    wrapping_key = wrapping.newest(NOW)

    held = b"".join(
        table.get_many({people.table_name(): [{"pk": one["pk"]["S"], "sk": one["sk"]["S"]}]})[
            people.table_name()
        ][0]["wrapped"]
        for one in items()
    )

    assert key.secret not in held
    assert wrapping_key.secret not in held


@pytest.mark.usefixtures("either")
def test_a_wrapping_key_serves_a_year_and_opens_for_ever() -> None:
    ada = people.key_for(ADA, NOW)
    first = wrapping.newest(NOW)
    almost = wrapping.newest(NOW + timedelta(days=364, hours=23))
    a_year_on = NOW + timedelta(days=365)

    ben = people.key_for(BEN, a_year_on)
    wrapping.forget()

    assert almost == first
    assert wrapping.newest(a_year_on) != first
    assert people.keys_of([ADA, BEN]) == {ADA: ada, BEN: ben}
    assert people.key_for(ADA, a_year_on) == ada
    wrapped_under = {one["pk"]["S"]: one["under"]["S"] for one in items()}
    assert wrapped_under[f"SUBJECT#{ADA}"] == first.id
    assert wrapped_under[f"SUBJECT#{BEN}"] != first.id


@pytest.mark.usefixtures("either")
def test_a_year_on_all_processes_take_the_same_new_one() -> None:
    first = wrapping.newest(NOW)
    a_year_on = NOW + timedelta(days=365)

    def begin(_: int) -> str:
        wrapping._newest.clear()
        return wrapping.newest(a_year_on).id

    ids = set(at_once(begin))

    assert len(ids) == 1
    assert first.id not in ids
    assert len([one for one in items() if one["pk"]["S"].startswith("WRAPPING#")]) == 3


@pytest.mark.usefixtures("either")
def test_an_operator_may_have_another_one_at_any_time() -> None:
    ada = people.key_for(ADA, NOW)
    first = wrapping.newest(NOW)

    newest = {"pk": {"S": "WRAPPING#NEWEST"}, "sk": {"S": "WRAPPING"}}
    aws.client("dynamodb").delete_item(TableName=people.table_name(), Key=newest)
    wrapping.forget()
    second = wrapping.newest(NOW)

    assert second.id != first.id
    wrapping.forget()
    assert wrapping.newest(NOW) == second
    assert people.keys_of([ADA]) == {ADA: ada}


@pytest.mark.usefixtures("moto")
def test_a_lost_wrapping_key_is_told_as_such() -> None:
    people.key_for(ADA, NOW)
    lost = {"pk": {"S": f"WRAPPING#{wrapping.newest(NOW).id}"}, "sk": {"S": "WRAPPING"}}
    aws.client("dynamodb").delete_item(TableName=people.table_name(), Key=lost)
    wrapping.forget()

    with pytest.raises(wrapping.WrappingKeyLost):
        people.keys_of([ADA])


@pytest.mark.usefixtures("moto")
def test_after_the_first_a_process_asks_for_keys_alone() -> None:
    people.key_for(ADA, NOW)
    client = aws.client("dynamodb")
    calls: list[str] = []

    def heard(model: object, **_: object) -> None:
        calls.append(getattr(model, "name", ""))

    client.meta.events.register("before-call.dynamodb", heard)
    try:
        people.keys_of([ADA, BEN])
        people.key_for(BEN, NOW)
    finally:
        client.meta.events.unregister("before-call.dynamodb", heard)

    assert calls == ["BatchGetItem", "BatchGetItem", "PutItem"]
