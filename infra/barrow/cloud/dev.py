"""The developer's side of the local shop: `/dev`, a page and the routes behind its buttons.

    GET  /dev                              the page
    GET  /dev/clock      POST /dev/clock   {"advance_seconds": N} or {"set_to": "…Z"}
    GET  /dev/mail       the mails as JSON; /dev/mail/ and /dev/mail/{id} for people
    POST /dev/settle     waits until nothing waits: {"handled": n, "dead_letters": d}
    GET  /dev/facts?type=                  the latest facts, oldest first
    GET  /dev/queues     /dev/queues/{name} its dead letters, POST …/redrive sends them back
    GET  /dev/health     what each app says of itself
    GET  /dev/stripe/balance               by currency, charged less refunded
    GET  /dev/stripe/sessions              POST /dev/stripe/switches, /dev/stripe/{session_id}/pay
    /dev/stripe/pay/{session_id}           the stand-in's payment page
    PUT  /dev/s3/{bucket}/{key}            a file, to an address that the shop has signed

Never deployed. A write must come from this origin, or from a program (which sends no Origin).
"""

import logging
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from barrow.cloud import uploads
from barrow.cloud.dev_bodies import Refused
from barrow.cloud.dev_views import Surroundings, Views
from barrow.cloud.http_messages import (
    Answer,
    BodyTooLarge,
    Environ,
    Request,
    StartResponse,
    problem,
    read_request,
    send,
)

_log = logging.getLogger(__name__)
_PAGES = "/dev/stripe"


class Dev:
    """A WSGI app for `/dev` and everything below it."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._routes = Views(around).routes

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        path = environ.get("PATH_INFO", "")
        if path.startswith(f"{_PAGES}/pay/"):
            return self._payment_page(environ, start_response)
        if path.startswith(uploads.PREFIX):
            return self._around.uploads(environ, start_response)
        try:
            answer = self._answer(read_request(environ))
        except Refused as refused:
            answer = refused.answer
        except BodyTooLarge:
            answer = problem(413, "too_large", "The request is too large", "At most 6 MB")
        except Exception:
            _log.exception("%s %s", method, environ.get("PATH_INFO"))
            answer = problem(500, "internal", "Something went wrong on our side")
        return send(answer, method, start_response)

    def _answer(self, request: Request) -> Answer:
        segments = [unquote(part) for part in request.path.strip("/").split("/")[1:]]
        for pattern, views in self._routes.items():
            if len(pattern) == len(segments) and all(
                wanted in ("*", given) for wanted, given in zip(pattern, segments, strict=True)
            ):
                view = views.get("GET" if request.method == "HEAD" else request.method)
                if view is None:
                    return _not_allowed(request.method, views)
                if request.method not in ("GET", "HEAD"):
                    _refuse_strangers(request.headers)
                values = [g for w, g in zip(pattern, segments, strict=True) if w == "*"]
                return view(request, *values)
        return problem(404, "not_found", "There is nothing here")

    def _payment_page(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
                _refuse_strangers(_headers_of_sender(environ))
            inner = {
                **environ,
                "SCRIPT_NAME": _PAGES,
                "PATH_INFO": environ["PATH_INFO"].removeprefix(_PAGES),
            }
            return self._around.desk.pages(inner, start_response)
        except Refused as refused:
            return send(refused.answer, environ["REQUEST_METHOD"], start_response)
        except Exception:
            _log.exception("the payment page")
            answer = problem(500, "internal", "Something went wrong on our side")
            return send(answer, environ["REQUEST_METHOD"], start_response)
        finally:
            self._around.pulse()


def _headers_of_sender(environ: Environ) -> dict[str, str]:
    names = ("Origin", "Host", "Sec-Fetch-Site")
    keys = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in names}
    return {name: environ[key] for name, key in keys.items() if environ.get(key)}


def _refuse_strangers(headers: Mapping[str, str]) -> None:
    """Raises Refused for a write that a page of another origin makes the browser send.

    A page that sends no referrer sends `Origin: null` even to itself; there the browser's own word
    counts (Fetch Metadata, Sec-Fetch-Site, which no page can set).
    """
    origin = headers.get("Origin")
    site = headers.get("Sec-Fetch-Site")
    if origin == "null" and site == "same-origin":
        return
    if origin is not None and origin != f"http://{headers.get('Host')}":
        raise Refused(
            problem(403, "cross_origin", "Another site may not do this", f"Origin {origin}")
        )


def _not_allowed(method: str, views: Iterable[str]) -> Answer:
    known = {*views, "OPTIONS", *(["HEAD"] if "GET" in views else [])}
    allow = [("Allow", ", ".join(sorted(known)))]
    if method == "OPTIONS":
        return Answer(204, allow)
    return problem(405, "method_not_allowed", "This cannot be done here", headers=allow)
