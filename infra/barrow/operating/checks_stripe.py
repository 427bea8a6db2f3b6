"""Stripe: keys that it takes, of the right mode, and a webhook that tells of every payment."""

from collections.abc import Iterator

from barrow.deploying import parts, secrets, stacks
from barrow.deploying.stripe_webhook import EVENTS, PATH, StripeRefused
from barrow.operating.findings import Finding, Place, ok, problem, warning

_SET = "barrow secrets set {} --stage {}"


def stripe(place: Place) -> Iterator[Finding]:
    stage = place.stage
    key = secrets.read(place.account, stage, secrets.STRIPE_KEY)
    if not key:
        do = f"{_SET.format(secrets.STRIPE_KEY, stage.name)}, then barrow deploy"
        yield problem("Stripe", "there is no key: nothing can be paid", do)
        return
    account = place.stripe(key, stage)
    try:
        live, endpoints = account.is_live(), account.webhooks()
    except StripeRefused as refused:
        do = f"make a new key at Stripe and {_SET.format(secrets.STRIPE_KEY, stage.name)}"
        yield problem("Stripe", f"Stripe does not take the key: {refused.reason}", do)
        return
    if live:
        yield ok("Stripe", "live mode: money is real")
    else:
        do = f"for real buyers: {_SET.format(secrets.STRIPE_KEY, stage.name)}, with the live key"
        says = "test mode: test cards pay, real ones are refused"
        yield warning("Stripe", says, do) if stage.protected else ok("Stripe", says)
    yield from _webhook(place, endpoints)


def _webhook(place: Place, endpoints: list[dict[str, object]]) -> Iterator[Finding]:
    stage = place.stage
    edge = stacks.outputs(place.account, stage.stack(parts.EDGE))
    address = parts.site_url(stage, edge)
    if not address:
        yield warning("webhook", "the shop has no address yet", "run barrow deploy")
        return
    url = f"{address}{PATH}"
    own = next((one for one in endpoints if one["url"] == url), None)
    if own is None:
        yield problem("webhook", f"Stripe does not know {url}", "run barrow deploy")
        return
    heard = own["enabled_events"]
    missing = [] if "*" in _names(heard) else sorted(set(EVENTS) - _names(heard))
    if own["status"] != "enabled":
        do = "enable it at Stripe (Developers, Webhooks)"
        yield problem("webhook", "Stripe has switched it off", do)
    elif missing:
        yield problem("webhook", f"it does not hear {', '.join(missing)}", "run barrow deploy")
    elif not secrets.read(place.account, stage, secrets.WEBHOOK_SECRET):
        do = _SET.format(secrets.WEBHOOK_SECRET, stage.name)
        yield problem("webhook", "its signing secret is missing: every event is refused", do)
    else:
        yield ok("webhook", f"{url} hears {len(EVENTS)} kinds of events")


def _names(heard: object) -> frozenset[str]:
    return frozenset(map(str, heard)) if isinstance(heard, list) else frozenset()
