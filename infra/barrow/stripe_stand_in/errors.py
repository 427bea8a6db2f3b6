"""Stripe's error answers.

`executed` tells the two sorts apart that idempotency treats differently: an error found while
reading the request is forgotten, one that came of carrying it out is the answer to the key from
then on (Stripe's documentation, "Idempotent requests").
"""

from typing import Any


class ApiError(Exception):
    def __init__(  # noqa: PLR0913 — the fields of Stripe's error object
        self,
        message: str,
        *,
        code: str | None = None,
        param: str | None = None,
        status: int = 400,
        type: str = "invalid_request_error",  # noqa: A002 — Stripe's own word
        executed: bool = False,
    ) -> None:
        super().__init__(message)
        self.message, self.code, self.param = message, code, param
        self.status, self.type, self.executed = status, type, executed

    def body(self) -> dict[str, Any]:
        error = {"message": self.message, "type": self.type}
        if self.code:
            error["code"] = self.code
            error["doc_url"] = doc_url(self.code)
        if self.param:
            error["param"] = self.param
        return {"error": error}


def doc_url(code: str) -> str:
    return f"https://docs.stripe.com/error-codes/{code.replace('_', '-')}"


def parameter_missing(param: str) -> ApiError:
    return ApiError(f"Missing required param: {param}.", code="parameter_missing", param=param)


def resource_missing(name: str, id_: str, param: str, *, executed: bool = False) -> ApiError:
    """`name` is what Stripe calls the object in the sentence, such as "checkout.session"."""
    return ApiError(
        f"No such {name}: '{id_}'",
        code="resource_missing",
        param=param,
        status=404,
        executed=executed,
    )


def unauthorized(message: str) -> ApiError:
    return ApiError(message, status=401)
