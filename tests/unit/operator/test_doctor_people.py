"""The doctor's checks of what people's data are sealed under."""

from typing import Any

import pytest
from barrow.operating import checks_people
from barrow.operating.findings import Verdict

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import Client
from tests.unit.operator.doctor_place import OK, PROBLEM, WARNING, place, verdicts


def kms(state: str = "Enabled", *, turns: bool = True) -> dict[str, Client]:
    return {
        "kms": Client(
            describe_key={"KeyMetadata": {"KeyId": "k1", "KeyState": state}},
            get_key_rotation_status={"KeyRotationEnabled": turns},
        )
    }


@pytest.mark.parametrize(
    ("clients", "verdict", "do"),
    [
        (kms(), OK, ""),
        (kms(turns=False), WARNING, "enable-key-rotation --key-id k1"),
        (kms("Disabled"), PROBLEM, "enable-key --key-id k1"),
        (kms("PendingDeletion"), PROBLEM, "cancel-key-deletion --key-id k1"),
    ],
)
def test_a_key_that_does_not_open_is_told_with_what_to_do(
    clients: dict[str, Client], verdict: Verdict, do: str
) -> None:
    (found,) = checks_people.data_key(place(clients))

    assert found.verdict is verdict
    assert do in found.do
    assert clients["kms"].asked[0] == ("describe_key", {"KeyId": "alias/barrow-one"})


def test_a_key_that_is_not_there_yet_is_no_problem() -> None:
    client = Client()
    client.set(describe_key=client.missing("NotFoundException"))

    assert verdicts(checks_people.data_key(place({"kms": client}))) == [("data key", WARNING)]


def keys_table(recovery: str = "DISABLED", backups: int = 0) -> dict[str, Client]:
    status: dict[str, Any] = {"PointInTimeRecoveryStatus": recovery}
    described = {"PointInTimeRecoveryDescription": status}
    dynamodb = Client(
        describe_continuous_backups={"ContinuousBackupsDescription": described},
        list_backups={"BackupSummaries": [{}] * backups},
    )
    listed = aws_fakes.resources(DynamoDB_Table=["barrow-one-cart", "barrow-one-people"])
    return {"dynamodb": dynamodb, "cloudformation": Client(list_stack_resources=listed)}


@pytest.mark.parametrize(
    ("clients", "verdict"),
    [
        (keys_table(), OK),
        (keys_table("ENABLED"), PROBLEM),
        (keys_table(backups=2), PROBLEM),
    ],
)
def test_a_copy_of_the_data_keys_would_bring_the_erased_back(
    clients: dict[str, Client], verdict: Verdict
) -> None:
    (found,) = checks_people.erasures(place(clients))

    assert found.verdict is verdict
    assert "barrow-one-people" in found.says


def test_without_a_table_there_is_nothing_to_say_of_erasures() -> None:
    clients = {"cloudformation": Client(list_stack_resources=aws_fakes.no_stacks)}

    assert verdicts(checks_people.erasures(place(clients))) == [("erasures", WARNING)]
