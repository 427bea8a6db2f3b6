"""What people and programs may send to /dev: JSON, or a form of the page, read strictly."""

import json
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import parse_qsl

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from barrow.cloud.http_messages import Answer, Request, problem
from barrow.cloud.shop_clock import MAX_ADVANCE

B = TypeVar("B", bound=BaseModel)
_FORM = "application/x-www-form-urlencoded"


class Refused(Exception):
    """The request is answered with `answer`, a problem document."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AdvanceClock(Body):
    """Exactly one of the two: `advance_seconds`, or the moment to go to."""

    advance_seconds: Annotated[
        float | None, Field(gt=0, le=MAX_ADVANCE.total_seconds(), allow_inf_nan=False)
    ] = None
    set_to: AwareDatetime | None = None


class Settle(Body):
    timeout_seconds: Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)] = 60.0


class PayByCard(Body):
    card: Annotated[str, Field(min_length=1, max_length=40)]
    three_d_secure: Literal["complete", "fail", "leave"] = "complete"


class SetSwitches(Body):
    """Only what is given changes; `late` is in seconds."""

    duplicate: bool | None = None
    late: Annotated[float | None, Field(ge=0, le=3 * 86_400, allow_inf_nan=False)] = None
    reordered: bool | None = None


class Nothing(Body):
    pass


def is_form(request: Request) -> bool:
    return _media(request) == _FORM


def read_body(request: Request, model: type[B]) -> B:
    """The body as a `model`; raises Refused with 400, 415 or 422. An empty body is `{}`."""
    try:
        if is_form(request):
            fields = dict(parse_qsl(request.body.decode("utf-8", "replace")))
            return model.model_validate(fields)
        if request.body and _media(request) != "application/json":
            raise Refused(problem(415, "not_json", "Send application/json"))
        # parsed first: "not JSON" and "not what is asked for" are two different answers
        json.loads(request.body or b"{}")
        return model.model_validate_json(request.body or b"{}", strict=True)
    except ValidationError as error:
        errors = [_field_error(item) for item in error.errors(include_url=False)]
        raise Refused(
            problem(422, "invalid", "Some fields are not valid", errors=errors)
        ) from error
    except (ValueError, RecursionError) as error:
        raise Refused(problem(400, "malformed", "The body is not JSON")) from error


def _media(request: Request) -> str:
    return request.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _field_error(item: Any) -> dict[str, str]:
    codes = {"extra_forbidden": "unknown_field", "missing": "required"}
    return {
        "pointer": "".join(f"/{part}" for part in item["loc"]),
        "code": codes.get(item["type"], item["type"]),
        "detail": item["msg"],
    }
