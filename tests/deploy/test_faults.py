"""Whatever call the connection dies at, a second deployment ends as an undisturbed one.

The line is cut after each call that changes something, and before the first. To be cut before a
call is to be cut after the one before it; and a call that only reads leaves nothing behind, so that
being cut before or after it is one and the same state. A deployment keeps nothing else that it
could be misled by: its files on disk are written anew each time.

Marketing has every kind of thing that Chalice makes: an API, a queue's trigger, a stream's trigger
and a schedule. Of the other capabilities only the APIs stand, which the edge leads to.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from barrow.deploying.account import Account
from barrow.deploying.deploy import deploy
from barrow.deploying.destroy import destroy
from barrow.deploying.job import Job
from barrow.deploying.stage import Stage
from barrow.deploying.tree import Tree
from barrow.failures import Failure

from tests.deploy import moto_shop
from tests.deploy.moto_server import MotoServer
from tests.deploy.what_stands import Snapshot, snapshot

STAGE = Stage(
    name="one",
    sender="shop@example.com",
    domain="shop.example.com",
    certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/0",
    alarm_email="ops@example.com",
)
CAPABILITY = "marketing"
#: The cuts are shared out among so many tests, which can then run side by side.
SHARES = 4
#: What the names of calls that change nothing begin with; those of Lambda and API Gateway are told
#: by their method.
READING = ("Describe", "Get", "List", "GET", "Head")


@dataclass(frozen=True)
class Undisturbed:
    """What a deployment into an empty account made, and the calls it took."""

    stands: Snapshot
    calls: list[str]

    @property
    def cuts(self) -> list[int]:
        """After so many calls something new stands; 0 is before the first."""
        return [0, *(heard for heard, call in enumerate(self.calls, 1) if not _reads(call))]


def _reads(call: str) -> bool:
    # of a limit that no function of the shop has
    nothing_there = call.endswith("/concurrency")
    return nothing_there or call.split(" ", 1)[1].startswith(READING)


def _empty(moto: MotoServer, tree: Tree) -> Account:
    """An account in which only the other capabilities' APIs stand."""
    moto.reset()
    account = moto_shop.account()
    for other in sorted({*tree.capabilities()} - {CAPABILITY}):
        account.client("apigateway").create_rest_api(name=STAGE.api(other))
    return account


def _undisturbed(moto: MotoServer, job: Job, work: Callable[[Job], object]) -> Undisturbed:
    before = len(moto.calls())
    work(job)
    calls = moto.calls()[before:]
    return Undisturbed(snapshot(job.account), calls)


def _deployed(job: Job) -> None:
    deploy(job)


def _destroyed(job: Job) -> None:
    destroy(job, delete_data=True)


@pytest.mark.parametrize("share", range(SHARES))
def test_a_deployment_cut_anywhere_is_brought_to_its_end_by_the_next(
    share: int, moto: MotoServer, tree: Tree
) -> None:
    _empty(moto, tree)
    whole = _undisturbed(moto, moto_shop.job(tree, STAGE, CAPABILITY), _deployed)
    ended: dict[int, Snapshot] = {}

    for cut in whole.cuts[share::SHARES]:
        _empty(moto, tree)
        job = moto_shop.job(tree, STAGE, CAPABILITY)
        moto.cut(cut)
        with pytest.raises(Failure):
            deploy(job)
        moto.mend()
        deploy(job)
        ended[cut] = snapshot(job.account)

    assert len(ended) > 5
    assert {cut for cut, stands in ended.items() if stands != whole.stands} == set()


#: A deployment that is destroyed is made anew for each cut: only some, spread over the whole.
DESTRUCTION_CUTS = 8


def test_a_destruction_cut_anywhere_is_brought_to_its_end_by_the_next(
    moto: MotoServer, tree: Tree
) -> None:
    job = _standing(moto, tree)
    whole = _undisturbed(moto, job, _destroyed)
    # after the last call there is nothing left to be cut off
    cuts = whole.cuts[1:-1]
    every = max(1, len(cuts) // DESTRUCTION_CUTS)
    ended: dict[int, Snapshot] = {}

    for cut in cuts[::every]:
        job = _standing(moto, tree)
        moto.cut(cut)
        with pytest.raises(Failure):
            destroy(job, delete_data=True)
        moto.mend()
        destroy(job, delete_data=True)
        ended[cut] = snapshot(job.account)

    assert len(ended) >= DESTRUCTION_CUTS
    assert {cut for cut, stands in ended.items() if stands != whole.stands} == set()


def _standing(moto: MotoServer, tree: Tree) -> Job:
    _empty(moto, tree)
    job = moto_shop.job(tree, STAGE, CAPABILITY)
    deploy(job)
    return job
