"""Signing in, signing up and recovering by a code that is mailed: one way, whoever asks.

What is answered, what is read and what is written is the same whether the address has an account
or not; which of the two it was, only the letter says, and only the address's owner reads it:

    asked for    the address has an account           it has none
    sign_in      sign_in                              no_account: the code opens one
    sign_up      has_account: the code signs in       sign_up
    recovery     recovery                             no_account
"""

from dataclasses import dataclass
from datetime import datetime

from shopkit import ids, people, table
from shopkit.people import Key
from shopkit.table import Refused, Write

from accounts.accounts_table import accounts_table, email_key
from accounts.signing_in import (
    address_keys,
    challenges,
    cookies,
    entering,
    guarding,
    opening,
    security_table,
    telling,
)
from accounts.signing_in.asking import Asker
from accounts.signing_in.challenges import Challenge, ChallengeOver
from accounts.signing_in.entering import Entered, Proof, SecondStep
from accounts.signing_in.limits import Tries
from accounts.signing_in.telling import Letter

KIND = "enter"
MAILED = "mailed"

LETTERS = {
    "sign_in": ("sign_in", "no_account", "/account/sign-in/"),
    "sign_up": ("has_account", "sign_up", "/account/sign-up/"),
    "recovery": ("recovery", "no_account", "/account/recover/"),
}


@dataclass(frozen=True)
class Asked:
    """A code was asked for: whether it was sent, and why, is not in here."""

    challenge: Challenge
    cookies: list[str]


def ask(  # noqa: PLR0913
    what: str, email: str, asker: Asker, now: datetime, *, name: str = "", language: str = ""
) -> Asked:
    """Mail a code to `email`; `what` is sign_in, sign_up or recovery. Raises TooManyRequests."""
    subject = people.address_subject(email)
    tries = guarding.code_asked(subject, asker, now)
    browser = asker.browser or cookies.new_browser()
    with_account, without, path = LETTERS[what]
    for _ in range(2):
        has_account, key, key_write = _address(subject, now)
        challenge_id = ids.new_id("chl", now)
        code = challenges.new_code()
        private = {"email": email, "name": name, "language": language}
        challenge, opens = challenges.opened(
            KIND,
            browser,
            now,
            codes={MAILED: code},
            data={
                "subject": subject,
                "private": people.seal(key, private, f"challenge:{challenge_id}"),
                "counters": list(tries.counters),
                "counted_at": tries.at,
            },
            challenge_id=challenge_id,
        )
        letter = Letter(with_account if has_account else without, email, code, path, language)
        try:
            table.transact([opens, key_write, telling.code_issued(challenge_id, letter, key, now)])
        except Refused as refused:
            # another browser's request made the address's key at this moment, or it was erased
            if not people.OVERTAKEN & set(refused.failed):
                raise
            continue
        break
    return Asked(challenge, cookies.set_browser(browser))


def answer(challenge_id: str, code: str, asker: Asker, now: datetime) -> Entered | SecondStep:
    """In, by the code that was mailed; raises CodeWrong, ChallengeOver or TooManyRequests."""
    challenge = answered(KIND, challenge_id, code, asker, now)
    # what was asked for was read: neither was meant to annoy
    Tries(tuple(challenge.data["counters"]), challenge.data["counted_at"]).give_back()
    private = people.open_(challenge.data["private"], f"challenge:{challenge.id}")
    account, is_new = opening.found_or_opened(
        private["email"], now, private["name"], private["language"]
    )
    holder = security_table.holder(account.id)
    if holder is None:
        raise ChallengeOver()
    ends = [challenges.used_up(challenge)]
    return entering.proceed(holder, Proof("code"), asker, now, ends=ends, opened=is_new)


def answered(kind: str, challenge_id: str, code: str, asker: Asker, now: datetime) -> Challenge:
    """The challenge, by its mailed code from the browser that asked for it; it is not used up yet.

    Its `data` names the `subject` that tries are counted for. Raises CodeWrong, ChallengeOver or
    TooManyRequests.
    """
    challenge = challenges.read(challenge_id, (kind,), asker.browser, now)
    tries = guarding.code_tried(challenge.data["subject"], asker, now)
    challenge = challenges.tried(challenge_id, (kind,), asker.browser, now)
    if not challenge.is_right(MAILED, code, asker.browser or ""):
        raise challenge.wrong()
    tries.give_back()
    return challenge


def _address(subject: str, now: datetime) -> tuple[bool, Key, Write]:
    """Whether an account has the address, and the address's key with what keeps it standing.

    One read, and one action in the transaction, whether there is a key already or not: a first
    letter to an address must not take longer than a second.
    """
    own, keys = accounts_table(), people.table_name()
    place = people.read_request([subject])
    found = table.get_many({own: [email_key(subject)], keys: place}, fields={keys: people.FIELDS})
    known = people.of_items(found[keys]).get(subject)
    return bool(found[own]), *address_keys.kept(known, subject, now)
