"""What only a person can do is told after a deployment, as long as it is to be done."""

from typing import Any

from barrow.deploying import left_to_do
from barrow.deploying.job import Job
from barrow.deploying.tree import Tree

from tests.unit.operator.aws_fakes import Account, Client, refused, stacks, stage

SITE = "https://d1.cloudfront.net"
EDGE = {"barrow-one-edge": {"SiteDomain": "d1.cloudfront.net"}}
MADE = ("CURSOR_KEY", "PEOPLE_KEY", "EDGE_KEY", "OPERATOR_KEY", "STAFF_KEYS")
STRIPE = ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET")


def job(*there: str, identity: Any = None, **described: Any) -> Job:
    """A stage whose secrets `there` are; `identity` is what SES says of the sender."""
    found = [{"Name": f"/barrow/one/{name}", "Version": 1} for name in (*MADE, *there)]
    account: Any = Account(
        {
            "ssm": Client(get_parameters_by_path={"Parameters": found}),
            "sesv2": Client(get_email_identity=identity or {"VerifiedForSendingStatus": True}),
            "cloudformation": Client(describe_stacks=stacks(EDGE)),
        }
    )
    return Job(Tree.here(), stage(**described), account)


def test_a_shop_that_can_sell_has_nothing_left_to_do() -> None:
    assert left_to_do.told(job(*STRIPE), SITE) == ()


def test_a_shop_without_an_address_is_told_how_it_gets_one() -> None:
    (sentence,) = left_to_do.told(job(), None)

    assert "barrow deploy --stage one" in sentence


def test_stripe_is_to_be_connected_before_anything_is_paid() -> None:
    (sentence,) = left_to_do.told(job(), SITE)

    assert "barrow secrets set STRIPE_SECRET_KEY --stage one" in sentence


def test_an_endpoint_made_by_hand_wants_its_secret_kept() -> None:
    (sentence,) = left_to_do.told(job("STRIPE_SECRET_KEY"), SITE)

    assert "barrow secrets set STRIPE_WEBHOOK_SECRET --stage one" in sentence


def test_a_sender_that_ses_has_not_verified_has_a_letter_to_open() -> None:
    (sentence,) = left_to_do.told(job(*STRIPE, identity={"VerifiedForSendingStatus": False}), SITE)

    assert "shop@tea.example" in sentence
    assert "open the link" in sentence


def test_a_sender_of_a_verified_domain_has_none() -> None:
    unknown = refused("NotFoundException", "GetEmailIdentity")

    assert left_to_do.told(job(*STRIPE, identity=unknown), SITE) == ()


def test_a_domain_that_leads_nowhere_is_to_lead_to_the_edge() -> None:
    domain = {
        # RFC 2606: a name below .invalid is never found
        "domain": "shop.tea.invalid",
        "certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/8ad0",
    }

    (sentence,) = left_to_do.told(job(*STRIPE, **domain), "https://shop.tea.invalid")

    assert "let it lead to d1.cloudfront.net" in sentence
