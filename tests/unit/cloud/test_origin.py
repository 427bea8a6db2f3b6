"""The origin: real Chalice apps behind API Gateway's events, problem documents for the rest."""

import json
import threading
import urllib.request
from collections.abc import Iterable
from typing import Any

import pytest
from barrow.cloud.apps import LoadedApp, per_thread
from barrow.cloud.edge_forwarding import HEADER, behind_the_edge
from barrow.cloud.environment import EDGE_KEY
from barrow.cloud.gateway import Gateway
from barrow.cloud.http_messages import Answer, Environ, Request, StartResponse
from barrow.cloud.origin import Origin
from barrow.cloud.server import Server
from chalice.app import Chalice, Response

from tests.unit.cloud.wsgi_calls import Got, call

PNG = b"\x89PNG\r\n\x1a\n\xff"


def tea_app() -> Any:
    app = Chalice("barrow-tea", configure_logs=False)

    @app.route("/tea/echo/{name}", methods=["GET", "POST"], content_types=[])
    def echo(name: str) -> Any:
        request: Any = app.current_request
        event = request.to_original_event()
        context = request.lambda_context
        left = context.get_remaining_time_in_millis()
        return {
            "name": name,
            "method": request.method,
            "body": request.raw_body.decode("latin-1"),
            "event": event,
            "function": context.function_name,
            "request_id": context.aws_request_id,
            "in_time": 0 < left <= 29_000,
        }

    @app.route("/tea/cookies")
    def cookies() -> Any:
        return Response("", {"Set-Cookie": ["a=1; Path=/", "b=2; Path=/"], "X-One": "1"}, 200)

    @app.route("/tea/picture", methods=["GET", "PUT"], content_types=["image/png"])
    def picture() -> Any:
        request: Any = app.current_request
        body = request.raw_body or PNG
        return Response(body, {"Content-Type": "image/png"}, 200)

    @app.route("/tea/counted")
    def counted() -> Any:
        headers: Any = {
            "Content-Length": "999",
            "Connection": "close",
            "Content-Type": "text/plain",
        }
        return Response("tea", headers, 200)

    @app.route("/tea/gone", methods=["DELETE"])
    def gone() -> Any:
        return Response("", {}, 204)

    @app.route("/tea/split")
    def split() -> Any:
        return Response("", {"X-Split": "a\rX-Other: b"}, 200)

    @app.route("/tea/foreign")
    def foreign() -> Any:
        return Response({}, {"X-Price": "£5 → €6"}, 200)

    @app.route("/tea/defect")
    def defect() -> Any:
        raise RuntimeError("secret detail")

    @app.route("/tea/meet/{name}")
    def meet(name: str) -> Any:
        both_inside.wait(10)
        request: Any = app.current_request
        return {"mine": request.uri_params["name"], "asked": name}

    both_inside = threading.Barrier(2)
    return app


@pytest.fixture
def pulses() -> list[None]:
    return []


@pytest.fixture
def origin(pulses: list[None]) -> Origin:
    def dev(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"dev " + environ["PATH_INFO"].encode()]

    def pages(request: Request) -> Answer:
        return Answer(200, [("Content-Type", "text/html")], f"page {request.path}".encode())

    api = Gateway({"tea": LoadedApp("tea", per_thread(tea_app()))})
    return Origin(behind_the_edge(api), dev, pages, lambda: pulses.append(None))


def assert_problem(got: Got, status: int, code: str) -> None:
    document = got.json()
    assert got.header("Content-Type") == "application/problem+json"
    assert (got.status, document["status"], document["code"]) == (status, status, code)
    assert document["type"] == f"urn:barrow:problem:{code}"
    assert document["title"]


def test_the_event_is_api_gateways(origin: Origin) -> None:
    headers = {"X-Cart-Token": "t", "Cookie": "a=1; b=2", "User-Agent": "test"}

    got = call(origin, "GET", "/api/tea/echo/a%2Fb?q=1&q=2&z=&%C3%A9=%26", headers=headers)

    event = got.json()["event"]
    assert event["resource"] == "/tea/echo/{name}"
    assert event["path"] == "/tea/echo/a%2Fb"
    assert event["pathParameters"] == {"name": "a%2Fb"}
    assert event["queryStringParameters"] == {"q": "2", "z": "", "é": "&"}
    assert event["multiValueQueryStringParameters"] == {"q": ["1", "2"], "z": [""], "é": ["&"]}
    assert event["headers"]["X-Cart-Token"] == "t"
    assert event["headers"]["Cookie"] == "a=1; b=2"
    assert event["multiValueHeaders"]["X-Cart-Token"] == ["t"]
    assert event["body"] is None
    context = event["requestContext"]
    assert context["path"] == "/api/tea/echo/a%2Fb"
    assert context["resourcePath"] == "/tea/echo/{name}"
    assert (context["stage"], context["httpMethod"]) == ("api", "GET")
    assert context["identity"] == {"sourceIp": "127.0.0.1", "userAgent": "test"}
    assert context["requestId"] == got.json()["request_id"]


def test_without_a_query_there_are_no_query_parameters(origin: Origin) -> None:
    event = call(origin, "GET", "/api/tea/echo/x").json()["event"]

    assert event["queryStringParameters"] is None
    assert event["multiValueQueryStringParameters"] is None


def test_the_context_names_the_function_and_the_time_left(origin: Origin) -> None:
    answer = call(origin, "GET", "/api/tea/echo/x").json()

    assert answer["function"] == "barrow-tea-local"
    assert answer["in_time"] is True


def test_the_viewer_stands_behind_what_the_client_claims(origin: Origin) -> None:
    claimed = {"X-Forwarded-For": "6.6.6.6"}

    event = call(origin, "GET", "/api/tea/echo/x", headers=claimed).json()["event"]

    assert event["headers"]["X-Forwarded-For"] == "6.6.6.6, 127.0.0.1, 127.0.0.1"


def test_what_the_edge_shows_goes_over_what_a_client_sends_in_its_place(origin: Origin) -> None:
    event = call(origin, "GET", "/api/tea/echo/x", headers={HEADER: "mine"}).json()["event"]

    assert event["headers"][HEADER] == EDGE_KEY


def test_who_asks_an_api_at_its_own_address_is_the_last_hop_and_the_only_sure_one() -> None:
    api = Gateway({"tea": LoadedApp("tea", per_thread(tea_app()))})
    claimed = {"X-Forwarded-For": "6.6.6.6"}

    answer = api(Request("GET", "/api/tea/echo/x", "", claimed, remote="203.0.113.9"))

    event = json.loads(answer.body)["event"]
    assert event["headers"]["X-Forwarded-For"] == "6.6.6.6, 203.0.113.9"
    assert event["requestContext"]["identity"]["sourceIp"] == "203.0.113.9"
    assert HEADER not in event["headers"]


def test_a_text_body_comes_as_text(origin: Origin) -> None:
    got = call(origin, "POST", "/api/tea/echo/x", json_body={"name": "Grün"})

    event = got.json()["event"]
    assert json.loads(event["body"]) == {"name": "Grün"}
    assert event["isBase64Encoded"] is False


def test_a_body_that_is_no_text_comes_as_base64(origin: Origin) -> None:
    media = {"Content-Type": "application/json"}

    answer = call(origin, "POST", "/api/tea/echo/x", PNG, media).json()

    assert answer["event"]["isBase64Encoded"] is True
    assert answer["body"].encode("latin-1") == PNG


def test_pictures_go_both_ways_unharmed(origin: Origin) -> None:
    headers = {"Content-Type": "image/png", "Accept": "image/png"}

    got = call(origin, "PUT", "/api/tea/picture", PNG * 3, headers)

    assert got.header("Content-Type") == "image/png"
    assert got.body == PNG * 3


def test_each_cookie_is_a_header_of_its_own(origin: Origin) -> None:
    got = call(origin, "GET", "/api/tea/cookies")

    assert got.all("Set-Cookie") == ["a=1; Path=/", "b=2; Path=/"]
    assert got.all("X-One") == ["1"]


def test_lengths_and_connections_are_the_servers_business(origin: Origin) -> None:
    got = call(origin, "GET", "/api/tea/counted")

    assert got.all("Content-Length") == ["3"]
    assert got.header("Connection") is None


def test_head_is_get_without_the_body(origin: Origin) -> None:
    whole = call(origin, "GET", "/api/tea/cookies")

    got = call(origin, "HEAD", "/api/tea/echo/x")

    assert (got.status, got.body) == (200, b"")
    assert int(got.header("Content-Length") or 0) > 0
    assert call(origin, "HEAD", "/api/tea/cookies").header("X-One") == whole.header("X-One")


def test_options_tells_the_methods(origin: Origin) -> None:
    got = call(origin, "OPTIONS", "/api/tea/echo/x")

    assert (got.status, got.body) == (204, b"")
    assert got.header("Allow") == "GET, HEAD, OPTIONS, POST"


def test_204_has_neither_body_nor_length(origin: Origin) -> None:
    got = call(origin, "DELETE", "/api/tea/gone")

    assert (got.status, got.body) == (204, b"")
    assert got.header("Content-Length") is None


@pytest.mark.parametrize(
    "path", ["/api/tea/nothing", "/api/coffee/x", "/api/", "/api/tea", "/api/tea//echo", "/api//"]
)
def test_an_unknown_route_is_a_problem(origin: Origin, path: str) -> None:
    assert_problem(call(origin, "GET", path), 404, "not_found")


def test_an_unknown_method_is_a_problem_that_names_the_others(origin: Origin) -> None:
    got = call(origin, "PATCH", "/api/tea/echo/x")

    assert_problem(got, 405, "method_not_allowed")
    assert got.header("Allow") == "GET, HEAD, OPTIONS, POST"


def test_head_of_a_route_that_cannot_be_read_is_refused(origin: Origin) -> None:
    assert call(origin, "HEAD", "/api/tea/gone").status == 405


def test_six_megabytes_are_taken_and_one_byte_more_is_not(origin: Origin) -> None:
    most = 6 * 1024 * 1024

    assert call(origin, "POST", "/api/tea/echo/x", b"x" * most).status == 200
    assert_problem(call(origin, "POST", "/api/tea/echo/x", b"x" * (most + 1)), 413, "too_large")


def test_a_header_with_a_line_break_is_not_sent(origin: Origin) -> None:
    got = call(origin, "GET", "/api/tea/split")

    assert_problem(got, 502, "bad_gateway")
    assert got.header("X-Other") is None


def test_a_header_outside_latin_1_is_sent_as_far_as_it_can(origin: Origin) -> None:
    assert call(origin, "GET", "/api/tea/foreign").header("X-Price") == "£5 ? ?6"


def test_a_defect_in_an_app_shows_no_traceback(origin: Origin) -> None:
    got = call(origin, "GET", "/api/tea/defect")

    assert got.status == 500
    assert b"secret" not in got.body
    assert b"Traceback" not in got.body


def test_dev_and_pages_have_their_own_places(origin: Origin, pulses: list[None]) -> None:
    assert call(origin, "GET", "/dev").body == b"dev /dev"
    assert call(origin, "GET", "/dev/mail/").body == b"dev /dev/mail/"
    assert call(origin, "GET", "/devices").body == b"page /devices"
    assert call(origin, "GET", "/tea/green").body == b"page /tea/green"
    assert call(origin, "GET", "/api/docs").body == b"page /api/docs"
    assert pulses == []


def test_the_pumps_are_woken_after_each_api_answer(origin: Origin, pulses: list[None]) -> None:
    call(origin, "GET", "/api/tea/echo/x")
    call(origin, "POST", "/api/tea/echo/x", b"")

    assert len(pulses) == 2


def test_an_absolute_request_target_is_understood(origin: Origin) -> None:
    environ_target = "http://127.0.0.1:8000/api/tea/echo/x"

    got = call(origin, "GET", environ_target)

    assert got.status == 200


def test_two_requests_at_once_do_not_see_each_other(origin: Origin) -> None:
    answers: dict[str, Any] = {}

    def ask(name: str) -> None:
        answers[name] = call(origin, "GET", f"/api/tea/meet/{name}").json()

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("ann", "bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert answers == {
        "ann": {"mine": "ann", "asked": "ann"},
        "bo": {"mine": "bo", "asked": "bo"},
    }


def test_it_answers_over_a_socket(origin: Origin) -> None:
    server = Server(origin)
    server.start()

    with urllib.request.urlopen(f"{server.url}/api/tea/echo/a%2Fb?q=%20") as answer:
        event = json.loads(answer.read())["event"]
    server.stop()

    assert not any(thread.name == f"http {server.port}" for thread in threading.enumerate())
    assert event["pathParameters"] == {"name": "a%2Fb"}
    assert event["queryStringParameters"] == {"q": " "}


def dressed_origin() -> Origin:
    """An origin whose edge marks each answer with the path it was asked for."""

    def api(_: Request) -> Answer:
        raise RuntimeError("secret detail")

    def dev(_: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"dev"]

    def pages(_: Request) -> Answer:
        return Answer(200, [("Content-Type", "text/html")], b"page")

    def dress(path: str, answer: Answer) -> Answer:
        return Answer(answer.status, [*answer.headers, ("X-Edge", path)], answer.body)

    return Origin(api, dev, pages, dress=dress)


@pytest.mark.parametrize(("path", "status"), [("/tea/", 200), ("/api/tea/defect", 500)])
def test_the_edge_puts_its_headers_on_every_answer(path: str, status: int) -> None:
    got = call(dressed_origin(), "GET", path)

    assert (got.status, got.all("X-Edge")) == (status, [path])


def test_the_developers_page_is_not_behind_the_edge() -> None:
    got = call(dressed_origin(), "GET", "/dev/facts")

    assert (got.body, got.all("X-Edge")) == (b"dev", [])


def test_its_number_moves_to_the_name_that_the_shop_knows_itself_by(origin: Origin) -> None:
    numbered = {"Host": "127.0.0.1:8000"}

    page = call(origin, "GET", "/products/tea/?from=mail", headers=numbered)
    api = call(origin, "GET", "/api/tea/counted", headers=numbered)

    assert page.status == 307
    assert page.header("Location") == "http://localhost:8000/products/tea/?from=mail"
    assert api.status == 200


@pytest.mark.parametrize(
    ("host", "told", "seen"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000", "http://localhost:8000"),
        ("127.0.0.1:8000", "http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("127.0.0.1:8000", "http://elsewhere.example", "http://elsewhere.example"),
        ("localhost:8000", "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_who_calls_the_shop_by_its_number_is_of_its_origin(
    origin: Origin, host: str, told: str, seen: str
) -> None:
    headers = {"Host": host, "Origin": told}

    got = call(origin, "POST", "/api/tea/echo/x", headers=headers)

    assert got.json()["event"]["headers"]["Origin"] == seen
