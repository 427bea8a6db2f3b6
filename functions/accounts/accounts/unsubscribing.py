"""The page behind a letter's link: it ends the letters, for whoever holds it, and tells nobody
whose they were.

Opening it changes nothing, since mail servers open links to look them over; its button does, and so
does the one click of a mail program (RFC 8058 §3.2), which sends the same without the page. What it
answers is the same for an account, an address, and somebody who was erased meanwhile.
"""

from datetime import datetime
from http import HTTPStatus

from shopkit import unsubscribing
from shopkit.html_answers import unlisted
from shopkit.routes import Headers, Html

from accounts.profile import letters_wanted

PATH = "/api/accounts/unsubscribe"
# the address holds the token: no other page is told it, of the shop's own either, whose logs keep
# where readers came from. The form needs no Origin, since a mail program's click has none
_PRIVATE: Headers = {"Referrer-Policy": "no-referrer"}


def shown(token: str) -> Html:
    return _page("asked" if unsubscribing.subject_of(token) else "unknown", token)


def withdraw(token: str, now: datetime) -> Html:
    subject = unsubscribing.subject_of(token)
    if subject is None:
        return _page("unknown", token)
    letters_wanted.withdraw(subject, now)
    return _page("done", token)


def _page(step: str, token: str) -> Html:
    page = unlisted("account", PATH, "No more letters")
    status = HTTPStatus.NOT_FOUND if step == "unknown" else HTTPStatus.OK
    values = {"step": step, "action": f"{PATH}/{token}"}
    return Html("forms/unsubscribe.html", page, values, status, _PRIVATE)
