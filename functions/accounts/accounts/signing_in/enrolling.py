"""Turning an authenticator on: a key is shown, and kept when its first code came back.

Until then the key waits in a challenge, sealed: of one session, good for as many tries as a code.
"""

from datetime import datetime

from shopkit import ids, table
from shopkit.sessions import Session

from accounts.signing_in import challenges, cookies, guarding, protecting, totp
from accounts.signing_in.asking import Asker
from accounts.signing_in.challenges import Challenge, ChallengeOver
from accounts.signing_in.entering import told_to
from accounts.signing_in.protecting import Changed
from accounts.signing_in.totp import Enrolment

KIND = "enrol"


def begin(session: Session, asker: Asker, now: datetime) -> tuple[Challenge, Enrolment, list[str]]:
    """A key for an authenticator, and the cookies of the challenge that keeps it meanwhile."""
    holder = protecting.holder_of(session)
    protecting.require_shown(holder.security, session)
    secret = totp.new_secret()
    browser = asker.browser or cookies.new_browser()
    data = {"session": session.id, "totp": totp.sealed(holder.key, secret)}
    challenge, opens = challenges.opened(
        KIND, browser, now, data=data, challenge_id=ids.new_id("chl", now)
    )
    table.transact([opens])
    email = told_to(holder)["email"]
    return challenge, totp.enrolment(secret, email), cookies.set_browser(browser)


def confirm(
    session: Session, challenge_id: str, code: str, asker: Asker, now: datetime
) -> tuple[Changed, list[str]]:
    """On, with recovery codes that are shown this once; raises CodeWrong, ChallengeOver."""
    holder = protecting.holder_of(session)
    tries = guarding.confirmed(holder.id, session.id, now)
    challenge = challenges.tried(challenge_id, (KIND,), asker.browser, now)
    if challenge.data["session"] != session.id:
        raise ChallengeOver()
    secret = totp.opened(challenge.data["totp"], holder.keys)
    step = totp.step_of(secret, code, now, after=0)
    if step is None:
        raise challenge.wrong()
    tries.give_back()
    try:
        return protecting.turn_totp_on(
            holder, session, challenge.data["totp"], step, challenges.used_up(challenge), asker, now
        )
    except table.Refused as refused:
        raise ChallengeOver() from refused
