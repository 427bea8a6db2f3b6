"""Whatever is sent, the shop answers for it: no 5xx, refusals are problems and write nothing.

The requests are drawn from the shop's own OpenAPI by schemathesis (data that fits the description,
and data that does not), from each described body with one value after another replaced by what
clients should never send, and from bodies that are no JSON at all. Ids are foreign or real, the
staff key is there or not. The seed is fixed: a failure comes back on the next run.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pytest
import schemathesis
from barrow.cloud.gateway import Gateway
from barrow.cloud.http_messages import Request
from barrow.cloud.moto_engine import MotoEngine
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi import checks
from shopkit.models import Problem

from tests.proofs.furnished_shop import Furnished
from tests.shop import STAFF_KEY, START, Response, apps, open_shop

#: Requests of each kind for each route; the whole file stays below a minute and a half.
EXAMPLES = 12

WITH_NEW_IDS, WITH_REAL_IDS = False, True

NASTY_VALUES: list[Any] = [
    None, True, 0, -1, -(10**12), 2**63, 10**30, 1.5, -0.0, "", " ", [], {}, [[]], {"amount": {}},
    "\x00", "a\u0000b", "\u202e\u200d\ufeff", "e\u0301" * 50, "𝕊𝓱𝓸𝓹 🛒", "\uffff", "x" * 20_000,
    "'; DROP TABLE orders; --", "<script>alert(1)</script>", "{{ 7 * 7 }}", "../../etc/passwd",
    "a\r\nSet-Cookie: b=c", "ORDER#1", "٣", "ẞ@example.com", "2026-02-30", "GBP\n",
]  # fmt: skip

NASTY_BODIES: list[bytes] = [
    b"", b"{", b"}", b"nul", b"'", b"\xff\xfe{}", b"\x00", b'{"a": 1,}', b'{"a": NaN}', b"Infinity",
    b"[" * 100_000, b'{"a":' * 50_000, b'{"a": 1}{"b": 2}', b'{"a": "\\ud800"}', b'{"\\udfff": 1}',
    b"1" * 20_000, b'{"a": 1e400}', b'"' + b"x" * 999_000 + b'"', b"x" * 1_000_001, b"null", b"[]",
    b'{"a": 1, "a": 2}', b"\xef\xbb\xbf{}", b'{"a": "\t"}',
]  # fmt: skip


@pytest.fixture(scope="module")
def furnished() -> Iterator[Furnished]:
    with open_shop(MotoEngine()) as shop:
        yield Furnished(shop)


@lru_cache
def document(capability: str) -> dict[str, Any]:
    asked = Request("GET", f"/api/{capability}/openapi.json")
    described: dict[str, Any] = json.loads(Gateway(apps())(asked).body)
    return described


class Operation(NamedTuple):
    capability: str
    method: str
    path: str

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def description(self) -> dict[str, Any]:
        found: dict[str, Any] = document(self.capability)["paths"][self.path][self.method]
        return found

    @property
    def can_be_wrong(self) -> bool:
        """A path parameter takes any text, and a body left to the view has no description."""
        parameters = [one for one in self.description["parameters"] if one["in"] != "path"]
        body = self.description.get("requestBody", {}).get("content", {})
        return bool(parameters or body.get("application/json", {}).get("schema"))

    def strategy(self, furnished: Furnished, mode: GenerationMode) -> Any:
        described = schemathesis.openapi.from_wsgi(
            f"/api/{self.capability}/openapi.json", furnished.wsgi
        )
        return described[self.path][self.method].as_strategy(mode)


OPERATIONS = [
    Operation(capability, method, path)
    for capability in sorted(apps())
    for path, methods in document(capability)["paths"].items()
    for method in methods
]
WITH_BODY = [one for one in OPERATIONS if "requestBody" in one.description]
GENERATED = [
    pytest.param(operation, mode, id=f"{operation.name} {mode.value}")
    for operation in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or operation.can_be_wrong
]


def assert_answered_for(furnished: Furnished, status: int, media: str, body: str) -> None:
    """What holds of every answer, whatever was asked."""
    written = furnished.forget_writes()
    assert status < 500, body
    if status >= 400:
        assert media == "application/problem+json", (status, media, body)
        problem = Problem.model_validate_json(body)
        assert problem.status == status
        assert problem.code.islower()
        assert written == [], f"a {status} {problem.code} wrote {written}"


@pytest.mark.parametrize("staff", [True, False], ids=["staff", "anybody"])
@pytest.mark.parametrize(("operation", "mode"), GENERATED)
def test_generated_requests_are_answered_as_described(
    furnished: Furnished, operation: Operation, mode: GenerationMode, staff: bool
) -> None:
    credentials = {"Authorization": f"Bearer {STAFF_KEY}"} if staff else {}

    @settings(
        max_examples=EXAMPLES if staff else EXAMPLES // 3,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.strategy(furnished, mode), ids=st.sampled_from([WITH_NEW_IDS, WITH_REAL_IDS])
    )
    def send_one(case: Any, ids: bool) -> None:
        headers = dict(credentials)
        if ids is WITH_REAL_IDS:
            headers |= furnished.keys_that_open
            _use_real_ids(case, furnished)
        response = case.call(headers=headers)
        media = response.headers.get("content-type", [""])[0]

        assert_answered_for(furnished, response.status_code, media, response.text)
        if response.status_code < 400:
            case.validate_response(
                response,
                checks=[checks.response_schema_conformance, checks.content_type_conformance],
            )
            if ids is WITH_NEW_IDS:
                case.validate_response(response, checks=[checks.negative_data_rejection])

    send_one()


def _use_real_ids(case: Any, furnished: Furnished) -> None:
    if case.path_parameters:
        case.path_parameters = {
            name: furnished.real(name) or value for name, value in case.path_parameters.items()
        }
    if isinstance(case.body, dict) and "cart_id" in case.body:
        case.body = case.body | {"cart_id": furnished.cart_id}


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda one: one.name)
def test_a_body_that_is_no_json_or_not_of_the_kind_is_refused_and_writes_nothing(
    furnished: Furnished, operation: Operation
) -> None:
    refused = {400, 404, 413, 415, 422}

    for body in NASTY_BODIES:
        answer = _send(furnished, operation.method, operation.path, body)

        assert_answered_for(furnished, answer.status, _media(answer), answer.text)
        assert answer.status in refused, (body[:40], answer.text)


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda one: one.name)
def test_every_field_may_hold_anything(furnished: Furnished, operation: Operation) -> None:
    samples = list(_samples(furnished, operation))

    for sample in samples:
        for body in _spoiled(sample):
            answer = _send(furnished, *operation[1:], json.dumps(body).encode())

            assert_answered_for(furnished, answer.status, _media(answer), answer.text)


def test_a_lone_half_of_a_surrogate_is_refused_wherever_it_stands(furnished: Furnished) -> None:
    cart = f"/api/cart/carts/{furnished.cart_id}"
    line = b'{"lines": [{"sku": "TEA-\\ud800", "quantity": 1}]}'

    answers = [
        _send(furnished, "post", f"{cart}/lines", line),
        _send(furnished, "post", f"{cart}/codes", b'{"code": "\\udc00"}'),
        _send(furnished, "get", "/api/catalog/availability?sku=%ED%A0%80", b""),
    ]

    for answer in answers:
        assert_answered_for(furnished, answer.status, _media(answer), answer.text)
        assert answer.status in {400, 422}


def test_what_is_accepted_is_seen_to_write(furnished: Furnished) -> None:
    line = b'{"sku": "TEA-1", "quantity": 1}'

    answer = _send(furnished, "post", "/api/cart/carts/{cart_id}/lines", line)

    assert answer.status == 201
    assert set(furnished.forget_writes()) == {f"CART#{furnished.cart_id}"}


def test_the_ledgers_agree_after_all_that_was_accepted(furnished: Furnished) -> None:
    shop = furnished.shop
    listed = shop.get("/inventory/admin/stock?limit=100", staff=True).json["data"]

    checked = [
        shop.get(f"/inventory/admin/stock/{item['sku']}/check", staff=True).json for item in listed
    ]

    assert {"TEA-1", "POT-1"} <= {one["sku"] for one in checked}
    assert [one for one in checked if not one["agrees"]] == []
    day = shop.get(f"/checkout/admin/ledger?day={START.date()}", staff=True).json["data"]
    assert day
    assert {sum(posting["entries"].values()) for posting in day} == {0}


def _send(furnished: Furnished, method: str, path: str, body: bytes) -> Response:
    """By staff, to things that are there."""
    target = path.removeprefix("/api")
    for name in ("cart_id", "line_id", "order_id", "sku"):
        target = target.replace(f"{{{name}}}", str(furnished.real(name)))
    headers = furnished.keys_that_open | {"Content-Type": "application/json"}
    return furnished.shop.request(method.upper(), target, body=body, headers=headers, staff=True)


def _media(answer: Response) -> str:
    return {name.lower(): value for name, value in answer.headers.items()}.get("content-type", "")


def _samples(furnished: Furnished, operation: Operation) -> Iterator[dict[str, Any]]:
    """Two bodies that fit the description: a small one and the first with its fields filled."""
    found: list[dict[str, Any]] = []

    @settings(
        max_examples=30, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.strategy(furnished, GenerationMode.POSITIVE))
    def draw(case: Any) -> None:
        if isinstance(case.body, dict):
            found.append(case.body)

    draw()
    found.sort(key=lambda body: len(list(_places(body))))
    for sample in found[:1] + found[-1:]:
        real = {name: furnished.real(name) or value for name, value in sample.items()}
        yield {name: real[name] if name == "cart_id" else sample[name] for name in sample}


def _spoiled(sample: dict[str, Any]) -> Iterator[Any]:
    """The sample with each place replaced, left out, or given company, one at a time."""
    for place in list(_places(sample))[:40]:
        for value in NASTY_VALUES:
            yield _with(sample, place, value)
    yield sample | {"not_known": 1}
    yield from ({k: v for k, v in sample.items() if k != left_out} for left_out in sample)


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(value, dict):
        inner = iter(value.items())
    elif isinstance(value, list):
        inner = iter(list(enumerate(value))[:2])
    for key, part in inner:
        yield (*at, key)
        yield from _places(part, (*at, key))


def _with(value: Any, place: tuple[Any, ...], other: Any) -> Any:
    if not place:
        return other
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = _with(value[place[0]], place[1:], other)
    return copy
