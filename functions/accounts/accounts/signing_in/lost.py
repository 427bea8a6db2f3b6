"""Lost second factors: back in after a wait, in which the owner can say no.

What may be lost, and what then:
- *the password, a passkey*: a mailed code signs in; nothing is lost but convenience.
- *the authenticator*: a recovery code or a passkey stands in for it.
- *the authenticator, the recovery codes and the passkeys*: this module. Whoever reads the address's
  mail asks for it in the second step of signing in, after a mailed code; the second factors fall
  `recovery_days` later, when the same person signs in by a mailed code once more.
- *the mailbox*: a password or passkey signs in, and the address is changed by what is left
  (email_change.py), after a wait too.
- *the mailbox and everything else*: nobody can tell the owner from a thief, and nobody is let in.
  Orders can still be asked for at the shop by their number.

    none ──asked (mailed code)──▶ waiting ──recovery_days──▶ ready ──mailed code again──▶ done
     ▲ ▲                             │                        │ │
     │ └── paused, recovery_days ◀───┴──── stopped ───────────┘ │
     └──────────────────────────── recovery_days ───────────────┘

A thief in the mailbox alone has to wait where the owner can see it: it is said in a letter, and on
the account's pages in every browser that is signed in, each of which can stop it, as can the
letter's link. Signing in with a second factor stops it as well, because then none is lost. When it
was stopped none can be begun again for as long, so that persistence is no way in; the owner is not
locked out by that: who stopped it has a session, a second factor or the letter. What nobody came
back for in as many days again has lapsed: a letter that was overlooked leaves no door open. A
stolen session cannot begin one: that takes a mailed code. When it is done every session ends, and
the password falls with the second factors, since a thief may have set it.

The shop's people cannot: their second factor guards more than what is theirs. An owner takes them
out of the staff and invites them again (docs/security.md); the last owner is invited by whoever
holds the operator's key.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from shopkit import clock, ids
from shopkit.errors import Conflict, NotFound
from shopkit.settings import settings
from shopkit.table import Write

from accounts.signing_in import (
    challenges,
    entering,
    passkeys_table,
    security_table,
    sessions,
    stopping,
    telling,
)
from accounts.signing_in.asking import Asker
from accounts.signing_in.challenges import ChallengeOver
from accounts.signing_in.entering import Entered, Proof
from accounts.signing_in.security_table import Holder, Security
from accounts.staff import members

NONE, WAITING, READY, PAUSED = "none", "waiting", "ready", "paused"


class AskAnOwner(Conflict):
    code: ClassVar[str] = "ask_an_owner"
    title: ClassVar[str] = "An owner of the shop can invite you again"


class NotYet(Conflict):
    code: ClassVar[str] = "recovery_not_ready"
    title: ClassVar[str] = "The waiting time is not over"


@dataclass(frozen=True)
class Lost:
    """Where a recovery stands, and until when it does."""

    state: str
    until: datetime | None = None


def state_of(security: Security, now: datetime) -> Lost:
    if security.lost is not None:
        ready_at = clock.parse(security.lost["ready_at"])
        if now < ready_at + timedelta(days=settings().recovery_days):
            return Lost(READY if now >= ready_at else WAITING, ready_at)
    if security.paused_until is not None and clock.text(now) < security.paused_until:
        return Lost(PAUSED, clock.parse(security.paused_until))
    return Lost(NONE)


def begin(challenge_id: str, asker: Asker, now: datetime) -> Lost:
    """Begin to wait; where it was begun before, how it stands. Raises ChallengeOver, AskAnOwner."""
    holder = _by_mailed_code(challenge_id, asker, now)
    ready_at = now + timedelta(days=settings().recovery_days)
    token = ids.token()

    def decide(security: Security) -> tuple[Security, list[Write], Lost]:
        stands = state_of(security, now)
        if stands.state != NONE:
            return security, [], stands
        lost = {
            "ready_at": clock.text(ready_at),
            "asked_at": clock.text(now),
            "stop": ids.fingerprint(token),
        }
        told = telling.security_changed(
            holder.key,
            "recovery_started",
            entering.told_to(holder),
            now,
            device=asker.label,
            link=stopping.link("/account/recover/", holder.id, token),
            until=clock.text(ready_at),
        )
        return replace(security, lost=lost), [told], Lost(WAITING, ready_at)

    return security_table.change(holder.id, decide)


def finish(challenge_id: str, asker: Asker, now: datetime) -> Entered:
    """The second factors are off, and in; raises ChallengeOver, AskAnOwner or NotYet."""
    holder = _by_mailed_code(challenge_id, asker, now)
    challenge = challenges.read(challenge_id, (entering.SECOND,), asker.browser, now)
    lost_keys = passkeys_table.list_passkeys(holder.id)

    def spend(security: Security) -> tuple[Security, list[Write]]:
        if state_of(security, now).state != READY:
            raise NotYet("It can be stopped until then, by the letter's link or from any session")
        after, ended = sessions.without_all(security)
        after = replace(
            after,
            password=None,
            password_at=None,
            totp=None,
            totp_at=None,
            recovery_codes=(),
            lost=None,
            paused_until=None,
        )
        told = telling.security_changed(
            holder.key, "recovery_done", entering.told_to(holder), now, device=asker.label
        )
        removed = [passkeys_table.removed(holder.id, passkey.id) for passkey in lost_keys]
        return after, [*ended, *removed, told]

    ends = [challenges.used_up(challenge)]
    return entering.enter(holder, Proof("code"), asker, now, ends=ends, spend=spend)


def stop(account_id: str, now: datetime, token: str | None = None) -> None:
    """Stop it, from a session, or by the token of the letter's link; raises NotFound."""
    holder = security_table.holder(account_id)
    if holder is None:
        raise NotFound()

    def decide(security: Security) -> tuple[Security, list[Write], None]:
        lost = security.lost
        if lost is None or (token is not None and not stopping.is_right(lost["stop"], token)):
            raise NotFound("There is nothing to stop any more")
        until = clock.text(now + timedelta(days=settings().recovery_days))
        told = telling.security_changed(
            holder.key, "recovery_stopped", entering.told_to(holder), now
        )
        # whoever is in the second step of it just now is not let in
        after = replace(security, lost=None, paused_until=until, epoch=security.epoch + 1)
        return after, [told], None

    security_table.change(account_id, decide)


def _by_mailed_code(challenge_id: str, asker: Asker, now: datetime) -> Holder:
    challenge, holder = entering.second_step(challenge_id, asker, now)
    if challenge.data["how"] != "code":
        raise ChallengeOver("Sign in by a mailed code first")
    if members.read(holder.id) is not None:
        raise AskAnOwner()
    return holder
