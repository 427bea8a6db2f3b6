"""The doctor's checks of the domain find what is wrong, and nothing where nothing is."""

from collections.abc import Iterable
from typing import Any

import pytest
from barrow.operating import (
    checks_domain,
)
from barrow.operating.findings import Resolved, Verdict

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import Client
from tests.unit.operator.doctor_place import DOMAIN, EDGE, OK, PROBLEM, WARNING, place, verdicts


@pytest.mark.parametrize(
    ("name", "covered"),
    [
        ("shop.example.com", True),
        ("*.example.com", True),
        ("example.com", False),
        ("*.com", False),
        ("*.shop.example.com", False),
    ],
)
def test_a_star_stands_for_one_label(name: str, covered: bool) -> None:
    assert checks_domain.covers(name, "shop.example.com") is covered


@pytest.mark.parametrize(
    ("certificate", "verdict"),
    [
        ({"DomainName": "shop.example.com", "Status": "ISSUED"}, OK),
        ({"DomainName": "shop.example.com", "Status": "PENDING_VALIDATION"}, PROBLEM),
        ({"DomainName": "other.example.com", "Status": "ISSUED"}, PROBLEM),
        (
            {
                "DomainName": "example.com",
                "SubjectAlternativeNames": ["example.com", "*.example.com"],
                "Status": "ISSUED",
            },
            OK,
        ),
    ],
)
def test_the_certificate_must_be_issued_for_the_domain(
    certificate: dict[str, Any], verdict: Verdict
) -> None:
    acm = Client(describe_certificate={"Certificate": certificate})

    found = checks_domain.certificate(place({"acm us-east-1": acm}, aws_fakes.stage(**DOMAIN)))

    assert verdicts(found) == [("certificate", verdict)]


def test_a_certificate_that_does_not_exist_is_a_problem() -> None:
    acm = Client()
    acm.set(describe_certificate=acm.missing("ResourceNotFoundException"))

    found = checks_domain.certificate(place({"acm us-east-1": acm}, aws_fakes.stage(**DOMAIN)))

    assert verdicts(found) == [("certificate", PROBLEM)]


@pytest.mark.parametrize(("protected", "verdict"), [(True, WARNING), (False, OK)])
def test_a_stage_without_a_domain_is_told(protected: bool, verdict: Verdict) -> None:
    found = checks_domain.certificate(place({}, aws_fakes.stage(protected=protected)))

    assert verdicts(found) == [("domain", verdict)]


def distribution(**other: Any) -> dict[str, Client]:
    config = {"Enabled": True, "Aliases": {"Items": ["shop.example.com"]}, **other}
    told = {
        "DomainName": "d1.cloudfront.net",
        "Status": config.pop("Status", "Deployed"),
        "DistributionConfig": config,
    }
    return {
        "cloudformation": Client(describe_stacks=aws_fakes.stacks(EDGE)),
        "cloudfront us-east-1": Client(get_distribution={"Distribution": told}),
    }


@pytest.mark.parametrize(
    ("clients", "verdict"),
    [
        (distribution(), OK),
        (distribution(Enabled=False), PROBLEM),
        (distribution(Aliases={"Quantity": 0}), PROBLEM),
        (distribution(Status="InProgress"), WARNING),
        ({"cloudformation": Client(describe_stacks=aws_fakes.no_stacks)}, WARNING),
    ],
)
def test_the_distribution_must_answer_to_the_domain(
    clients: dict[str, Client], verdict: Verdict
) -> None:
    found = checks_domain.distribution(place(clients, aws_fakes.stage(**DOMAIN)))

    assert verdicts(found) == [("distribution", verdict)]


def resolved(*addresses: str, names: Iterable[str] = ()) -> Resolved:
    return Resolved(frozenset(names), frozenset(addresses))


@pytest.mark.parametrize(
    ("shop", "verdict"),
    [
        (resolved("1.1.1.1", names=["d1.cloudfront.net"]), OK),
        (resolved("2.2.2.2"), OK),
        (resolved("9.9.9.9"), PROBLEM),
        (None, PROBLEM),
    ],
)
def test_the_domain_must_lead_to_the_distribution(shop: Resolved | None, verdict: Verdict) -> None:
    names = {"d1.cloudfront.net": resolved("1.1.1.1", "2.2.2.2")}
    if shop:
        names["shop.example.com"] = shop
    clients = {"cloudformation": Client(describe_stacks=aws_fakes.stacks(EDGE))}

    found = checks_domain.dns(place(clients, aws_fakes.stage(**DOMAIN), names=names))

    assert verdicts(found) == [("DNS", verdict)]


def test_without_a_domain_no_name_is_looked_up() -> None:
    clients = {"cloudformation": Client(describe_stacks=aws_fakes.stacks(EDGE))}

    assert list(checks_domain.dns(place(clients))) == []
