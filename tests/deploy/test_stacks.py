"""The shop's own stacks on an engine: made, left alone, changed, deleted; each template fits."""

from pathlib import Path

from barrow import template_text
from barrow.deploying import parts, stacks
from barrow.deploying.account import Account
from barrow.deploying.stack import Stack
from barrow.deploying.tree import Tree
from shopkit.ids import fingerprint

from tests.deploy import moto_shop

HERE = Tree(Path(__file__).parents[2])
KEY = "k" * 43


def foundation(account: Account, site_origin: str = "", stage: str = "one") -> Stack:
    one = moto_shop.stage(stage)
    return parts.foundation(HERE, one, account, "shop@example.com", site_origin)


def edge(account: Account, key: str) -> Stack:
    apis = dict.fromkeys(HERE.capabilities(), "abc123")
    return parts.edge(HERE, moto_shop.stage("one"), account, apis, "", key)


def test_a_foundation_is_made_and_then_left_alone(account: Account) -> None:
    stack = foundation(account)

    first = stacks.apply(account, stack)
    again = stacks.apply(account, stack)

    assert (first, again) == (True, False)
    assert stacks.outputs(account, stack.name)["SiteBucket"] == f"barrow-one-site-{account.id}"
    assert stacks.planned(account, stack) == ()


def test_another_parameter_is_a_change(account: Account) -> None:
    stacks.apply(account, foundation(account))
    changed = foundation(account, "https://d1.cloudfront.net")

    lines = stacks.planned(account, changed)

    assert lines
    assert stacks.apply(account, changed)
    assert not stacks.apply(account, changed)


def test_what_the_edge_shows_is_in_no_answer_of_cloudformations(account: Account) -> None:
    stacks.apply(account, edge(account, KEY))

    told = account.client("cloudformation").describe_stacks(StackName="barrow-one-edge")

    given = {p["ParameterKey"]: p["ParameterValue"] for p in told["Stacks"][0]["Parameters"]}
    assert given["EdgeKey"] == "****"
    assert KEY not in str(told)
    assert stacks.outputs(account, "barrow-one-edge")["EdgeFingerprint"] == fingerprint(KEY)


def test_another_key_of_the_edge_is_a_change_and_the_same_one_is_none(account: Account) -> None:
    stacks.apply(account, edge(account, KEY))

    same = (stacks.planned(account, edge(account, KEY)), stacks.apply(account, edge(account, KEY)))
    lines = stacks.planned(account, edge(account, "n" * 43))
    changed = stacks.apply(account, edge(account, "n" * 43))

    assert same == ((), False)
    assert lines
    assert "nnn" not in str(lines)
    assert changed


def test_a_second_stage_is_a_stack_of_its_own(account: Account) -> None:
    stacks.apply(account, foundation(account))

    stacks.apply(account, foundation(account, stage="two"))
    stacks.delete(account, foundation(account, stage="two").name)

    assert stacks.state(account, foundation(account).name) == "CREATE_COMPLETE"
    assert stacks.state(account, foundation(account, stage="two").name) is None
    queues = account.client("sqs").list_queues()["QueueUrls"]
    assert {url.rpartition("/")[2].split("-")[1] for url in queues} == {"one"}


def test_a_stack_that_is_not_there_is_nothing_to_delete(account: Account) -> None:
    gone = stacks.delete(account, "barrow-one-edge")

    assert not gone


def test_each_stack_is_given_parameters_that_its_template_declares(account: Account) -> None:
    stage = moto_shop.stage("one")
    made = [
        foundation(account),
        edge(account, KEY),
        parts.alarms(HERE, stage, "E123"),
        parts.firewall(HERE, stage),
    ]

    beyond = {
        one.name: {*one.parameters, *one.secrets} - set(template_text.read(one.body)["Parameters"])
        for one in made
    }

    assert beyond == {one.name: set() for one in made}
