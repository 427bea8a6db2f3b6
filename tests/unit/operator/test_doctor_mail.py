"""The doctor's checks of mails find what is wrong, and nothing where nothing is."""

from typing import Any

import pytest
from barrow.operating import (
    checks_mail,
)
from barrow.operating.findings import Verdict

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import Client
from tests.unit.operator.doctor_place import OK, PROBLEM, WARNING, place, verdicts


@pytest.mark.parametrize(
    ("told", "protected", "verdict"),
    [
        ({"SendingEnabled": True, "ProductionAccessEnabled": True}, True, OK),
        ({"SendingEnabled": True, "ProductionAccessEnabled": False}, True, PROBLEM),
        ({"SendingEnabled": True, "ProductionAccessEnabled": False}, False, WARNING),
        ({"SendingEnabled": False, "ProductionAccessEnabled": True}, False, PROBLEM),
        (
            {
                "SendingEnabled": True,
                "ProductionAccessEnabled": True,
                "EnforcementStatus": "PROBATION",
            },
            False,
            PROBLEM,
        ),
    ],
)
def test_whether_mails_leave_is_told(
    told: dict[str, Any], protected: bool, verdict: Verdict
) -> None:
    stage = aws_fakes.stage(protected=protected)

    found = checks_mail.sending(place({"sesv2": Client(get_account=told)}, stage))

    assert verdicts(found) == [("mail", verdict)]


def identities(**verified: tuple[bool, str]) -> dict[str, Client]:
    """By what is verified: the `domain`, the `address`."""
    names = {"domain": "tea.example", "address": "shop@tea.example"}
    known = {names[name]: told for name, told in verified.items()}
    ses = Client()

    def get(EmailIdentity: str) -> Any:  # noqa: N803
        if EmailIdentity not in known:
            return ses.missing("NotFoundException")
        ready, signed = known[EmailIdentity]
        return {"VerifiedForSendingStatus": ready, "DkimAttributes": {"Status": signed}}

    ses.set(get_email_identity=get)
    return {"sesv2": ses}


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (identities(domain=(True, "SUCCESS")), [("sender", OK), ("DKIM", OK)]),
        (identities(address=(True, "NOT_STARTED")), [("sender", OK), ("DKIM", WARNING)]),
        (identities(address=(False, "PENDING")), [("sender", PROBLEM)]),
        (identities(), [("sender", PROBLEM)]),
    ],
)
def test_the_sender_is_verified_by_address_or_by_domain(
    known: dict[str, Client], found: list[tuple[str, Verdict]]
) -> None:
    assert verdicts(checks_mail.sender(place(known))) == found
