"""What the stacks are told of the sender, and of what stands before and behind them."""

import re
from typing import Any

from barrow.deploying import parts
from barrow.deploying.tree import Tree
from shopkit.ids import fingerprint

from tests.unit.operator.aws_fakes import Account, Client, no_stacks, stage

KEY = "k" * 43


def account(ses: Client, sender: str | None, status: str = "UPDATE_COMPLETE") -> Any:
    """`sender` is what the foundation that stands was given; None: it does not stand."""
    given = [{"ParameterKey": "Sender", "ParameterValue": sender}]
    stands = {"Stacks": [{"StackStatus": status, "Parameters": given}]}
    cloudformation = Client(describe_stacks=no_stacks if sender is None else stands)
    return Account({"sesv2": ses, "cloudformation": cloudformation, "kms": _no_key()})


def _no_key() -> Client:
    kms = Client()
    kms.set(describe_key=lambda **_: kms.missing("NotFoundException"))
    return kms


def ses(*known: str) -> Client:
    client = Client()

    def identity(EmailIdentity: str) -> Any:  # noqa: N803 — botocore's own name
        return {} if EmailIdentity in known else client.missing("NotFoundException")

    client.set(get_email_identity=identity)
    return client


def test_an_address_that_ses_does_not_know_is_made_with_the_foundation() -> None:
    assert parts.sender(account(ses(), None), stage()) == "shop@tea.example"


def test_an_address_that_another_stage_or_person_made_is_left_to_them() -> None:
    assert parts.sender(account(ses("shop@tea.example"), None), stage()) == ""


def test_an_address_of_a_domain_that_ses_knows_needs_nothing() -> None:
    assert parts.sender(account(ses("tea.example"), None), stage()) == ""


def test_what_the_foundation_made_it_goes_on_keeping() -> None:
    known = ses("shop@tea.example")

    assert parts.sender(account(known, "shop@tea.example"), stage()) == "shop@tea.example"
    assert known.asked == []


def test_what_a_foundation_failed_to_make_is_not_its_own() -> None:
    # two first deployments at once, one sender: the other one made it
    half_made = account(ses("shop@tea.example"), "shop@tea.example", "ROLLBACK_COMPLETE")

    assert parts.sender(half_made, stage()) == ""


def test_another_sender_than_the_foundations_is_looked_for_anew() -> None:
    assert parts.sender(account(ses(), "old@tea.example"), stage()) == "shop@tea.example"


def test_what_outlives_its_stack_has_names_written_out() -> None:
    # CloudFormation takes in what stands under a name of the template, but looks into no !Sub
    foundation = parts.foundation(Tree.here(), stage(), account(ses(), None), "", "")

    names = re.findall(r"^ +(?:TableName|BucketName): (.+)$", foundation.body, re.MULTILINE)
    tables = [f'"barrow-one-{one}"' for one in (*Tree.here().capabilities(), "people")]
    kinds = ("exports", "media", "search", "site")
    assert sorted(names) == sorted([*tables, *(f'"barrow-one-{k}-123456789012"' for k in kinds)])
    assert '!Sub "barrow-${Stage}-cart-dead"' in foundation.body


def test_the_edge_is_told_where_each_api_answers_and_where_payments_are_made() -> None:
    trial = stage(stripe_api_base="http://127.0.0.1:12111")
    apis = {"cart": "a1b2", "catalog": "c3d4"}

    edge = parts.edge(Tree.here(), trial, account(ses(), None), apis, "arn:acl", KEY)

    told = edge.parameters
    assert told["CartApi"] == "a1b2.execute-api.eu-west-2.amazonaws.com"
    assert told["CatalogApi"] == "c3d4.execute-api.eu-west-2.amazonaws.com"
    assert told["PaymentOrigin"] == "http://127.0.0.1:12111"
    assert told["WebAclArn"] == "arn:acl"
    assert told["EdgeFingerprint"] == fingerprint(KEY)


def test_what_the_edge_shows_is_told_to_cloudformation_and_nobody_else() -> None:
    edge = parts.edge(Tree.here(), stage(), account(ses(), None), {}, "", KEY)

    assert edge.secrets == {"EdgeKey": KEY}
    assert KEY not in repr(edge)


def test_stripes_own_payment_page_is_the_templates_default() -> None:
    edge = parts.edge(Tree.here(), stage(), account(ses(), None), {}, "", KEY)

    assert "PaymentOrigin" not in edge.parameters
