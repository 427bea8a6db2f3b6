"""People's data keys in a deployed stage: under KMS's key, which is asked once a process."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from botocore.exceptions import ClientError
from shopkit import aws, key_custody, people, settings, wrapping

from tests.moto_keys import readable_key_policies

FOUNDATION = Path(__file__).parents[3] / "infra" / "foundation.yaml"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA, BEN = "acc_01JADA", "eml_01JBEN"


class Process:
    """One process after another of one stage, and what each asks KMS for."""

    def __init__(self, environment: pytest.MonkeyPatch) -> None:
        self._environment = environment
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.begin("prod")
        aws.client("kms").meta.events.register("provide-client-params.kms", self._heard)

    def begin(self, stage: str) -> None:
        self._environment.setenv("BARROW_STAGE", stage)
        self._environment.setenv("BARROW_KEY_ID", "alias/barrow-prod")
        self._environment.delenv("LOCAL_KEY", raising=False)
        settings.forget()
        wrapping.forget()
        self.asked.clear()

    def _heard(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        self.asked.append((model.name, params))

    def close(self) -> None:
        aws.client("kms").meta.events.unregister("provide-client-params.kms", self._heard)


@pytest.fixture(params=[MotoEngine, MiniStackEngine], ids=["moto", "ministack"])
def process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    with readable_key_policies(), request.param() as engine:
        engine.deploy(FOUNDATION, {"Stage": "prod", "DataKey": "yes"}, "barrow-prod")
        process = Process(monkeypatch)
        yield process
        process.close()
    monkeypatch.undo()
    settings.forget()
    wrapping.forget()


def test_the_foundation_makes_the_key_by_its_alias(process: Process) -> None:
    key = aws.client("kms").describe_key(KeyId="alias/barrow-prod")["KeyMetadata"]
    turns = aws.client("kms").get_key_rotation_status(KeyId=key["KeyId"])

    assert key["KeySpec"] == "SYMMETRIC_DEFAULT"
    assert turns["KeyRotationEnabled"] is True


def test_kms_is_asked_once_a_process_however_many_people_there_are(process: Process) -> None:
    keys = [people.key_for(f"acc_{n}", NOW) for n in range(5)]
    made = [name for name, _ in process.asked]

    process.begin("prod")
    again = people.keys_of(key.subject for key in keys)
    people.key_for(BEN, NOW)
    opened = [name for name, _ in process.asked]

    assert again == {key.subject: key for key in keys}
    assert (made, opened) == (["GenerateDataKey"], ["Decrypt"])


def test_each_call_names_the_stage_as_its_context(process: Process) -> None:
    people.key_for(ADA, NOW)
    process.begin("prod")
    people.key_for(ADA, NOW)
    [(_, decrypt)] = process.asked

    arn = aws.client("kms").describe_key(KeyId="alias/barrow-prod")["KeyMetadata"]["Arn"]
    assert decrypt["EncryptionContext"] == {"stage": "prod"}
    assert decrypt["KeyId"] == arn


def test_what_a_stage_wrapped_does_not_open_for_another(process: Process) -> None:
    made = key_custody.Kms("alias/barrow-prod", "prod").make()
    other = key_custody.Kms("alias/barrow-prod", "other")

    with pytest.raises(ClientError) as refused:
        other.open(made.wrapped, made.under)

    assert refused.value.response["Error"]["Code"] == "InvalidCiphertextException"


def test_old_keys_open_after_the_alias_has_moved_to_another_key(process: Process) -> None:
    ada = people.key_for(ADA, NOW)
    kms = aws.client("kms")
    follower = kms.create_key()["KeyMetadata"]
    kms.update_alias(AliasName="alias/barrow-prod", TargetKeyId=follower["KeyId"])

    process.begin("prod")
    ben = people.key_for(BEN, NOW + timedelta(days=365))

    process.begin("prod")
    assert people.keys_of([ADA, BEN]) == {ADA: ada, BEN: ben}
    assert {params["KeyId"] for _, params in process.asked} > {follower["Arn"]}


def test_without_a_key_in_the_settings_nothing_is_sealed(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BARROW_KEY_ID")
    settings.forget()

    with pytest.raises(KeyError, match="BARROW_KEY_ID"):
        people.key_for(ADA, NOW)

    assert aws.client("dynamodb").scan(TableName=people.table_name())["Items"] == []


def test_the_key_of_one_machine_is_for_its_own_secret_and_stage() -> None:
    made = key_custody.OneMachine("secret", "local").make()

    assert key_custody.OneMachine("secret", "local").open(made.wrapped, made.under) == made.secret
    for secret, stage in (("other", "local"), ("secret", "other")):
        with pytest.raises(people.Altered):
            key_custody.OneMachine(secret, stage).open(made.wrapped, made.under)
