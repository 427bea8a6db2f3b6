"""What a route is: what its view is given, what it may answer, and how it was declared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from shopkit.auth import Staff
from shopkit.errors import NotSignedIn, ShopError
from shopkit.forms import Form
from shopkit.pages import Page
from shopkit.personal import Personal
from shopkit.sessions import Session

JSON = "application/json"
#: Larger than any cart or product, smaller than API Gateway's 10 MB and Lambda's 6 MB.
MAX_BODY = 1_000_000

View = Callable[..., Any]
Headers = dict[str, str | list[str]]
#: Whether a route is for who is signed in; "optional" for one that serves guests as well.
ForAccount = bool | Literal["optional"]


@dataclass(frozen=True)
class Call:
    """What a view may know of its request besides its models.

    `viewer` is the address that the request came from, `account` the session of who is signed in.
    """

    now: datetime
    headers: Mapping[str, str]
    raw_body: bytes
    key: str | None = None
    staff: Staff | None = None
    version: int | None = None
    account: Session | None = None
    viewer: Personal[str] = ""

    @property
    def session(self) -> Session:
        """Of a route for who is signed in, where there always is one."""
        if self.account is None:
            raise NotSignedIn()
        return self.account

    @property
    def by(self) -> Staff:
        """Of a staff route, where there always is somebody."""
        if self.staff is None:
            raise NotSignedIn()
        return self.staff

    def header(self, name: str) -> str | None:
        return self.headers.get(name.lower())


@dataclass(frozen=True)
class Reply:
    """An answer with headers or a status of its own: `return Reply(view, headers={…})`."""

    body: BaseModel | None
    status: int | None = None
    headers: Headers = field(default_factory=dict)


@dataclass(frozen=True)
class Html:
    """A page as an answer: `template` of static_site/templates, with what it draws."""

    template: str
    page: Page
    values: Mapping[str, Any]
    status: int = 200
    headers: Headers = field(default_factory=dict)


@dataclass(frozen=True)
class Redirect:
    """Go on at `to`: by GET (303, so that going back or reloading sends nothing again), or with
    the same form once more (307).
    """

    to: str
    status: int = 303
    headers: Headers = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """One route as its annotations declare it: what serves it, describes it and tests it.

    `form` is the model of an HTML form, and `html` whether people's browsers are answered.
    `media` are the content types that the body may name, `max_body` its bytes. `shared_for` are the
    seconds for which a CDN may tell everyone the same answer; 0 is never. `fresh`: the session must
    have been confirmed lately. `own_page`: a page of another site may not send it.
    """

    method: str
    path: str
    view: View
    status: int
    answer: type[BaseModel] | None
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    permission: str | None
    idempotent: bool
    edits: bool
    raw: bool
    describe: bool
    path_parameters: tuple[str, ...]
    errors: tuple[type[ShopError], ...]
    media: tuple[str, ...] = (JSON,)
    max_body: int = MAX_BODY
    html: bool = False
    form: type[Form] | None = None
    shared_for: int = 0
    account: ForAccount = False
    fresh: bool = False
    own_page: bool = False

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def cache_control(self) -> str:
        # a browser asks again each time: only what the CDN holds can be drawn back
        return f"public, max-age=0, s-maxage={self.shared_for}" if self.shared_for else "no-store"
