"""Which counters a try is counted on, by what is tried: limits.py says how, and why."""

from datetime import datetime

from accounts.signing_in import devices, limits
from accounts.signing_in.asking import Asker
from accounts.signing_in.limits import Counter, Tries


def password_tried(subject: str, password: str, asker: Asker, now: datetime) -> Tries:
    nonce = devices.known(asker.device, subject)
    if nonce is not None:
        return limits.take(now, Counter("password", f"device:{nonce}", limits.GUESSES))
    return limits.take(
        now,
        Counter("password", f"address:{subject}", limits.GUESSES),
        Counter("password-network", asker.network, limits.GUESSES_OF_A_NETWORK),
        Counter("password-guess", limits.guess_of(password), limits.GUESSES),
    )


def code_tried(subject: str, asker: Asker, now: datetime) -> Tries:
    nonce = devices.known(asker.device, subject)
    if nonce is not None:
        return limits.take(now, Counter("code", f"device:{nonce}", limits.GUESSES))
    return limits.take(
        now,
        Counter("code", f"address:{subject}", limits.GUESSES),
        Counter("code-network", asker.network, limits.GUESSES_OF_A_NETWORK),
    )


def code_asked(subject: str, asker: Asker, now: datetime) -> Tries:
    nonce = devices.known(asker.device, subject)
    who = f"device:{nonce}" if nonce else f"{subject}:{asker.network}"
    counters = [
        Counter("mail", who, limits.CODES_TO_AN_ADDRESS),
        Counter("mails", subject, limits.CODES_TO_AN_ADDRESS_IN_ALL),
    ]
    if nonce is None:
        counters.append(Counter("mails-network", asker.network, limits.CODES_FROM_A_NETWORK))
    return limits.take(now, *counters)


def second_factor_tried(account_id: str, subject: str, asker: Asker, now: datetime) -> Tries:
    """`subject` is the account's address: its owner's browser is known by that."""
    nonce = devices.known(asker.device, subject)
    who = f"device:{nonce}" if nonce else account_id
    return limits.take(now, Counter("second", who, limits.GUESSES))


def confirmed(account_id: str, session_id: str, now: datetime) -> Tries:
    """Somebody who is signed in says who they are once more."""
    return limits.take(now, Counter("confirm", f"{account_id}:{session_id}", limits.GUESSES))
