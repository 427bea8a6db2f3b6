"""What a caller can do wrong, or meet, as a tree; `problems.py` alone knows the status codes.

    ShopError
    ├── Malformed            the request cannot be read
    ├── Invalid              it can be read, and fields of it are wrong
    ├── NotSignedIn
    ├── NotAllowed
    │   ├── ReauthenticationNeeded   the session is good, and has not been confirmed lately
    │   └── SecondFactorNeeded       a member of staff who signed in with one factor
    ├── NotFound
    ├── Conflict             the state of the shop does not admit it
    │   ├── InFlight         the same Idempotency-Key is being answered
    │   ├── OutOfStock, TotalChanged, NotInThisState …  (in the room that knows them)
    ├── Stale                If-Match names an older version
    ├── PreconditionMissing
    ├── IdempotencyKeyReused
    ├── TooLarge, NotJson, NotAForm, TooManyRequests
    └── Unavailable          another service does not answer; nothing was lost, try again

`code` is stable and snake_case; `extra` goes into the problem document beside it.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True)
class FieldError:
    """One wrong field: `pointer` is a JSON pointer into the body, `?name`, or a header's name."""

    pointer: str
    code: str
    detail: str


@dataclass
class ShopError(Exception):
    code: ClassVar[str] = "error"
    title: ClassVar[str] = "Something is wrong"
    detail: str = ""

    def __post_init__(self) -> None:
        super().__init__(self.detail or self.title)

    @property
    def extra(self) -> dict[str, Any]:
        return {}


class Malformed(ShopError):
    code = "malformed"
    title = "The request cannot be read"


@dataclass
class Invalid(ShopError):
    code = "invalid"
    title = "Some fields are not valid"
    errors: list[FieldError] = field(default_factory=list)

    @property
    def extra(self) -> dict[str, Any]:
        return {"errors": [vars(error) for error in self.errors]}


class NotSignedIn(ShopError):
    code = "not_signed_in"
    title = "Sign in first"


class NotAllowed(ShopError):
    code = "not_allowed"
    title = "You may not do this"


class ReauthenticationNeeded(NotAllowed):
    code = "reauthentication_needed"
    title = "Confirm that it is you"


class SecondFactorNeeded(NotAllowed):
    code = "second_factor_needed"
    title = "The shop's people sign in with a second factor"


class NotFound(ShopError):
    code = "not_found"
    title = "There is nothing here"


class Conflict(ShopError):
    code = "conflict"
    title = "The shop has changed"


class Stale(ShopError):
    code = "stale"
    title = "This was edited meanwhile; read it again"


class PreconditionMissing(ShopError):
    code = "if_match_missing"
    title = "Say with If-Match which version you edit"


class TooLarge(ShopError):
    code = "too_large"
    title = "The request is too large"


class NotJson(ShopError):
    code = "not_json"
    title = "Send application/json"


class NotAForm(ShopError):
    code = "not_a_form"
    title = "Send an HTML form"


@dataclass
class TooManyRequests(ShopError):
    code = "too_many_requests"
    title = "Too many requests"
    retry_after: int = 1


class Unavailable(ShopError):
    code = "unavailable"
    title = "Try again in a moment"


class IdempotencyKeyReused(ShopError):
    code = "idempotency_key_reused"
    title = "This Idempotency-Key belongs to another request"


class InFlight(Conflict):
    code = "in_flight"
    title = "The same request is being answered"
