"""The deployed shop asked through Lambda, with events as API Gateway makes them."""

import base64
import io
import json
from typing import Any

import pytest
from barrow.deploying.invoking import InvokedShop, NotDeployed
from barrow.shop_client import Refusal, ShopError, ShopLost
from botocore.exceptions import ReadTimeoutError

from tests.unit.operator.aws_fakes import Account, Client, stage

PATHS: dict[str, Any] = {
    "/api/cart/carts": {"post": {}},
    "/api/cart/carts/{cart_id}": {"get": {}},
    "/api/cart/carts/{cart_id}/lines/{line_id}": {"patch": {}, "delete": {}},
}


class Lambda(Client):
    """A capability that describes its routes, and answers everything else with `answer`."""

    def __init__(self, answer: Any) -> None:
        super().__init__(invoke=self._invoke)
        self.answer = answer
        self.functions: list[str] = []
        self.events: list[dict[str, Any]] = []

    def _invoke(self, FunctionName: str, Payload: bytes) -> Any:  # noqa: N803 — botocore's names
        event = json.loads(Payload)
        if event["path"].endswith("/openapi.json"):
            return answered({"statusCode": 200, "body": json.dumps({"paths": PATHS})})
        self.functions.append(FunctionName)
        self.events.append(event)
        return self.answer if isinstance(self.answer, Exception) else answered(self.answer)


def answered(result: Any, **more: Any) -> dict[str, Any]:
    return {"Payload": io.BytesIO(json.dumps(result).encode()), **more}


def shop(function: Client) -> InvokedShop:
    account: Any = Account({"lambda": function})
    return InvokedShop(account, stage(name="trial"), "bk_key")


def test_an_event_is_what_api_gateway_would_hand_over() -> None:
    cart = Lambda({"statusCode": 200, "body": '{"id":"crt_1"}'})

    shop(cart).request(
        "PATCH", "/api/cart/carts/crt_1/lines/lin_2?a=1&a=2", {"quantity": 2}, staff=True
    )

    (event,) = cart.events
    assert cart.functions == ["barrow-cart-trial"]
    assert event["path"] == "/cart/carts/crt_1/lines/lin_2"
    assert event["requestContext"]["resourcePath"] == "/cart/carts/{cart_id}/lines/{line_id}"
    assert event["pathParameters"] == {"cart_id": "crt_1", "line_id": "lin_2"}
    assert event["multiValueQueryStringParameters"] == {"a": ["1", "2"]}
    assert event["queryStringParameters"] == {"a": "2"}
    assert json.loads(event["body"]) == {"quantity": 2}
    assert event["headers"]["Authorization"] == "Bearer bk_key"


def test_an_answer_is_read_as_over_http() -> None:
    cart = Lambda(
        {
            "statusCode": 201,
            "headers": {"ETag": '"1"'},
            "body": base64.b64encode(b'{"id":"crt_1"}').decode(),
            "isBase64Encoded": True,
        }
    )

    reply = shop(cart).post("/api/cart/carts", {"currency": "GBP"})

    assert (reply.status, reply.etag, reply.json) == (201, '"1"', {"id": "crt_1"})


def test_what_the_shop_refuses_is_raised_with_its_problem() -> None:
    problem = {"code": "out_of_stock", "title": "Gone"}
    cart = Lambda({"statusCode": 409, "body": json.dumps(problem)})

    with pytest.raises(Refusal) as refused:
        shop(cart).post("/api/cart/carts", {})

    assert (refused.value.status, refused.value.code) == (409, "out_of_stock")


def test_a_capability_that_is_not_there_says_how_to_deploy_it() -> None:
    nowhere = Client()
    nowhere.set(invoke=nowhere.missing("ResourceNotFoundException"))

    with pytest.raises(NotDeployed, match="barrow deploy --stage trial"):
        shop(nowhere).get("/api/cart/carts/crt_1")


def test_a_route_that_the_deployed_code_does_not_have_is_not_called() -> None:
    cart = Lambda({"statusCode": 200})

    with pytest.raises(ShopError, match="the deployed cart has no route POST /api/cart/vouchers"):
        shop(cart).post("/api/cart/vouchers", {})

    assert cart.events == []


def test_a_function_that_fails_is_told_with_its_error() -> None:
    cart = Lambda(None)
    crash = {"errorMessage": "Task timed out after 30.00 seconds"}

    def invoke(**request: Any) -> Any:
        if b"openapi.json" in request["Payload"]:
            return cart._invoke(**request)
        return answered(crash, FunctionError="Unhandled")

    cart.set(invoke=invoke)

    with pytest.raises(ShopLost, match="Task timed out"):
        shop(cart).get("/api/cart/carts/crt_1")


def test_a_broken_line_is_lost_and_not_a_crash() -> None:
    cart = Lambda(ReadTimeoutError(endpoint_url="https://lambda"))

    with pytest.raises(ShopLost, match="Read timeout"):
        shop(cart).get("/api/cart/carts/crt_1")
