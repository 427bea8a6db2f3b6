"""The cookies of sign-in: the session and its readable sign, what binds challenges to a browser,
and what a browser is known again by.

| on https | on http | holds | lives |
|---|---|---|---|
| __Host-session | session | the session's token, for no script to read | as the session |
| __Host-account | account | "1": somebody is signed in | as the session |
| __Host-browser | browser | a random token that challenges are bound to | 1 hour |
| __Host-device | device | by what it is known again (devices.py) | 1 year |

SameSite=Lax: no other site's page sends them with a write. `__Host-`: no other host of the domain
can set them, so nobody can plant a session or a browser's token that they know (fixation); besides,
a session's token is drawn at sign-in and never taken from a request.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar, cast

from pydantic import BaseModel
from shopkit import ids, sessions
from shopkit.routes import Reply
from shopkit.sessions import Session

B = TypeVar("B", bound=BaseModel | None)

BROWSER_SECONDS = 3600
DEVICE_SECONDS = 365 * 24 * 3600


def _name(name: str) -> str:
    return f"__Host-{name}" if sessions.secure() else name


def browser_of(headers: Mapping[str, str]) -> str | None:
    """The token of the browser that asks, as an earlier challenge left it there."""
    return sessions.cookie(headers, _name("browser"))


def device_of(headers: Mapping[str, str]) -> str | None:
    return sessions.cookie(headers, _name("device"))


def set_browser(token: str) -> list[str]:
    return [_set(_name("browser"), token, BROWSER_SECONDS)]


def new_browser() -> str:
    return ids.token()


def signed_in(token: str, session: Session, now: datetime, device: str | None) -> list[str]:
    """The session's token and its sign; the browser's challenges are over."""
    seconds = int((session.ends_at - now).total_seconds())
    cookies = [
        _set(sessions.cookie_name(), token, seconds),
        _set(sessions.sign_cookie_name(), "1", seconds, readable=True),
    ]
    if device is not None:
        cookies.append(_set(_name("device"), device, DEVICE_SECONDS))
    return cookies


def signed_out() -> list[str]:
    return [
        _set(sessions.cookie_name(), "", 0),
        _set(sessions.sign_cookie_name(), "", 0, readable=True),
        _set(_name("browser"), "", 0),
    ]


def sent_with(body: B, cookies: Sequence[str]) -> B:
    """The answer with its cookies, of the body's own type: by that a view is described."""
    return cast(B, Reply(body, headers={"Set-Cookie": list(cookies)}))


def _set(name: str, value: str, seconds: int, *, readable: bool = False) -> str:
    flags = ("" if readable else "; HttpOnly") + ("; Secure" if sessions.secure() else "")
    return f"{name}={value}; Max-Age={seconds}; Path=/; SameSite=Lax{flags}"
