"""The doctor as a whole: what a check does to the others, and what is said."""

import pytest
from barrow.operating import (
    doctor,
    doctor_view,
)
from barrow.operating.findings import Finding, Place, ok, problem
from botocore.exceptions import EndpointConnectionError

from tests.unit.operator import aws_fakes
from tests.unit.operator.doctor_place import OK, PROBLEM, WARNING, place, verdicts


def fine(_: Place) -> list[Finding]:
    return [ok("fine", "as it should be")]


def may_not_look(_: Place) -> list[Finding]:
    raise aws_fakes.refused("AccessDeniedException", "DescribeBudgets")


def breaks(_: Place) -> list[Finding]:
    raise aws_fakes.refused("InternalError", "GetAccount")


def not_reached(_: Place) -> list[Finding]:
    raise EndpointConnectionError(endpoint_url="https://sts.eu-west-2.amazonaws.com")


def test_a_check_that_may_not_look_or_breaks_is_a_finding_and_stops_no_other() -> None:
    found = list(doctor.examine(place({}), (may_not_look, breaks, not_reached, fine)))

    assert verdicts(found) == [
        ("may not look", WARNING), ("breaks", PROBLEM), ("not reached", PROBLEM), ("fine", OK),
    ]  # fmt: skip
    assert "DescribeBudgets" in found[0].do


def test_every_check_of_the_modules_is_made() -> None:
    modules = {check.__module__.rpartition(".")[2] for check in doctor.CHECKS}

    assert modules == {
        "checks_here", "checks_account", "checks_data", "checks_mail", "checks_stripe",
        "checks_domain", "checks_people",
    }  # fmt: skip


def test_a_problem_is_said_with_what_to_do() -> None:
    told = doctor_view.line(problem("mail", "it does not leave", "ask AWS")).plain

    assert told == "✗ mail: it does not leave\n    → ask AWS"
    assert doctor_view.line(ok("mail", "it leaves")).plain == "✓ mail: it leaves"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([ok("a", "")], "All is well."),
        ([problem("a", "", ""), ok("b", "")], "1 problem, no warnings."),
    ],
)
def test_the_sum_is_said_at_the_end(found: list[Finding], said: str) -> None:
    assert doctor_view.summary(found) == said
    assert doctor.has_problems(found) is ("problem" in said)
