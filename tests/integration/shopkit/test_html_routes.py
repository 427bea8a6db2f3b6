"""Pages and forms by the kit: what people are answered when things go wrong."""

from collections.abc import Iterator
from typing import Any

import pytest
from barrow.cloud.apps import LoadedApp, per_thread
from barrow.cloud.gateway import Gateway
from barrow.cloud.http_messages import Answer, Request
from chalice.app import Chalice
from shopkit import pages
from shopkit.errors import NotFound, TooManyRequests, Unavailable
from shopkit.forms import Form, Sent
from shopkit.html_answers import unlisted
from shopkit.http import Api, Call, Html, Redirect
from shopkit.models import Line

from tests.shop import SITE

NO_TEMPLATE = Html("forms/none.html", unlisted("content", "/", "Nothing"), {})


class Greeting(Form):
    name: Line


def nook_app(greeted: list[str]) -> Chalice:
    app = Chalice(app_name="barrow-nook", configure_logs=False)
    api = Api(app, "nook")

    @api.form("/greetings")
    def greet(call: Call, form: Sent[Greeting]) -> Html | Redirect:
        greeted.append(form.values.get("name", ""))
        return Redirect("/api/nook/page", headers={"Set-Cookie": "a=b"})

    @api.page("/page")
    def show(call: Call, form: Sent[Greeting]) -> Html:
        told = {"heading": form.values.get("name", "nobody"), "detail": str(form.wrong)}
        return Html("forms/refused.html", unlisted("content", "/", "Hello"), told)

    @api.page("/failures/{kind}")
    def fail(call: Call, kind: str) -> Html:
        if kind == "drawing":
            return NO_TEMPLATE
        raise {
            "none": NotFound("<b>None</b>"),
            "busy": Unavailable(),
            "often": TooManyRequests("slower", retry_after=30),
        }.get(kind, RuntimeError("the e-mail is ada@example.com"))

    return app


class Nook:
    def __init__(self) -> None:
        self.greeted: list[str] = []
        self._gateway = Gateway({"nook": LoadedApp("nook", per_thread(nook_app(self.greeted)))})

    def get(self, path: str, query: str = "") -> Answer:
        return self._gateway(Request("GET", f"/api/nook{path}", query, {}))

    def post(self, body: bytes, **headers: str | None) -> Answer:
        given: dict[str, Any] = {
            "Origin": SITE, "Content-Type": "application/x-www-form-urlencoded",
        } | {name.replace("_", "-"): value for name, value in headers.items()}  # fmt: skip
        sent = {name: value for name, value in given.items() if value is not None}
        return self._gateway(Request("POST", "/api/nook/greetings", "", sent, body))


@pytest.fixture
def nook() -> Nook:
    return Nook()


def test_a_form_is_taken_and_answered_by_a_redirect_that_is_not_stored(nook: Nook) -> None:
    answer = nook.post(b"name=Ada+Byron&extension=1")

    assert nook.greeted == ["Ada Byron"]
    assert (answer.status, answer.body) == (303, b"")
    headers = dict(answer.headers)
    assert headers["Location"] == "/api/nook/page"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Set-Cookie"] == "a=b"


def test_a_page_takes_its_fields_from_the_address_and_lets_others_be(nook: Nook) -> None:
    known = nook.get("/page", "name=Ada+%26+Co&utm_source=mail")
    unknown = nook.get("/page", "utm_source=mail")

    assert "<h1>Ada &amp; Co</h1>" in known.body.decode()
    assert known.status == unknown.status == 200
    assert "Fill this in" in unknown.body.decode()


@pytest.mark.parametrize("origin", [None, "", "null", "https://evil.example", SITE + "0", "http:"])
def test_a_form_of_another_site_is_not_even_read(nook: Nook, origin: str | None) -> None:
    answer = nook.post(b"name=Ada", Origin=origin)

    assert answer.status == 403
    assert nook.greeted == []


@pytest.mark.parametrize(("body", "media", "status"), [
    (b"{}", "application/json", 415),
    (b"--x", "multipart/form-data; boundary=x", 415),
    (b"name=Ada", None, 415),
    (b"name=%ff", "application/x-www-form-urlencoded", 400),
    (b"name=" + b"x" * 64_000, "application/x-www-form-urlencoded", 413),
    (b"name=" + b"x" * 1_000_000, "application/x-www-form-urlencoded", 413),
])  # fmt: skip
def test_what_is_no_form_is_refused_with_a_page(
    nook: Nook, body: bytes, media: str | None, status: int
) -> None:
    answer = nook.post(body, Content_Type=media)

    assert answer.status == status
    assert dict(answer.headers)["Content-Type"] == "text/html; charset=utf-8"
    assert nook.greeted == []


@pytest.mark.parametrize(("kind", "status", "told"), [
    ("none", 404, "&lt;b&gt;None&lt;/b&gt;"),
    ("busy", 503, "Try again in a moment"),
    ("often", 429, "Too many requests"),
    ("else", 500, "Something went wrong on our side"),
    ("drawing", 500, "Something went wrong on our side"),
])  # fmt: skip
def test_every_failure_is_a_page_with_its_status(
    nook: Nook, kind: str, status: int, told: str
) -> None:
    answer = nook.get(f"/failures/{kind}")

    html = answer.body.decode()
    assert answer.status == status
    assert html.startswith("<!doctype html>")
    assert told in html
    assert "ada@example.com" not in html
    assert dict(answer.headers).get("Retry-After") == ("30" if kind == "often" else None)


@pytest.fixture
def no_templates() -> Iterator[None]:
    from jinja2 import DictLoader

    environment = pages.environment()
    before = environment.loader
    environment.loader = DictLoader({})
    environment.cache.clear()
    yield
    environment.loader = before


def test_a_refusal_that_cannot_be_drawn_is_told_all_the_same(
    nook: Nook, no_templates: None
) -> None:
    answer = nook.get("/failures/none")

    assert answer.status == 404
    assert "&lt;b&gt;None&lt;/b&gt;" in answer.body.decode()
    assert dict(answer.headers)["Content-Type"] == "text/html; charset=utf-8"
