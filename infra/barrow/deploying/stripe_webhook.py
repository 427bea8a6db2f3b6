"""Registers the shop's webhook endpoint at Stripe, and keeps what Stripe signs its calls with.

Stripe tells an endpoint's secret once, when it is made. So an endpoint of ours says in its metadata
which secret of the stage belongs to it; one that does not, because a run died between making it and
keeping its secret, is made anew. The old one goes only after that.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import stripe

from barrow.deploying import secrets
from barrow.deploying.account import Account
from barrow.deploying.stage import Stage
from barrow.failures import Failure

PATH = "/api/checkout/webhooks/stripe"
#: What checkout acts on (functions/checkout/checkout/webhooks.py).
EVENTS = (
    "charge.dispute.closed",
    "charge.dispute.created",
    "charge.dispute.funds_reinstated",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.updated",
    "checkout.session.async_payment_failed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.completed",
    "checkout.session.expired",
    "refund.created",
    "refund.failed",
    "refund.updated",
)
#: Stripe by its key, as the stage reaches it.
Connect = Callable[[str, Stage], stripe.StripeClient]

_STAGE, _ACCOUNT, _SECRET = "barrow_stage", "barrow_account", "barrow_secret"


class StripeRefused(Failure):
    """Stripe did not do what was asked: `reason` is its own, the text also says what to do."""

    def __init__(self, stage: Stage, error: stripe.StripeError) -> None:
        self.reason = reason = error.user_message or str(error)
        if isinstance(error, stripe.AuthenticationError | stripe.PermissionError):
            reason += f" Set the right key: barrow secrets set {secrets.STRIPE_KEY} --stage"
            reason += f" {stage.name}"
        super().__init__(f"Stripe: {reason}")


def connected(key: str, stage: Stage) -> stripe.StripeClient:
    """Stripe, or the stage's stand-in for it."""
    if stage.stripe_api_base:
        return stripe.StripeClient(
            key, max_network_retries=3, base_addresses={"api": stage.stripe_api_base}
        )
    return stripe.StripeClient(key, max_network_retries=3)


def register(
    account: Account, stage: Stage, site_url: str | None, connect: Connect = connected
) -> str:
    """See that Stripe calls this shop; answers what came of it. Raises StripeRefused."""
    key = secrets.read(account, stage, secrets.STRIPE_KEY)
    if key is None:
        return f"waits for {secrets.STRIPE_KEY}"
    if site_url is None:
        return "waits for the shop's address"
    client = connect(key, stage)
    url = f"{site_url}{PATH}"
    kept = secrets.read(account, stage, secrets.WEBHOOK_SECRET)
    try:
        endpoints = list(client.v1.webhook_endpoints.list({"limit": 100}).auto_paging_iter())
        others = [one for one in endpoints if one.url == url and _STAGE not in _metadata(one)]
        if others:
            return "an endpoint made by hand is kept" if kept else "waits for its signing secret"
        ours = [one for one in endpoints if _is_ours(one, account, stage)]
        right = [one for one in ours if one.url == url and _belongs(one, kept)]
        outcome = _refreshed(client, right[0]) if right else _made(client, account, stage, url)
        for one in ours:
            if one not in right[:1]:
                client.v1.webhook_endpoints.delete(one.id)
        return outcome
    except stripe.APIConnectionError as error:
        if kept is None:
            raise StripeRefused(stage, error) from error
        # a shop that is registered is not kept from a new version by Stripe's bad day
        return "Stripe cannot be reached; left as it is"
    except stripe.StripeError as error:
        raise StripeRefused(stage, error) from error


def remove(account: Account, stage: Stage, connect: Connect = connected) -> int:
    """Delete the stage's endpoints at Stripe; answers how many. Raises StripeRefused."""
    key = secrets.read(account, stage, secrets.STRIPE_KEY)
    if key is None:
        return 0
    client = connect(key, stage)
    try:
        endpoints = client.v1.webhook_endpoints.list({"limit": 100}).auto_paging_iter()
        ours = [one.id for one in endpoints if _is_ours(one, account, stage)]
        for endpoint in ours:
            client.v1.webhook_endpoints.delete(endpoint)
    except stripe.StripeError as error:
        raise StripeRefused(stage, error) from error
    return len(ours)


def _made(client: stripe.StripeClient, account: Account, stage: Stage, url: str) -> str:
    # the SDK's types know its version's and its events' names one by one
    whose = {_STAGE: stage.name, _ACCOUNT: account.id}
    wanted: Any = {
        "url": url,
        "enabled_events": list(EVENTS),
        "api_version": stripe.api_version,
        "description": f"Barrow, stage {stage.name}",
        "metadata": whose,
    }
    made = client.v1.webhook_endpoints.create(wanted)
    secret = str(made.secret)
    secrets.put(account, stage, secrets.WEBHOOK_SECRET, secret)
    known = whose | {_SECRET: _fingerprint(secret)}
    client.v1.webhook_endpoints.update(made.id, {"metadata": known})
    return "webhook registered"


def _refreshed(client: stripe.StripeClient, endpoint: Any) -> str:
    """The endpoint listens to what checkout acts on, and is switched on."""
    if set(endpoint.enabled_events) == set(EVENTS) and endpoint.status == "enabled":
        return "unchanged"
    wanted: Any = {"enabled_events": list(EVENTS), "disabled": False}
    client.v1.webhook_endpoints.update(endpoint.id, wanted)
    return "webhook brought up to date"


def _metadata(endpoint: Any) -> dict[str, str]:
    told: dict[str, str] = endpoint.metadata.to_dict()
    return told


def _is_ours(endpoint: Any, account: Account, stage: Stage) -> bool:
    """Whether it was made for this stage: one account at Stripe may serve several at AWS."""
    told = _metadata(endpoint)
    return (told.get(_STAGE), told.get(_ACCOUNT)) == (stage.name, account.id)


def _belongs(endpoint: Any, kept: str | None) -> bool:
    """Whether the secret that is kept is this endpoint's, and its facts are in our version."""
    told = _metadata(endpoint)
    if kept is None or told.get(_SECRET) != _fingerprint(kept):
        return False
    return endpoint.api_version in {None, stripe.api_version}


def _fingerprint(secret: str) -> str:
    """Enough to know the secret by, far too little to make it from."""
    return hashlib.sha256(secret.encode()).hexdigest()[:16]
