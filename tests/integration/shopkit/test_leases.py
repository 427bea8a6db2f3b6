"""The day that the key of an address stands until: its uses move it, and past it the key goes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from shopkit import aws, leases, people, table, wrapping
from shopkit.leases import Lease
from shopkit.table import Refused

FOUNDATION = Path(__file__).parents[3] / "infra" / "foundation.yaml"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAST = NOW + timedelta(days=31)
ADA, BEN = "eml_01JADA", "eml_01JBEN"


@pytest.fixture(params=[MotoEngine, MiniStackEngine], ids=["moto", "ministack"])
def either(request: pytest.FixtureRequest) -> Iterator[None]:
    with tables(request.param()):
        yield


@contextmanager
def tables(engine: MotoEngine | MiniStackEngine) -> Iterator[None]:
    with engine:
        engine.deploy(FOUNDATION, {"Stage": "local"}, "barrow-local")
        wrapping.forget()
        yield
        wrapping.forget()


def use(subject: str, now: datetime) -> None:
    """Something is sealed under the key as it was read, in one transaction with its keeping."""
    key, keep = people.standing(people.keys_of([subject]).get(subject), subject, now)
    item = {"pk": f"NOTE#{subject}#{now}", "sk": "NOTE", "private": people.seal(key, "x", "note")}
    table.transact([table.put("barrow-local-checkout", item), *keep])


@pytest.mark.usefixtures("either")
def test_a_key_is_due_when_its_day_has_come_and_no_accounts_key_ever() -> None:
    people.key_for(ADA, NOW)
    people.key_for("acc_01JADA", NOW)
    people.key_for(BEN, NOW, stands_for=timedelta(days=97))

    assert leases.due(PAST - timedelta(days=1), 10) == []
    assert leases.due(PAST, 10) == [Lease(ADA, "2026-04-02")]
    assert leases.due(NOW + timedelta(days=98), 1) == [Lease(ADA, "2026-04-02")]
    assert [one.subject for one in leases.due(NOW + timedelta(days=98), 10)] == [ADA, BEN]


@pytest.mark.usefixtures("either")
def test_a_use_moves_the_day_on_once_a_day_and_never_back() -> None:
    longer = people.key_for(BEN, NOW, stands_for=timedelta(days=97))
    use(ADA, NOW)
    key = people.key_of(ADA)

    same_day = people.standing(key, ADA, NOW + timedelta(hours=2))
    use(ADA, NOW + timedelta(days=1))
    use(BEN, NOW + timedelta(days=1))

    assert same_day == (key, [])
    assert people.key_of(ADA).until == "2026-04-03"
    assert people.key_of(BEN) == longer
    assert people.key_of(ADA).secret == key.secret


@pytest.mark.usefixtures("either")
def test_a_key_goes_when_its_day_has_come_unless_it_was_used_since_it_was_looked_at() -> None:
    for subject in (ADA, BEN):
        people.key_for(subject, NOW)
    looked_at = leases.due(PAST, 10)
    use(BEN, PAST)

    for lease in looked_at:
        try:
            table.transact([leases.ended(lease)])
        except Refused as refused:
            assert (lease.subject, refused.failed) == (BEN, {leases.KEY_STANDS: None})

    assert list(people.keys_of([ADA, BEN])) == [BEN]


@pytest.mark.usefixtures("either")
def test_what_was_to_be_sealed_under_a_key_that_went_is_not_written() -> None:
    people.key_for(ADA, NOW)
    key, keep = people.standing(people.key_of(ADA), ADA, PAST)
    note = {"pk": "NOTE#1", "sk": "NOTE", "private": people.seal(key, "x", "note")}
    (lease,) = leases.due(PAST, 10)
    table.transact([leases.ended(lease)])

    with pytest.raises(Refused) as refused:
        table.transact([table.put("barrow-local-checkout", note), *keep])

    assert set(refused.value.failed) == {leases.KEY_STANDS} <= people.OVERTAKEN
    assert table.get("barrow-local-checkout", {"pk": "NOTE#1", "sk": "NOTE"}) is None
    assert people.key_for(ADA, PAST).id != key.id


@pytest.mark.usefixtures("either")
def test_whoever_finds_a_key_past_its_day_keeps_it_standing_before_it_is_used() -> None:
    before = people.key_for(ADA, NOW)

    after = people.key_for(ADA, PAST)

    assert (after.secret, after.until) == (before.secret, "2026-05-03")
    assert leases.due(PAST, 10) == []


@pytest.mark.usefixtures("either")
def test_a_key_of_before_there_were_days_gets_one_with_its_next_use() -> None:
    people.key_for(ADA, NOW)
    place = {"pk": {"S": f"SUBJECT#{ADA}"}, "sk": {"S": "KEY"}}
    aws.client("dynamodb").update_item(
        TableName=people.table_name(), Key=place, UpdateExpression="REMOVE gsi1pk, gsi1sk"
    )
    before = leases.due(NOW + timedelta(days=5000), 10)

    use(ADA, PAST)

    assert before == []
    assert people.key_of(ADA).until == "2026-05-03"


@pytest.mark.usefixtures("either")
def test_uses_and_endings_at_once_never_leave_what_cannot_be_read() -> None:
    """Eight who seal something under a key whose day has come, and eight who would end it."""
    people.key_for(ADA, NOW)
    begin = threading.Barrier(16)
    failures: list[BaseException] = []

    def seals(number: int) -> None:
        while True:
            key, keep = people.standing(people.keys_of([ADA]).get(ADA), ADA, PAST)
            private = people.seal(key, number, "note")
            note = {"pk": f"NOTE#{number}", "sk": "NOTE", "private": private}
            try:
                table.transact([table.put("barrow-local-checkout", note), *keep])
            except Refused as refused:
                assert set(refused.failed) <= people.OVERTAKEN
            else:
                return

    def ends() -> None:
        for _ in range(20):
            for lease in leases.due(PAST, 10):
                try:
                    table.transact([leases.ended(lease)])
                except Refused as refused:
                    assert set(refused.failed) == {leases.KEY_STANDS}

    def one(number: int) -> None:
        begin.wait()
        try:
            seals(number) if number % 2 else ends()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    notes = table.get_many(
        {"barrow-local-checkout": [{"pk": f"NOTE#{n}", "sk": "NOTE"} for n in range(1, 16, 2)]}
    )["barrow-local-checkout"]
    assert sorted(people.open_(note["private"], "note") for note in notes) == [*range(1, 16, 2)]
