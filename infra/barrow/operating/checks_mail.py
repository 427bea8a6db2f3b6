"""Whether the shop's mails leave: SES out of its sandbox, and a sender that it trusts."""

from collections.abc import Iterator
from typing import Any

from barrow.operating.findings import Finding, Place, ok, problem, warning


def sending(place: Place) -> Iterator[Finding]:
    told = place.account.client("sesv2").get_account()
    if not told.get("SendingEnabled", False):
        do = "look at the SES console, Account dashboard, and answer AWS's case"
        yield problem("mail", "SES has paused sending for this account", do)
        return
    if told.get("EnforcementStatus", "HEALTHY") != "HEALTHY":
        do = "look at the SES console, Reputation metrics"
        yield problem("mail", f"SES has put the account on {told['EnforcementStatus'].lower()}", do)
        return
    a_day = round(told.get("SendQuota", {}).get("Max24HourSend", 0))
    if told.get("ProductionAccessEnabled"):
        yield ok("mail", f"out of the sandbox, {a_day:,} mails a day")
        return
    says = f"SES is in its sandbox: mails reach verified addresses alone, {a_day:,} a day"
    do = "ask for production access: SES console, Get set up; docs/deploying.md tells what to write"
    yield (problem if place.stage.protected else warning)("mail", says, do)


def sender(place: Place) -> Iterator[Finding]:
    """By the address itself or by its whole domain, which also signs (DKIM)."""
    address = place.stage.sender
    domain = address.rpartition("@")[2]
    found = {name: _identity(place, name) for name in (domain, address)}
    verified = [name for name, one in found.items() if one and one["VerifiedForSendingStatus"]]
    if not verified:
        asked = next((name for name, one in found.items() if one), None)
        do = (
            f"follow the link in AWS's mail to {address}, or set the records of {domain}"
            if asked
            else "run barrow deploy, which asks AWS to verify it"
        )
        yield problem("sender", f"{address} is not verified", do)
        return
    yield ok("sender", f"{address} is verified by {verified[0]}")
    signed = (found[verified[0]] or {}).get("DkimAttributes", {}).get("Status")
    if signed == "SUCCESS":
        yield ok("DKIM", f"mails are signed for {verified[0]}")
    else:
        do = f"verify the domain {domain} with SES and set its three CNAME records"
        says = "mails are not signed by your domain, and some will be taken for spam"
        yield warning("DKIM", says, do)


def _identity(place: Place, name: str) -> dict[str, Any] | None:
    ses = place.account.client("sesv2")
    try:
        found: dict[str, Any] = ses.get_email_identity(EmailIdentity=name)
    except ses.exceptions.NotFoundException:
        return None
    return found
