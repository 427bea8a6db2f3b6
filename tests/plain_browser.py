"""A browser without script, for tests: it keeps cookies, fills in forms, follows redirects."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from barrow.cloud.http_messages import Answer, Request

from tests.shop import SITE, Shop


@dataclass
class FormFound:
    """A form of a page: its fields as they stand, and its buttons by what is written on them."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, dict[str, str | None]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[FormFound] = []
        self.links: dict[str, str] = {}
        self.words: list[str] = []
        self._in_main = False
        self._form: FormFound | None = None
        self._inside: list[tuple[str, dict[str, str | None], str]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "main":
            self._in_main = True
        elif tag == "form":
            method = (at.get("method") or "get").upper()
            self._form = FormFound(at.get("action") or self.path, method)
            self.forms.append(self._form)
        elif tag in {"button", "a"}:
            self._inside.append((tag, at, ""))
        elif self._form is not None:
            self._field(tag, at, self._form.values)

    def _field(self, tag: str, at: dict[str, str | None], values: dict[str, str]) -> None:
        name = at.get("name") or ""
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in at or self._select not in values):
            values[self._select] = at.get("value") or ""
        elif tag == "input" and name and at.get("type") in {"checkbox", "radio"}:
            if "checked" in at:
                values[name] = at.get("value") or "on"
        elif tag == "input" and name:
            values[name] = at.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._in_main = False
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif self._inside and self._inside[-1][0] == tag:
            _, at, words = self._inside.pop()
            words = " ".join(words.split())
            if tag == "a":
                self.links[words] = at.get("href") or ""
            elif self._form is not None:
                self._form.buttons[words] = at

    def handle_data(self, data: str) -> None:
        if self._in_main:
            self.words.append(data)
        if self._inside:
            tag, at, words = self._inside[-1]
            self._inside[-1] = (tag, at, words + data)


@dataclass(frozen=True)
class PageSeen:
    """Where the browser ended up, and what it shows."""

    path: str
    status: int
    headers: dict[str, str]
    html: str
    cookies_set: list[str]

    @property
    def _read(self) -> _Reader:
        reader = _Reader(self.path)
        reader.feed(self.html)
        return reader

    @property
    def text(self) -> str:
        """What is written in <main>, parts and words with a space between."""
        return " ".join(" ".join(self._read.words).split())

    @property
    def links(self) -> dict[str, str]:
        return self._read.links

    @property
    def forms(self) -> list[FormFound]:
        return self._read.forms

    def form(self, action: str) -> FormFound:
        return next(one for one in self.forms if one.action == action)


class PlainBrowser:
    """Requests to the shop's origin; `cookies` are those it holds, `seen` every answer so far."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.cookies: dict[str, str] = {}
        self.origin: str | None = SITE
        self.referer: str | None = None
        self.seen: list[Answer] = []

    def get(self, path: str) -> PageSeen:
        return self._go("GET", path, None)

    def post(self, path: str, values: dict[str, str]) -> PageSeen:
        return self._go("POST", path, values)

    def submit(self, page: PageSeen, action: str, press: str = "", **typed: str) -> PageSeen:
        """Fill in the form that goes to `action`, and press the button with those words on it."""
        form = page.form(action)
        values = form.values | {k: v for k, v in typed.items() if v is not None}
        button = form.buttons[press] if press else {}
        if button.get("name"):
            values[str(button["name"])] = button.get("value") or ""
        return self._go(form.method, str(button.get("formaction") or form.action), values)

    def _go(self, method: str, path: str, values: dict[str, str] | None) -> PageSeen:
        for _ in range(5):
            answer = self._ask(method, path, values)
            headers = dict(answer.headers)
            if answer.status not in {303, 307}:
                set_now = [value for name, value in answer.headers if name == "Set-Cookie"]
                text = answer.body.decode()
                return PageSeen(path, answer.status, headers, text, set_now)
            path = headers["Location"]
            if answer.status == 303:
                method, values = "GET", None
            if not path.startswith("/"):
                return PageSeen(path, answer.status, headers, "", [])
        raise AssertionError("redirected in a circle")

    def _ask(self, method: str, path: str, values: dict[str, str] | None) -> Answer:
        bare, _, query = path.partition("?")
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = b""
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(values or {}).encode()
            if self.origin is not None:
                headers["Origin"] = self.origin
            if self.referer is not None:
                headers["Referer"] = self.referer
        elif values:
            query = urlencode(values)
        answer = self.shop.visit(Request(method, bare, query, headers, body))
        self.seen.append(answer)
        for name, value in answer.headers:
            if name == "Set-Cookie":
                for morsel in SimpleCookie(value).values():
                    self.cookies[morsel.key] = morsel.value
        return answer
