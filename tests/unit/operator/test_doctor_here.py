"""The doctor's checks of this machine find what is wrong, and nothing where nothing is."""

import pytest
from barrow.operating import (
    checks_here,
)
from barrow.operating.findings import Verdict

from tests.unit.operator.doctor_place import OK, PROBLEM, WARNING, place, verdicts


@pytest.mark.parametrize(
    ("running", "verdict"),
    [((3, 10), PROBLEM), ((3, 11), OK), ((3, 13), OK), ((3, 14), PROBLEM)],
)
def test_a_python_that_nothing_was_tested_on_is_a_problem(
    running: tuple[int, int], verdict: Verdict
) -> None:
    assert checks_here.python(running).verdict is verdict


def test_a_package_that_is_missing_or_another_is_a_problem() -> None:
    found = checks_here.packages({"pip": "26.0", "chalice": "1.35.0"})

    assert verdicts(found) == [("pip", OK), ("chalice", PROBLEM), ("boto3", PROBLEM)]


def test_the_packages_of_this_environment_are_right() -> None:
    assert {finding.verdict for finding in checks_here.packages()} == {OK}


def test_an_emulator_is_said() -> None:
    at_home = place({}, endpoint="http://127.0.0.1:4566")

    assert verdicts(checks_here.endpoint(at_home)) == [("endpoint", WARNING)]
    assert list(checks_here.endpoint(place({}))) == []
