"""The WSGI application of the payment page: shows a session, takes its form."""

from collections.abc import Iterable
from urllib.parse import parse_qs
from wsgiref.types import StartResponse, WSGIEnvironment

from . import checkout, page, sessions
from .api import Begin
from .card_entry import Entry
from .checkout import Result
from .errors import ApiError
from .operation import Operation
from .store import Row

LARGEST_FORM = 20_000
_FIELDS = ("number", "expiry", "cvc", "name", "email")
_HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
]


class Pages:
    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        session_id = environ.get("PATH_INFO", "").rstrip("/").rpartition("/")[2]
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD", "POST"):
            start_response("405 Method Not Allowed", [("Allow", "GET, HEAD, POST")])
            return [b""]
        form = _form(environ) if method == "POST" else None
        with self._begin() as op:
            try:
                session = sessions.find(op, session_id)
            except ApiError:
                status, text = "404 Not Found", page.unknown()
            else:
                if form is None:
                    status, text = "200 OK", _show(op, session)
                else:
                    status, text = _take(op, session, form)
        if status.startswith("303"):
            start_response(status, [("Location", text), ("Content-Length", "0")])
            return [b""]
        body = text.encode()
        start_response(status, [*_HEADERS, ("Content-Length", str(len(body)))])
        return [b"" if method == "HEAD" else body]


def _form(environ: WSGIEnvironment) -> dict[str, str]:
    length = min(int(environ.get("CONTENT_LENGTH") or 0), LARGEST_FORM)
    text = environ["wsgi.input"].read(length).decode("latin-1")
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}


def _show(op: Operation, session: Row) -> str:
    if session["status"] == "complete":
        return page.paid(session, checkout.success_url(session))
    if session["status"] == "expired":
        return page.expired(checkout.cancel_url(session))
    if checkout.challenged(op, session):
        return page.challenge(session)
    return page.form(session, checkout.cancel_url(session), None, {})


def _take(op: Operation, session: Row, form: dict[str, str]) -> tuple[str, str]:
    """The status and the page, or the address to go on to."""
    if answer := form.get("challenge"):
        result = checkout.answer_challenge(op, session["id"], complete=answer == "complete")
    else:
        typed = {name: form.get(name, "").strip() for name in _FIELDS}
        typed["email"] = session["customer_email"] or typed["email"]
        result = checkout.pay(op, session["id"], Entry(**typed))
    session = op.get("checkout.session", session["id"])
    return _after(op, session, result, form)


def _after(op: Operation, session: Row, result: Result, form: dict[str, str]) -> tuple[str, str]:
    if result.status == "requires_action":
        return "303 See Other", session["id"]  # this very page, which now shows the challenge
    if result.redirect:
        return "303 See Other", result.redirect
    if result.status == "expired":
        return "410 Gone", _show(op, session)
    return "402 Payment Required", page.form(
        session, checkout.cancel_url(session), result.error, form
    )
