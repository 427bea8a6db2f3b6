"""The second step: a code of the authenticator, or one of the recovery codes in its place."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime

from shopkit.table import Write

from accounts import accounts_table
from accounts.signing_in import (
    challenges,
    entering,
    guarding,
    recovery_codes,
    telling,
    totp,
)
from accounts.signing_in.asking import Asker
from accounts.signing_in.challenges import CodeWrong
from accounts.signing_in.entering import SECOND, Entered, Proof, Spend
from accounts.signing_in.security_table import Holder, Security

Judge = Callable[[Holder], Spend | None]


def answer_totp(challenge_id: str, code: str, asker: Asker, now: datetime) -> Entered:
    """Raises CodeWrong, ChallengeOver or TooManyRequests."""
    return _answer(challenge_id, asker, now, lambda holder: by_totp(holder, code, now))


def answer_recovery_code(challenge_id: str, code: str, asker: Asker, now: datetime) -> Entered:
    """As `answer_totp`; the code is used up, and the owner told."""
    return _answer(challenge_id, asker, now, lambda holder: by_recovery_code(holder, code, now))


def by_totp(holder: Holder, code: str, now: datetime) -> Spend | None:
    """What this code uses up; None when it is not right."""
    if holder.security.totp is None:
        return None
    secret = totp.opened(holder.security.totp, holder.keys)
    step = totp.step_of(secret, code, now, holder.security.totp_step)
    if step is None:
        return None

    def spend(security: Security) -> tuple[Security, list[Write]]:
        # another request may have taken the same code since it was judged
        if security.totp_step >= step:
            raise CodeWrong("This code was used already; wait for the next one")
        return replace(security, totp_step=step), []

    return spend


def by_recovery_code(holder: Holder, code: str, now: datetime) -> Spend | None:
    kept = recovery_codes.kept(holder.id, code)
    if kept not in holder.security.recovery_codes:
        return None

    def spend(security: Security) -> tuple[Security, list[Write]]:
        if kept not in security.recovery_codes:
            raise CodeWrong("This code was used already")
        left = tuple(one for one in security.recovery_codes if one != kept)
        person = asdict(accounts_table.opened(holder.account, holder.keys))
        told = telling.security_changed(holder.key, "recovery_code_used", person, now)
        return replace(security, recovery_codes=left), [told]

    return spend


def _answer(challenge_id: str, asker: Asker, now: datetime, judge: Judge) -> Entered:
    challenge, holder = entering.second_step(challenge_id, asker, now)
    tries = guarding.second_factor_tried(holder.id, holder.account.address, asker, now)
    challenge = challenges.tried(challenge_id, (SECOND,), asker.browser, now)
    spend = judge(holder)
    if spend is None:
        raise challenge.wrong()
    tries.give_back()
    proof = Proof(challenge.data["how"], strong=True)
    ends = [challenges.used_up(challenge)]
    return entering.enter(holder, proof, asker, now, ends=ends, spend=spend)
