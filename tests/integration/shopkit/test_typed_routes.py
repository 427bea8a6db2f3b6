"""A typed route: every wrong field at once, nothing unknown, and an answer for whatever is sent."""

import json
from typing import Any

import pytest

from tests.integration.shopkit.corner import Corner
from tests.shop import Response

GOOD = {"name": "Tea", "quantity": 2}


def send(corner: Corner, body: bytes, media: str | None = "application/json") -> Response:
    headers = {"Content-Type": media} if media else {}
    answer: Response = corner.post("/corner/things", body=body, headers=headers)
    return answer


def problem(answer: Response, status: int, code: str) -> Any:
    assert answer.status == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json["code"] == code
    assert answer.json["status"] == status
    assert answer.json["type"] == f"urn:barrow:problem:{code}"
    assert answer.json["title"]
    assert answer.json["detail"]
    return answer.json


def pointers(answer: Response) -> dict[str, str]:
    return {error["pointer"]: error["code"] for error in answer.json["errors"]}


def test_a_good_request_is_answered_by_its_model(corner: Corner) -> None:
    answer = corner.post("/corner/things", json=GOOD)

    assert answer.status == 201
    expected = {"id": "thg_1", "name": "Tea", "quantity": 2, "tags": [], "version": 1}
    assert answer.json == expected
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["ETag"] == '"1"'


def test_every_wrong_field_is_told_at_once(corner: Corner) -> None:
    body = {
        "name": "",
        "quantity": 0,
        "price": {"amount": "9"},
        "tags": ["a", "", "c", "d"],
        "places": [{"city": "York"}, {"postcode": "123456789"}],
        "colour": "red",
    }

    answer = corner.post("/corner/things?limit=0&tag=a&page=2", json=body)

    told = problem(answer, 422, "invalid")
    assert set(pointers(answer)) == {
        "/name", "/quantity", "/price/amount", "/price/currency", "/tags", "/places/1/city",
        "/places/1/postcode", "/colour", "?limit", "?page",
    } | ({"/tags/1"} & set(pointers(answer)))  # fmt: skip
    assert pointers(answer)["/colour"] == "unknown_field"
    assert pointers(answer)["?page"] == "unknown_field"
    assert pointers(answer)["/price/currency"] == "required"
    assert told["detail"] == f"{len(told['errors'])} fields are not valid"


@pytest.mark.parametrize(("wrong", "detail"), [
    (100, "100 fields are not valid"),
    (101, "101 fields are not valid; the first 100 are listed"),
    (80_000, "80000 fields are not valid; the first 100 are listed"),
])  # fmt: skip
def test_a_problem_lists_a_hundred_fields_and_counts_them_all(
    corner: Corner, wrong: int, detail: str
) -> None:
    body = GOOD | {f"{n:x}": 0 for n in range(wrong)}

    answer = corner.post("/corner/things", body=json.dumps(body, separators=(",", ":")).encode())

    told = problem(answer, 422, "invalid")
    assert told["detail"] == detail
    assert [error["pointer"] for error in told["errors"]] == [f"/{n:x}" for n in range(100)]


def test_a_pointer_escapes_what_json_pointers_escape(corner: Corner) -> None:
    """RFC 6901 §3: `~` is ~0 and `/` is ~1."""
    answer = corner.post("/corner/things", json=GOOD | {"a/b~c": 1})

    assert pointers(answer) == {"/a~1b~0c": "unknown_field"}


def test_a_problem_never_repeats_what_was_sent(corner: Corner) -> None:
    answer = corner.post("/corner/things", json={"name": ["ada@example.com"]})

    problem(answer, 422, "invalid")
    assert "ada@example.com" not in answer.text


@pytest.mark.parametrize(
    "body",
    [b"{", b"nul", b"'a'", b'{"name": "Tea",}', b"\xff\xfe", b'{"name": "\xff"}', b"[" * 100_000,
     b'{"name":' * 50_000, b'{"name": "\\ud800"}', b'{"a": 1}{"b": 2}', b'{"name": "a\nb"}'],
)  # fmt: skip
def test_what_is_no_json_is_malformed(corner: Corner, body: bytes) -> None:
    problem(send(corner, body), 400, "malformed")


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b'"Tea"', b"7", b'{"name": null}', b'{"name": "Tea", "quantity": null}',
     b'{"name": "Tea", "quantity": NaN}', b'{"name": "Tea", "quantity": 1e400}',
     b'{"name": "Tea", "quantity": 1.0}', b'{"name": "Tea", "quantity": "2"}',
     b'{"name": "Tea", "quantity": true}', b'{"name": "Tea", "quantity": -1}',
     b'{"name": "Tea", "quantity": ' + b"9" * 4_000 + b"}", b'{"name": "a\\u0000b"}',
     b'{"name": "\\u007f"}', b'{"name": "a\\nb"}'],
)  # fmt: skip
def test_what_is_json_but_not_a_thing_is_not_valid(corner: Corner, body: bytes) -> None:
    problem(send(corner, body), 422, "invalid")


@pytest.mark.parametrize("name", ["Åsa", "李", "🛒", "e\u0301", "\u200fשלום", "'; DROP TABLE--"])
def test_a_name_in_any_script_comes_back_as_it_was(corner: Corner, name: str) -> None:
    answer = corner.post("/corner/things", json={"name": name})

    assert answer.status == 201
    assert answer.json["name"] == name


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"]
)
def test_another_media_type_is_refused(corner: Corner, media: str) -> None:
    problem(send(corner, json.dumps(GOOD).encode(), media), 415, "not_json")


@pytest.mark.parametrize("media", ["application/json; charset=utf-8", "Application/JSON", None])
def test_json_by_any_of_its_names_is_taken(corner: Corner, media: str | None) -> None:
    assert send(corner, json.dumps(GOOD).encode(), media).status == 201


def test_a_body_that_is_too_large_is_refused_and_one_that_just_fits_is_read(corner: Corner) -> None:
    head, tail = b'{"name": "', b'"}'
    fits = head + b" " * (1_000_000 - len(head) - len(tail)) + tail

    problem(send(corner, fits + b" "), 413, "too_large")
    problem(send(corner, fits), 422, "invalid")


def test_a_query_name_that_stands_twice_is_not_guessed_at(corner: Corner) -> None:
    answer = corner.get("/corner/things/thg_1?limit=5&limit=6")

    problem(answer, 422, "invalid")
    assert set(pointers(answer)) == {"?limit"}


def test_a_query_list_takes_every_value(corner: Corner) -> None:
    one = corner.get("/corner/things/thg_1?tag=a&limit=5")
    two = corner.get("/corner/things/thg_1?tag=a&tag=b")

    assert (one.json["tags"], one.json["quantity"]) == (["a"], 5)
    assert two.json["tags"] == ["a", "b"]


def test_a_route_without_a_query_takes_none(corner: Corner) -> None:
    answer = corner.get("/corner/health?verbose=1")

    problem(answer, 422, "invalid")
    assert pointers(answer) == {"?verbose": "unknown_field"}


@pytest.mark.parametrize("path", ["\x00", "a\nb", " ", "a b", "a" * 201, "\x7f", "\ud800"])
def test_an_id_that_cannot_be_one_is_not_found(corner: Corner, path: str) -> None:
    problem(corner.get(f"/corner/things/{path}"), 404, "not_found")


def test_what_breaks_inside_is_told_without_its_reason(corner: Corner) -> None:
    answer = corner.get("/corner/broken")

    told = problem(answer, 500, "internal")
    assert "ada@example.com" not in json.dumps(told)
    assert "RuntimeError" not in answer.text


def test_an_answer_without_a_body_is_204(corner: Corner) -> None:
    answer = corner.delete("/corner/things/thg_1", headers={"If-Match": '"7"'})

    assert (answer.status, answer.text) == (204, "")


def test_health_says_who_answers(corner: Corner) -> None:
    answer = corner.get("/corner/health")

    assert answer.json["capability"] == "corner"
    assert answer.json["status"] == "ok"


def test_the_description_is_served(corner: Corner) -> None:
    answer = corner.get("/corner/openapi.json")

    assert answer.json["openapi"] == "3.1.0"
    assert "/api/corner/things/{thing_id}" in answer.json["paths"]


# ── If-Match ─────────────────────────────────────────────────────────────────────────────────
def test_what_is_read_has_an_etag_and_is_edited_by_it(corner: Corner) -> None:
    etag = corner.get("/corner/things/thg_1").headers["ETag"]

    edited = corner.put("/corner/things/thg_1", json=GOOD, headers={"If-Match": etag})

    assert edited.status == 200
    assert edited.headers["ETag"] == '"8"'


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(
    ("header", "status", "code"),
    [(None, 428, "if_match_missing"), ('"6"', 412, "stale"), ('"8"', 412, "stale"),
     ("7", 400, "malformed"), ('"abc"', 400, "malformed")],
)  # fmt: skip
def test_no_other_version_is_edited(
    corner: Corner, method: str, header: str | None, status: int, code: str
) -> None:
    headers = {"If-Match": header} if header else {}
    body = GOOD if method == "PUT" else None

    answer = corner.request(method, "/corner/things/thg_1", json=body, headers=headers)

    problem(answer, status, code)


def test_a_star_edits_whatever_version_there_is(corner: Corner) -> None:
    answer = corner.put("/corner/things/thg_1", json=GOOD, headers={"If-Match": "*"})

    assert answer.status == 200


# ── staff ────────────────────────────────────────────────────────────────────────────────────
def test_a_staff_route_lets_nobody_else_in_and_says_nothing_of_the_body(corner: Corner) -> None:
    answer = corner.post("/corner/admin/sales", body=b"{")

    problem(answer, 401, "not_signed_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert corner.doing.count == 0


def test_a_staff_route_lets_staff_in(corner: Corner) -> None:
    assert corner.post("/corner/admin/sales", staff=True).status == 201
