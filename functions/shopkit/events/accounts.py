"""What accounts tells of an account, and how it is signed in to."""

from shopkit.events.fact import Fact
from shopkit.personal import Personal


class SignInCodeIssued(Fact):
    """Somebody is to have a code by mail. `purpose` is the letter: sign_in, sign_up, has_account (a
    sign-up with an address that has an account), no_account (a sign-in with one that has none),
    recovery, confirm_old, confirm_new, reauthenticate, privacy (who bought without an account asks
    for their data). `private` holds e-mail, code, minutes that it is good for, link and language.
    """

    source = "accounts"
    challenge_id: str
    purpose: str
    private: Personal[str]


class AccountOpened(Fact):
    """Somebody showed that an address is theirs, and has an account now."""

    source = "accounts"
    account_id: str


class EmailChanged(Fact):
    """An account's confirmed address is another."""

    source = "accounts"
    account_id: str


class SecurityChanged(Fact):
    """How an account is signed in to has changed, or is about to: its owner is told, by the address
    in `private`, which may be the former one. `private` holds e-mail, name, language, the browser
    that did it, a link that stops it and until when ("" where there is none).
    """

    source = "accounts"
    account_id: str
    what: str
    private: Personal[str]
