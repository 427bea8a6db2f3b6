"""Takes a stage away: alarms, edge, firewall, apps, and with its data everything else.

Without its data the foundation stays as it is. It costs nothing but what it stores, no name has to
be found again, and the next deployment stands on it. What is deleted is found by name, not by a
record, so that a run that died is simply run again.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from barrow.deploying import chalice_run, keys, parts, secrets, stacks, stored, stripe_webhook
from barrow.deploying.account import failures
from barrow.deploying.deploy import away
from barrow.deploying.job import Job
from barrow.failures import Failure


class Refused(Failure):
    """The stage is protected."""


@dataclass(frozen=True)
class Going:
    """What a destruction would take, and what it would leave; `tables` and `buckets` by name."""

    stage: str
    tables: tuple[str, ...]
    buckets: tuple[str, ...]
    delete_data: bool

    def sentences(self) -> Iterator[str]:
        yield f"The shop {self.stage} closes: its functions, APIs, site and alarms go."
        names = ", ".join(self.tables + self.buckets)
        if not names:
            yield "It has no data."
        elif self.delete_data:
            yield f"All its data goes with it, for good, its orders as well: {names}"
            yield f"So do its secrets, its logs and, in {keys.DAYS_TO_THINK} days, its key in KMS."
            yield "The address that mails come from stays known to SES."
        else:
            yield f"Its data stays, with its queues and secrets: {names}"


def going(job: Job, *, delete_data: bool) -> Going:
    """What `destroy` would take. Raises Refused for the data of a protected stage."""
    stage = job.stage
    if delete_data and stage.protected:
        raise Refused(
            f"the stage {stage.name} is protected: write protected = false into"
            f" infra/stages/{stage.name}.toml first, and barrow deploy --stage {stage.name}"
        )
    with failures():
        tables = stored.tables(job.account, stage)
        buckets = stored.buckets(job.account, stage)
    return Going(stage.name, tables, buckets, delete_data)


def destroy(job: Job, *, delete_data: bool) -> None:
    """Raises Failure; run again, it goes on."""
    going(job, delete_data=delete_data)
    with failures():
        _destroyed(job, delete_data=delete_data)


def _destroyed(job: Job, *, delete_data: bool) -> None:
    away(job, parts.ALARMS)
    away(job, parts.EDGE)
    away(job, parts.FIREWALL, parts.GLOBAL)
    with job.watch.step("Stripe") as step:
        gone = stripe_webhook.remove(job.account, job.stage)
        step.end("webhook removed" if gone else "nothing there")
    # one after another: API Gateway lets an account delete one API in thirty seconds
    for capability in job.tree.capabilities():
        _away_with_app(job, capability)
    if delete_data:
        _away_with_data(job)


def _away_with_app(job: Job, capability: str) -> None:
    with job.watch.step(capability) as step, tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / capability
        shutil.copytree(
            job.tree.app(capability) / ".chalice",
            folder / ".chalice",
            ignore=shutil.ignore_patterns("deployed", "deployments"),
        )
        gone = chalice_run.delete(capability, job.stage, job.account, folder=folder, say=step.note)
        step.end("removed" if gone else "nothing there")


def _away_with_data(job: Job) -> None:
    account, stage = job.account, job.stage
    with job.watch.step(parts.FOUNDATION) as step:
        gone = stacks.delete(account, stage.stack(parts.FOUNDATION), step.note, job.pause)
        step.end("removed" if gone else "nothing there")
    with job.watch.step("tables") as step:
        names = stored.tables(account, stage)
        for name in names:
            step.note(name)
            stored.delete_table(account, name)
        step.end(f"{len(names)} removed")
    with job.watch.step("buckets") as step:
        buckets = stored.buckets(account, stage)
        for name in buckets:
            step.note(name)
            stored.delete_bucket(account, name, step.note)
        step.end(f"{len(buckets)} removed")
    with job.watch.step("key") as step:
        gone = keys.give_up(account, stage)
        step.end(f"KMS deletes it in {keys.DAYS_TO_THINK} days" if gone else "nothing there")
    with job.watch.step("secrets") as step:
        step.end(f"{secrets.forget(account, stage)} removed")
