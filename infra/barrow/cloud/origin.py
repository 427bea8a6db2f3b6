"""The one HTTP origin of the local shop, as CloudFront is in production.

/api/<capability>/…   the capability's Chalice app, through `Gateway`
/dev…                 the developer's page and its routes
everything else       pages and files of the site

The edge's headers go on every answer but the developer's.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace

from barrow.cloud.http_messages import (
    Answer,
    Answerer,
    BodyTooLarge,
    Environ,
    Request,
    StartResponse,
    WsgiApp,
    problem,
    read_request,
    send,
)

_log = logging.getLogger(__name__)

#: What the shop calls itself. A passkey belongs to a name and never to an IP address (Web
#: Authentication §5.1.3: the effective domain is no IP address), so this is not 127.0.0.1.
NAME = "localhost"
_OTHER_NAME = "127.0.0.1"


def _nothing() -> None:
    return None


def _as_it_is(_: str, answer: Answer) -> Answer:
    return answer


class Origin:
    """A WSGI app. `after_api` runs after each API answer, which may have written something;
    `dress` puts the edge's headers for its path on an answer.
    """

    def __init__(
        self,
        api: Answerer,
        dev: WsgiApp,
        pages: Answerer,
        after_api: Callable[[], None] = _nothing,
        dress: Callable[[str, Answer], Answer] = _as_it_is,
    ) -> None:
        self._api = api
        self._dev = dev
        self._pages = pages
        self._after_api = after_api
        self._dress = dress

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        try:
            if path == "/dev" or path.startswith("/dev/"):
                return self._dev(environ, start_response)
            request = read_request(environ)
            # the browsable description of all APIs is a page of the site
            if request.path.startswith("/api/") and request.path.rstrip("/") != "/api/docs":
                answer = self._api(_under_own_name(request))
                self._after_api()
            else:
                answer = _to_own_host(request) or self._pages(request)
        except BodyTooLarge:
            answer = problem(413, "too_large", "The request is too large", "At most 6 MB")
        except Exception:
            _log.exception("%s %s", method, environ.get("PATH_INFO"))
            answer = problem(500, "internal", "Something went wrong on our side")
        return send(self._dress(path, answer), method, start_response)


def address(port: int) -> str:
    return f"http://{NAME}:{port}"


def _to_own_host(request: Request) -> Answer | None:
    """The shop knows itself by one name: cookies and the payment's way back go there."""
    host, colon, port = request.headers.get("Host", "").partition(":")
    if host != _OTHER_NAME or request.method not in {"GET", "HEAD"}:
        return None
    query = f"?{request.query}" if request.query else ""
    there = f"http://{NAME}{colon}{port}{request.path}{query}"
    return Answer(307, [("Location", there), ("Cache-Control", "no-store")])


def _under_own_name(request: Request) -> Request:
    """A program that calls the shop by its number is of this origin as well, if it says so."""
    host, colon, port = request.headers.get("Host", "").partition(":")
    is_own = request.headers.get("Origin") == f"http://{host}{colon}{port}"
    if host != _OTHER_NAME or not is_own:
        return request
    return replace(request, headers={**request.headers, "Origin": f"http://{NAME}{colon}{port}"})
