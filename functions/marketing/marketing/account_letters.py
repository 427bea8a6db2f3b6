"""Letters about an account: codes, what became of its security, its data, and its end."""

from collections.abc import Mapping

from shopkit.events import AccountLapsing, SecurityChanged, SignInCodeIssued

from marketing.readers import Reader
from marketing.words import Shop, Words, day, moment, one_line

#: By purpose of a code: the subject after the code, the heading, what to say of it.
CODES: Mapping[str, tuple[str, str, str]] = {
    "sign_in": (
        "is your code to sign in",
        "Your code to sign in",
        "Type it on the page where you asked for it.",
    ),
    "sign_up": (
        "is your code to open an account",
        "Your code to open an account",
        "Type it on the page where you asked for it, and the account is yours.",
    ),
    "no_account": (
        "is your code to open an account",
        "This address has no account yet",
        "Somebody, we hope you, wanted to sign in with this address. No account uses it. With this "
        "code you open one; if you have another address, try that one.",
    ),
    "has_account": (
        "is your code to sign in",
        "You have an account already",
        "Somebody, we hope you, wanted to open an account with this address. There is one already, "
        "and this code signs you in to it.",
    ),
    "recovery": (
        "is your code to get back in",
        "Your code to get back into your account",
        "Type it on the page where you asked for it.",
    ),
    "privacy": (
        "is your code to see or erase your data",
        "Your code to see or erase your data",
        "Type it on the page where you asked for it. It is about what you bought without signing "
        "in; what an account holds, you see and erase when you are signed in to it.",
    ),
    "confirm_old": (
        "is your code to change your e-mail address",
        "Is your account to have another address?",
        "Somebody who is signed in to your account wants it to use another e-mail address from now "
        "on. If that is you, type this code where you asked for the change.",
    ),
    "confirm_new": (
        "is your code to confirm this address",
        "Is this your e-mail address?",
        "An account is to use this address from now on. If that is yours, type this code where you "
        "asked for the change.",
    ),
    "reauthenticate": (
        "is your code to confirm that it is you",
        "Is it you?",
        "You are about to change something that matters. Type this code on that page to go on.",
    ),
}

#: For a purpose of a later version of accounts.
_CODE = ("is your code", "Your code", "Type it on the page where you asked for it.")

#: By what became of an account's security: the subject, and the sentence that tells it.
CHANGES: Mapping[str, tuple[str, str]] = {
    "password_set": ("Your password is set", "Your account has a new password."),
    "password_removed": (
        "Your password is gone",
        "Your account has no password any more; the other ways in still work.",
    ),
    "passkey_added": ("A passkey was added", "Your account can be opened with one more passkey."),
    "passkey_removed": ("A passkey was removed", "A passkey opens your account no longer."),
    "totp_on": (
        "The second step is on",
        "From now on signing in takes a code from your authenticator app as well.",
    ),
    "totp_off": (
        "The second step is off",
        "Signing in no longer takes a code from your authenticator app.",
    ),
    "recovery_codes_renewed": (
        "You have new recovery codes",
        "New recovery codes were made; those from before no longer work.",
    ),
    "recovery_code_used": (
        "A recovery code was used",
        "Somebody signed in with one of your recovery codes, which is used up now.",
    ),
    "recovery_started": (
        "Somebody wants to get into your account without its second step",
        "Somebody who has this mailbox says that the second step of signing in is lost, and asked "
        "to get in without it.",
    ),
    "recovery_stopped": (
        "Your account keeps its second step",
        "Getting in without the second step was stopped; everything is as it was.",
    ),
    "recovery_done": (
        "Your account's second step was taken off",
        "Somebody got in without the second step, after the time of waiting. It is off now, and "
        "every other session has ended.",
    ),
    "email_change_asked": (
        "Your account is to have another e-mail address",
        "Somebody asked that your account uses another e-mail address.",
    ),
    "email_change_stopped": (
        "Your account keeps its e-mail address",
        "The change of your e-mail address was stopped, and everybody was signed out.",
    ),
    "email_changed": (
        "Your account has another e-mail address",
        "Your account uses another e-mail address now.",
    ),
    "new_device": (
        "Somebody signed in with a new device",
        "Somebody signed in to your account with a device that it has not seen before.",
    ),
}
#: What following the link of a change does, where it has one.
STOPS: Mapping[str, str] = {
    "recovery_started": "nobody gets in without the second step",
    "email_change_asked": "it keeps the address that it has, and everybody is signed out of it",
    "email_changed": "it has this address again, and everybody is signed out of it",
}
_STOPS = "everything stays as it was"

#: For a code that a later version of accounts tells of.
_CHANGED = ("Your account's security was changed", "How your account is opened was changed.")


def code(fact: SignInCodeIssued, reader: Reader, shop: Shop) -> Words:
    """The code stands in the subject too: it works in the browser alone that asked for it."""
    subject, heading, told = CODES.get(fact.purpose, _CODE)
    digits = one_line(str(reader.private["code"]))
    words = {
        "heading": heading,
        "told": told,
        "code": digits,
        "minutes": reader.private["minutes"],
        "link": reader.private.get("link", ""),
        # who asks for these is in the account already: if it is not its holder, that is no mistake
        "is_inside": fact.purpose in {"confirm_old", "reauthenticate"},
        "security_url": f"{shop.url}/account/security/",
    }
    return Words(f"{digits} {subject} at {one_line(shop.name)}", words)


def security_changed(fact: SecurityChanged, reader: Reader, shop: Shop) -> Words:
    subject, told = CHANGES.get(fact.what, _CHANGED)
    until = reader.private.get("until", "")
    words = {
        "name": one_line(reader.name),
        "heading": subject,
        "told": told,
        "at": moment(fact.at),
        "device": one_line(reader.private.get("device", "")),
        "link": reader.private.get("link", ""),
        "stops": STOPS.get(fact.what, _STOPS),
        "until": day(until) if until else "",
        "security_url": f"{shop.url}/account/security/",
    }
    return Words(f"{subject}: {one_line(shop.name)}", words)


def invitation(reader: Reader, shop: Shop) -> Words:
    until = reader.private.get("until", "")
    words = {
        "invited_by": one_line(reader.private.get("invited_by", "")),
        "roles": [one_line(role) for role in reader.private["roles"]],
        "link": reader.private["link"],
        "until": day(until) if until else "",
    }
    return Words(f"You are invited to work at {one_line(shop.name)}", words)


def export_ready(reader: Reader, shop: Shop) -> Words:
    words = {
        "name": one_line(reader.name),
        "link": reader.private["link"],
        "until": day(reader.private["until"]),
    }
    return Words(f"Your data from {one_line(shop.name)} are ready", words)


def farewell(reader: Reader, shop: Shop) -> Words:
    words = {
        "name": one_line(reader.name),
        "cancelled": reader.private["cancelled"],
        "kept": reader.private["kept"],
    }
    return Words(f"We are erasing your data at {one_line(shop.name)}", words)


def lapsing(fact: AccountLapsing, reader: Reader, shop: Shop) -> Words:
    words = {
        "name": one_line(reader.name),
        "until": day(fact.until),
        "sign_in_url": f"{shop.url}/account/sign-in/",
    }
    return Words(f"Do you still want your account at {one_line(shop.name)}?", words)
