"""What stands is told apart by name, stage by stage, whatever state it is in."""

from typing import Any

from barrow.deploying import chalice_standing
from barrow.deploying.chalice_declared import Declared
from barrow.deploying.stage import Stage

STAGE = Stage(name="one", sender="shop@example.com")
LAMBDA = "arn:aws:lambda:eu-west-2:123456789012:function"
QUEUE = "arn:aws:sqs:eu-west-2:123456789012:barrow-one-cart"
DECLARED = Declared(
    functions={"consume": "app.consume"},
    roles=(),
    queues={"consume-sqs-event-source": "barrow-one-cart"},
    streams={},
    rules={},
    routes=(),
)


class FakeAccount:
    """Answers each list operation with the next of the pages that it was given for it."""

    region = "eu-west-2"

    def __init__(self, **answers: list[dict[str, Any]]) -> None:
        self._answers = answers
        self._operation = ""

    def client(self, _service: str) -> Any:
        return self

    def get_paginator(self, operation: str) -> Any:
        self._operation = operation
        return self

    def paginate(self, **_arguments: str) -> list[dict[str, Any]]:
        answers = self._answers.get(self._operation, [])
        answer = answers.pop(0) if len(answers) > 1 else answers[0] if answers else {}
        empty = ("Functions", "Roles", "EventSourceMappings", "Rules", "items")
        return [{key: [] for key in empty} | answer]

    def get_stages(self, restApiId: str) -> dict[str, Any]:  # noqa: N803 — API Gateway's name
        return {"item": [{"stageName": "api"}] if restApiId.startswith("deployed") else []}


def mapping(function: str, uuid: str, source: str = QUEUE, state: str = "Enabled") -> Any:
    return {
        "UUID": uuid,
        "FunctionArn": f"{LAMBDA}:{function}",
        "EventSourceArn": source,
        "State": state,
    }


def found(**answers: list[dict[str, Any]]) -> dict[str, Any]:
    account: Any = FakeAccount(**answers)
    standing = chalice_standing.find("cart", STAGE, account, DECLARED)
    return {one.pop("name"): one for one in standing.resources}


def test_the_api_function_and_the_others_are_known_by_chalices_names() -> None:
    names = ["barrow-cart-one", "barrow-cart-one-consume", "barrow-cart-two", "barrow-carts-one"]
    functions = [
        {"FunctionName": name, "FunctionArn": f"{LAMBDA}:{name}", "Handler": "app.app"}
        for name in names
    ]

    resources = found(list_functions=[{"Functions": functions}])

    assert list(resources) == ["api_handler", "consume"]


def test_nothing_made_by_hand_with_a_longer_name_is_taken_for_the_stages() -> None:
    roles = [
        {"RoleName": "barrow-cart-one-consume", "Arn": "arn:1"},
        {"RoleName": "barrow-cart-one-read-only-for-support", "Arn": "arn:2"},
        {"RoleName": "barrow-cart-one", "Arn": "arn:3"},
    ]

    resources = found(list_roles=[{"Roles": roles}])

    assert resources == {
        "consume_role": {
            "resource_type": "iam_role",
            "role_arn": "arn:1",
            "role_name": "barrow-cart-one-consume",
        }
    }


def test_of_two_triggers_for_one_queue_one_is_kept_and_the_other_swept() -> None:
    twice = [mapping("barrow-cart-one-consume", "u1"), mapping("barrow-cart-one-consume", "u2")]

    resources = found(list_event_source_mappings=[{"EventSourceMappings": twice}])

    assert list(resources) == ["consume-sqs-event-source", "consume-sqs-event-source-u2"]
    assert resources["consume-sqs-event-source"]["event_uuid"] == "u1"


def test_a_trigger_of_another_queue_than_the_codes_is_swept() -> None:
    old = mapping("barrow-cart-one-consume", "u1", QUEUE.replace("one-cart", "one-old"))

    resources = found(list_event_source_mappings=[{"EventSourceMappings": [old]}])

    assert list(resources) == ["consume-sqs-event-source-u1"]


def test_a_trigger_that_lambda_is_taking_away_is_as_good_as_gone() -> None:
    going = mapping("barrow-cart-one-consume", "u1", state="Deleting")

    assert found(list_event_source_mappings=[{"EventSourceMappings": [going]}]) == {}


def test_a_deployment_waits_until_triggers_of_before_are_gone() -> None:
    going = mapping("barrow-cart-one-consume", "u1", state="Deleting")
    others = mapping("barrow-cart-two-consume", "u2", state="Deleting")
    account: Any = FakeAccount(
        list_event_source_mappings=[
            {"EventSourceMappings": [going, others]},
            {"EventSourceMappings": [going, others]},
            {"EventSourceMappings": [others]},
        ]
    )
    said: list[str] = []
    waited: list[float] = []

    chalice_standing.await_deletions("cart", STAGE, account, said.append, waited.append)

    assert waited == [3.0, 3.0]
    assert said == ["waiting for Lambda to take away 1 triggers of before"] * 2


def test_the_api_in_use_is_the_deployed_one_and_of_two_the_older() -> None:
    apis = [
        {"id": "half", "name": "barrow-cart-one", "createdDate": 1},
        {"id": "deployed2", "name": "barrow-cart-one", "createdDate": 3},
        {"id": "deployed1", "name": "barrow-cart-one", "createdDate": 2},
        {"id": "deployed0", "name": "barrow-cart-two", "createdDate": 1},
    ]

    resources = found(get_rest_apis=[{"items": apis}])

    assert list(resources) == ["rest_api", "rest_api-deployed2", "rest_api-half"]
    assert resources["rest_api"]["rest_api_id"] == "deployed1"


def test_what_is_used_is_recorded_before_what_uses_it() -> None:
    resources = found(
        list_functions=[
            {
                "Functions": [
                    {
                        "FunctionName": "barrow-cart-one-consume",
                        "FunctionArn": f"{LAMBDA}:barrow-cart-one-consume",
                        "Handler": "app.consume",
                    }
                ]
            }
        ],
        list_roles=[{"Roles": [{"RoleName": "barrow-cart-one-consume", "Arn": "arn:1"}]}],
        list_event_source_mappings=[
            {"EventSourceMappings": [mapping("barrow-cart-one-consume", "u1")]}
        ],
        list_rules=[{"Rules": [{"Name": "barrow-cart-one-tidy-event"}]}],
        get_rest_apis=[{"items": [{"id": "a", "name": "barrow-cart-one", "createdDate": 1}]}],
    )

    assert list(resources) == [
        "consume_role",
        "consume",
        "consume-sqs-event-source",
        "tidy-event",
        "rest_api",
    ]
