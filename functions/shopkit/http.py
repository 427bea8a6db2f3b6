"""The typed door: routes over Chalice whose models validate, answer and describe themselves.

    api = Api(app, "cart")

    @api.post("/carts/{cart_id}/lines", status=201, idempotent=True)
    def add_line(call: Call, cart_id: str, body: AddLine, query: SomeQuery) -> CartView: ...

`body` (a `Request` model) and `query` (a `Query` model) are validated before the view runs, every
wrong field of both at once; the annotated answer is the response's model, and openapi.json is drawn
from the same annotations. A typed error becomes its problem document (RFC 9457) here, and nowhere
else is a status code known. What the view does not expect is logged and answered with a plain 500.

`api.page` and `api.form` serve people whose browser runs no script: HTML in, HTML out (forms.py,
html_answers.py). They are no part of the described API.
"""

import re
from collections.abc import Callable
from inspect import signature
from typing import Any, TypeVar, get_args, get_type_hints

from chalice.app import Chalice, Response

from shopkit import acts_told, auditing
from shopkit.errors import ShopError
from shopkit.models import Health
from shopkit.routes import JSON, MAX_BODY, Call, ForAccount, Html, Redirect, Reply, Route, View
from shopkit.serving import server
from shopkit.settings import settings

__all__ = ["Api", "Call", "Html", "Redirect", "Reply", "Route"]

V = TypeVar("V", bound=View)


class Api:
    """The routes of one capability: each is served below `/<capability>`."""

    def __init__(self, app: Chalice, capability: str, title: str = "") -> None:
        self.app = app
        self.capability = capability
        self.title = title or capability.capitalize()
        self.routes: list[Route] = []
        self._tells_acts = False
        # the stage's API gateway hands every content type on; the door refuses by itself
        self.get("/health")(self._health)
        self._openapi_route()

    def get(self, path: str, **options: Any) -> Callable[[V], V]:
        return self.route("GET", path, **options)

    def post(self, path: str, **options: Any) -> Callable[[V], V]:
        return self.route("POST", path, **options)

    def put(self, path: str, **options: Any) -> Callable[[V], V]:
        return self.route("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Callable[[V], V]:
        return self.route("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Callable[[V], V]:
        return self.route("DELETE", path, **options)

    def page(self, path: str, **options: Any) -> Callable[[V], V]:
        """A page of HTML; `form: Sent[…]` of its view comes from the query string."""
        return self.route("GET", path, describe=False, html=True, **options)

    def form(self, path: str, **options: Any) -> Callable[[V], V]:
        """Where an HTML form is sent to; a page of another site may not send it. A `raw` one takes
        it from anywhere, mail programs too: it goes by the token in its path alone.
        """
        return self.route("POST", path, describe=False, html=True, **options)

    def route(  # noqa: PLR0913 — what a route can declare
        self,
        method: str,
        path: str,
        *,
        status: int = 200,
        permission: str | None = None,
        idempotent: bool = False,
        edits: bool = False,
        raw: bool = False,
        describe: bool = True,
        errors: tuple[type[ShopError], ...] = (),
        media: tuple[str, ...] = (JSON,),
        max_body: int = MAX_BODY,
        html: bool = False,
        shared_for: int = 0,
        account: ForAccount = False,
        fresh: bool = False,
        own_page: bool = False,
    ) -> Callable[[V], V]:
        """Serve `path` by the view that follows.

        `permission` makes it a staff route; `idempotent` takes Idempotency-Key; `edits` needs
        If-Match and gives the view `call.version`; `raw` leaves the body to the view. `media` are
        the content types under which the body's JSON may come. `shared_for` seconds a CDN may keep
        the answer, for paths whose requests infra/edge.yaml strips of who asks.

        `account` gives the view `call.account`: True for who is signed in alone, "optional" for
        guests too. `fresh` needs a session that was confirmed in the last minutes; staff API keys
        have no such thing, and need the permission alone. `own_page` refuses what a page of another
        site sends, for routes that set the session's cookie.
        """

        def register(view: V) -> V:
            route = _declared(
                view, method, f"/{self.capability}{path}", status, permission, idempotent, edits,
                raw, describe, errors, media, max_body, html, shared_for, account, fresh, own_page,
            )  # fmt: skip
            self.routes.append(route)
            serve = server(self.app, route, settings().table(self.capability), self.routes)
            chalice_route = self.app.route(
                route.path,
                methods=[method],
                content_types=[],
                name=f"{method.lower()}{re.sub('[^a-z]+', '_', route.path)}",
            )
            chalice_route(serve)
            if auditing.is_staff_write(route) and not self._tells_acts:
                self._tells_acts = True
                lister = acts_told.lister(settings().table(self.capability))
                self.get("/admin/acts", permission=acts_told.PERMISSION)(lister)
            return view

        return register

    def _health(self, call: Call) -> Health:
        return Health(capability=self.capability, at=call.now)

    def _openapi_route(self) -> None:
        def openapi() -> Response:
            import json

            from shopkit.openapi import document

            return Response(
                json.dumps(document(self.title, self.routes)),
                {"Content-Type": "application/json"},
                200,
            )

        path = f"/{self.capability}/openapi.json"
        self.app.route(path, methods=["GET"], content_types=[], name="openapi")(openapi)


def _declared(  # noqa: PLR0913
    view: View,
    method: str,
    path: str,
    status: int,
    permission: str | None,
    idempotent: bool,
    edits: bool,
    raw: bool,
    describe: bool,
    known: tuple[type[ShopError], ...],
    media: tuple[str, ...],
    max_body: int,
    html: bool,
    shared_for: int,
    account: ForAccount,
    fresh: bool,
    own_page: bool,
) -> Route:
    hints = get_type_hints(view)
    answer = hints.get("return")
    names = tuple(signature(view).parameters)
    form = hints.get("form")
    return Route(
        method=method,
        path=path,
        view=view,
        status=status,
        answer=None if html or answer in {None, type(None), Reply} else answer,
        body=hints.get("body"),
        query=hints.get("query"),
        permission=permission,
        idempotent=idempotent,
        edits=edits,
        raw=raw,
        describe=describe,
        path_parameters=tuple(n for n in names if n not in _NOT_IN_PATH),
        errors=known,
        media=media,
        max_body=max_body,
        html=html,
        form=get_args(form)[0] if form else None,
        shared_for=shared_for,
        account=account,
        fresh=fresh,
        own_page=own_page,
    )


_NOT_IN_PATH = {"call", "body", "query", "form", "self"}
