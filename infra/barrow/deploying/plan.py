"""What a deployment would do, found out without doing any of it.

Stacks are compared by their template and parameters, and where these differ by a change set that is
deleted again; apps by what stands and by the digest of what was deployed last.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from barrow.deploying import apps, chalice_run, parts, secrets, stacks
from barrow.deploying import deploy as deploying
from barrow.deploying.account import failures
from barrow.deploying.apps import Setting
from barrow.deploying.job import Job
from barrow.deploying.stack import Stack

_SHOWN = 30


@dataclass(frozen=True)
class Intent:
    """One step: what it would do in short, and line by line."""

    step: str
    short: str
    lines: tuple[str, ...] = ()


def plan(job: Job) -> tuple[Intent, ...]:
    """What `deploy` would do now, in its order. Raises Failure."""
    with failures():
        return tuple(_intents(job))


def told(intents: tuple[Intent, ...]) -> RenderableType:
    lines: list[Text] = []
    for intent in intents:
        lines.append(Text.assemble((f"{intent.step:14}", "bold"), intent.short))
        lines += [Text(f"{'':14}{line}", "dim") for line in intent.lines[:_SHOWN]]
        if len(intent.lines) > _SHOWN:
            lines.append(Text(f"{'':14}and {len(intent.lines) - _SHOWN} more", "dim"))
    lines.append(Text("nothing was changed"))
    return Group(*lines)


def _intents(job: Job) -> Iterator[Intent]:
    stage, account = job.stage, job.account
    address = deploying.site_url(job)
    if stage.firewall:
        yield _of_stack(job, parts.firewall(job.tree, stage), parts.FIREWALL)
    sender = parts.sender(account, stage)
    foundation = parts.foundation(job.tree, stage, account, sender, address or "")
    yield _of_stack(job, foundation, parts.FOUNDATION)
    missing = secrets.missing(account, stage)
    made = [name for name in missing if name not in secrets.GIVEN]
    yield Intent("secrets", f"make {', '.join(made)}" if made else "unchanged")
    yield _of_stripe(missing, address)
    setting = deploying.setting(job, address)
    with tempfile.TemporaryDirectory(prefix="barrow-plan-") as scratch:
        for capability in job.chosen():
            yield _of_app(job, setting, capability, Path(scratch) / capability)
    yield _of_edge(job)
    found = deploying.distribution(job)
    yield _of_stack(job, parts.alarms(job.tree, stage, found), parts.ALARMS)
    standing = stacks.state(account, stage.stack(parts.FIREWALL), parts.GLOBAL)
    if not stage.firewall and standing is not None:
        yield Intent(parts.FIREWALL, "remove")
    if job.choice.publish:
        yield Intent("pages", "publish what is not current")


def _of_stack(job: Job, stack: Stack, step: str) -> Intent:
    lines = stacks.planned(job.account, stack, job.pause)
    is_new = stacks.state(job.account, stack.name, stack.region) is None
    return Intent(step, "make" if lines and is_new else "change" if lines else "unchanged", lines)


def _of_stripe(missing: tuple[str, ...], address: str | None) -> Intent:
    if secrets.STRIPE_KEY in missing:
        return Intent("Stripe", f"wait for {secrets.STRIPE_KEY}")
    if secrets.WEBHOOK_SECRET in missing:
        return Intent(
            "Stripe", f"register the webhook{'' if address else ' once there is an address'}"
        )
    return Intent("Stripe", "see that the webhook is as it should be")


def _of_app(job: Job, setting: Setting, capability: str, scratch: Path) -> Intent:
    if not setting.foundation:
        return Intent(capability, "make")
    made = apps.prepared(job, setting, capability, scratch)
    found = chalice_run.planned(
        capability, job.stage, job.account, folder=made.folder, digest=made.digest
    )
    if not found.changed:
        return Intent(capability, "deploy again, as told" if job.choice.force else "unchanged")
    lines = [f"add {one}" for one in found.added] + [f"remove {one}" for one in found.swept]
    return Intent(capability, "change", tuple(lines))


def _of_edge(job: Job) -> Intent:
    apis = deploying.apis(job)
    missing = sorted(set(job.tree.capabilities()) - set(apis))
    if missing:
        return Intent(parts.EDGE, f"make, once there are {', '.join(missing)}")
    acl = deploying.firewall_arn(job)
    return _of_stack(job, deploying.edge_to_be(job, apis, acl), parts.EDGE)
