"""What only a person can do before the shop sells: told at the end of each deployment."""

import socket
from collections.abc import Iterator

from botocore.exceptions import ClientError

from barrow.deploying import parts, secrets, stacks
from barrow.deploying.job import Job


def told(job: Job, site_url: str | None) -> tuple[str, ...]:
    """Sentences that say what to do; none when the shop can sell."""
    return tuple(_told(job, site_url))


def _told(job: Job, site_url: str | None) -> Iterator[str]:
    stage = job.stage
    if site_url is None:
        yield f"the shop has no address yet: barrow deploy --stage {stage.name} makes the rest"
        return
    there = secrets.versions(job.account, stage)
    if secrets.STRIPE_KEY not in there:
        yield (
            f"Stripe is not connected: barrow secrets set {secrets.STRIPE_KEY} --stage"
            f" {stage.name}, then barrow deploy --stage {stage.name}, which registers the webhook"
        )
    elif secrets.WEBHOOK_SECRET not in there:
        yield (
            f"an endpoint at Stripe that barrow did not make leads to this shop: barrow secrets set"
            f" {secrets.WEBHOOK_SECRET} --stage {stage.name} with its signing secret, or delete it"
            f" in Stripe's dashboard and deploy again"
        )
    if stage.domain and not _resolves(stage.domain):
        edge = stacks.outputs(job.account, stage.stack(parts.EDGE))
        yield (
            f"nothing is found at {stage.domain}: let it lead to {edge['SiteDomain']}, by a CNAME"
            " record, or an ALIAS where the name is the whole domain"
        )
    yield from _mail(job)


def _resolves(domain: str) -> bool:
    try:
        socket.getaddrinfo(domain, 443)
    except OSError:
        return False
    return True


def _mail(job: Job) -> Iterator[str]:
    ses = job.account.client("sesv2")
    try:
        identity = ses.get_email_identity(EmailIdentity=job.stage.sender)
    except ClientError:
        # the domain is known to SES, and not the address
        return
    if not identity.get("VerifiedForSendingStatus"):
        yield (
            f"SES may not send from {job.stage.sender} yet: open the link in the letter that it"
            " sent there"
        )
