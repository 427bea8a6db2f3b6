"""The one HTTP origin of the local shop, as CloudFront is in production.

/api/<capability>/…   the capability's Chalice app, through `Gateway`
/dev…                 the developer's page and its routes
everything else       pages and files of the site
"""

import logging
from collections.abc import Callable, Iterable

from barrow.cloud.http_messages import (
    Answerer,
    BodyTooLarge,
    Environ,
    StartResponse,
    WsgiApp,
    problem,
    read_request,
    send,
)

_log = logging.getLogger(__name__)


def _nothing() -> None:
    return None


class Origin:
    """A WSGI app. `after_api` runs after each API answer, which may have written something."""

    def __init__(
        self,
        api: Answerer,
        dev: WsgiApp,
        pages: Answerer,
        after_api: Callable[[], None] = _nothing,
    ) -> None:
        self._api = api
        self._dev = dev
        self._pages = pages
        self._after_api = after_api

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        try:
            path = environ.get("PATH_INFO", "")
            if path == "/dev" or path.startswith("/dev/"):
                return self._dev(environ, start_response)
            request = read_request(environ)
            # the browsable description of all APIs is a page of the site
            if request.path.startswith("/api/") and request.path.rstrip("/") != "/api/docs":
                answer = self._api(request)
                self._after_api()
            else:
                answer = self._pages(request)
        except BodyTooLarge:
            answer = problem(413, "too_large", "The request is too large", "At most 6 MB")
        except Exception:
            _log.exception("%s %s", method, environ.get("PATH_INFO"))
            answer = problem(500, "internal", "Something went wrong on our side")
        return send(answer, method, start_response)
