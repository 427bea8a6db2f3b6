"""What the forms of the plain way in send."""

from typing import Annotated, ClassVar
from urllib.parse import parse_qs, urlsplit

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from shopkit.forms import Form
from shopkit.models import Email
from shopkit.personal import Personal
from shopkit.settings import settings

from accounts.signing_in.requests import ChallengeId

HOME = "/api/accounts/page"


def way_back(wanted: str) -> str:
    """Where whoever signs in goes afterwards: a path of this shop, or the plain page.

    Browsers read `//other`, `/\\other`, and either with a line break or a tab in it, as another
    site's address; what is no plain path is none (WHATWG URL, "special authority slashes state").
    """
    if not wanted.isascii() or not wanted.isprintable() or "\\" in wanted or " " in wanted:
        return HOME
    parts = urlsplit(f"{settings().site_url}{wanted}") if wanted.startswith("/") else None
    if parts is None or parts.path.startswith("//") or "/../" in f"{parts.path}/":
        return HOME
    return wanted


def way_on_of(page: str) -> str:
    """Where the page of the shop with that address was to lead; the plain page if it names nothing.

    The pages with script are one file for everybody. A form there that is sent before its script
    has come cannot hold where it leads: only the page's address does, which comes as the Referer.
    """
    try:
        parts = urlsplit(page)
    except ValueError:
        return HOME
    if f"{parts.scheme}://{parts.netloc}" != settings().site_url:
        return HOME
    return way_back(parse_qs(parts.query).get("next", [HOME])[0])


def _digits(typed: object) -> object:
    """Six digits, however they are parted: 123 456, 123-456."""
    return typed.replace(" ", "").replace("-", "") if isinstance(typed, str) else typed


Digits = Annotated[str, BeforeValidator(_digits), StringConstraints(pattern=r"^[0-9]{6}$")]
WayBack = Annotated[str, AfterValidator(way_back)]


class PageForm(Form):
    """The page's own address: the code that it asks for, and where it leads afterwards."""

    code_for: ChallengeId | None = None
    next: WayBack = HOME


class CodeForm(Form):
    SAYS: ClassVar = {"email": "Type a whole e-mail address, such as name@example.com"}
    email: Personal[Email]
    next: WayBack = HOME


class DigitsForm(Form):
    SAYS: ClassVar = {"code": "The code is six digits"}
    id: ChallengeId
    code: Digits
    next: WayBack = HOME


class SecondStepForm(Form):
    """`code` is six digits of an app, or a recovery code."""

    SAYS: ClassVar = {"code": "Type the six digits of your app, or a recovery code"}
    id: ChallengeId
    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=6, max_length=40)]
    next: WayBack = HOME
