"""Who has no account shows by a code that an address is theirs: then they may have its data copied,
or erased, as who is signed in may.

It is about what was done with the address without signing in. Who has an account with it signs
in for that account; the letter tells everybody the same, and so does the answer.
"""

from datetime import datetime

from shopkit import ids, people, table
from shopkit.table import Refused

from accounts.privacy import persons
from accounts.privacy.persons import Person
from accounts.signing_in import address_keys, challenges, codes, cookies, guarding, telling
from accounts.signing_in.asking import Asker
from accounts.signing_in.challenges import Challenge, ChallengeOver
from accounts.signing_in.codes import MAILED, Asked
from accounts.signing_in.telling import Letter

KIND = PURPOSE = "privacy"
PAGE = "/account/privacy/"


def ask(email: str, asker: Asker, now: datetime) -> Asked:
    """Mail a code to `email`; raises TooManyRequests."""
    subject = people.address_subject(email)
    guarding.code_asked(subject, asker, now)
    browser = asker.browser or cookies.new_browser()
    challenge = _opened(email, subject, browser, now) or _opened(email, subject, browser, now)
    if challenge is None:
        raise ChallengeOver()
    return Asked(challenge, cookies.set_browser(browser))


def proven(challenge_id: str, code: str, asker: Asker, now: datetime) -> Person:
    """Whose address it is, by the code, which is used up by it; raises CodeWrong, ChallengeOver or
    TooManyRequests.
    """
    challenge = codes.answered(KIND, challenge_id, code, asker, now)
    try:
        table.write(challenges.used_up(challenge))
    except Refused as refused:
        raise ChallengeOver() from refused
    return persons.of_guest(people.open_(challenge.data["private"], _about(challenge.id)))


def _opened(email: str, subject: str, browser: str, now: datetime) -> Challenge | None:
    """None where the address's key came or went at the same moment."""
    key, key_write = address_keys.kept(people.keys_of([subject]).get(subject), subject, now)
    challenge_id, code = ids.new_id("chl", now), challenges.new_code()
    private = people.seal(key, email, _about(challenge_id))
    challenge, opens = challenges.opened(
        KIND,
        browser,
        now,
        codes={MAILED: code},
        data={"subject": subject, "private": private},
        challenge_id=challenge_id,
    )
    letter = Letter(PURPOSE, email, code, PAGE)
    try:
        table.transact([opens, key_write, telling.code_issued(challenge_id, letter, key, now)])
    except Refused as refused:
        if not people.OVERTAKEN & set(refused.failed):
            raise
        return None
    return challenge


def _about(challenge_id: str) -> str:
    return f"challenge:{challenge_id}"
