"""A stage, from nothing or from whatever stands.

    firewall ─┐
              ├─ foundation → secrets → Stripe → apps → edge ─┬─ alarms → pages
              └───────────── again, once ←────────────────────┘

Without a domain of its own the shop's address is CloudFront's, which nobody knows before the edge
stands, while the edge wants the apps' addresses. So there is a pass with a placeholder, and one
more with the address that came of it. With a domain, and on every later deployment, there is one;
but where EDGE_KEY was renewed, the apps are told at last to forget the old one (edge_key.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from barrow.deploying import (
    apps,
    chalice_standing,
    edge_key,
    left_to_do,
    pages,
    parts,
    secrets,
    stacks,
    streams,
    stripe_webhook,
)
from barrow.deploying.account import failures
from barrow.deploying.apps import Setting
from barrow.deploying.job import Job
from barrow.deploying.stack import Stack


@dataclass(frozen=True)
class Deployed:
    """`site_url` is None while the edge does not stand; `changed` tells it of each app."""

    site_url: str | None
    changed: dict[str, bool]
    left_to_do: tuple[str, ...]


def deploy(job: Job) -> Deployed:
    """Make the stage stand as this code has it. Raises Failure; run again, it goes on."""
    job.chosen()
    with failures():
        return _deployed(job)


def _deployed(job: Job) -> Deployed:
    if job.stage.firewall:
        _apply(job, lambda: parts.firewall(job.tree, job.stage), parts.FIREWALL)
    acl = firewall_arn(job)
    address = site_url(job)
    told, changed = _pass(job, address, acl, "")
    found = site_url(job)
    again = ""
    if found != address:
        again = ", with the address"
    elif setting(job, found).edge != told.edge:
        again = ", without the old key"
    if again:
        for capability, is_changed in _pass(job, found, acl, again)[1].items():
            changed[capability] = is_changed or changed[capability]
    if not job.stage.firewall:
        away(job, parts.FIREWALL, parts.GLOBAL)
    if not distribution(job):
        # a domain is known before anything answers at it
        found = None
    if found:
        _apply(job, lambda: parts.alarms(job.tree, job.stage, distribution(job)), parts.ALARMS)
        if job.choice.publish:
            pages.publish(job)
    return Deployed(found, changed, left_to_do.told(job, found))


def site_url(job: Job) -> str | None:
    """The shop's origin, from what stands."""
    return parts.site_url(job.stage, stacks.outputs(job.account, job.stage.stack(parts.EDGE)))


def distribution(job: Job) -> str:
    """The id of the site's distribution, or nothing while the edge does not stand."""
    return stacks.outputs(job.account, job.stage.stack(parts.EDGE)).get("DistributionId", "")


def setting(job: Job, address: str | None) -> Setting:
    """What the apps are told, from what stands; an origin that nobody has until there is one."""
    outputs = stacks.outputs(job.account, job.stage.stack(parts.FOUNDATION))
    edge = stacks.outputs(job.account, job.stage.stack(parts.EDGE))
    return Setting(
        foundation=streams.current(job.account, job.stage, outputs),
        site_url=address or f"https://{job.stage.name}.invalid",
        secrets=secrets.digest(job.account, job.stage),
        edge=edge_key.believed(job.account, job.stage, edge),
    )


def edge_to_be(job: Job, apis: Mapping[str, str], acl: str) -> Stack:
    """The edge before these APIs, showing them what they all know."""
    stands = stacks.outputs(job.account, job.stage.stack(parts.EDGE))
    every_app = set(job.chosen()) == set(job.tree.capabilities())
    key = edge_key.to_show(job.account, job.stage, stands, every_app=every_app)
    return parts.edge(job.tree, job.stage, job.account, apis, acl, key)


def apis(job: Job) -> dict[str, str]:
    """The id of each capability's REST API; those that do not stand are missing."""
    found = {
        one: chalice_standing.rest_api_id(one, job.stage, job.account)
        for one in job.tree.capabilities()
    }
    return {capability: api for capability, api in found.items() if api}


def _pass(job: Job, address: str | None, acl: str, again: str) -> tuple[Setting, dict[str, bool]]:
    """What the apps were told, and which of them it changed."""

    def foundation() -> Stack:
        sender = parts.sender(job.account, job.stage)
        return parts.foundation(job.tree, job.stage, job.account, sender, address or "")

    _apply(job, foundation, f"{parts.FOUNDATION}{again}")
    stacks.protect(job.account, job.stage.stack(parts.FOUNDATION), on=job.stage.protected)
    with job.watch.step(f"secrets{again}") as step:
        made = secrets.make(job.account, job.stage)
        step.end(f"made {', '.join(made)}" if made else "unchanged")
    with job.watch.step(f"Stripe{again}") as step:
        step.end(stripe_webhook.register(job.account, job.stage, address))
    told = setting(job, address)
    changed = apps.deploy(job, told, again)
    stand = apis(job)
    missing = sorted(set(job.tree.capabilities()) - set(stand))
    if missing:
        with job.watch.step(f"{parts.EDGE}{again}") as step:
            step.end(f"waits for {', '.join(missing)}")
    else:
        edge = edge_to_be(job, stand, acl)
        _apply(job, lambda: edge, f"{parts.EDGE}{again}")
    return told, changed


def firewall_arn(job: Job) -> str:
    """What stands before the shop, or nothing where the stage has no firewall."""
    if not job.stage.firewall:
        return ""
    name = job.stage.stack(parts.FIREWALL)
    return stacks.outputs(job.account, name, parts.GLOBAL).get("WebAclArn", "")


def _apply(job: Job, wanted: Callable[[], Stack], name: str) -> None:
    with job.watch.step(name) as step:
        stack = wanted()
        is_new = stacks.state(job.account, stack.name, stack.region) is None
        changed = stacks.apply(job.account, stack, step.note, job.pause)
        step.end("made" if changed and is_new else "changed" if changed else "unchanged")


def away(job: Job, part: str, region: str | None = None) -> None:
    """Delete a stack of the stage, where it stands."""
    if stacks.state(job.account, job.stage.stack(part), region) is not None:
        with job.watch.step(part) as step:
            stacks.delete(job.account, job.stage.stack(part), step.note, job.pause, region=region)
            step.end("removed")
