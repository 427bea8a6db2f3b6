"""What people ask about what is held of them."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from shopkit.models import Email, Line, Query, Request
from shopkit.personal import NAMES_NOBODY, Personal

AccountId = Annotated[str, StringConstraints(pattern=r"^acc_[0-9A-Z]{26}$")]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{6}$")]


class AskErasure(Request):
    """`confirm`: that what goes cannot come back was read and understood."""

    confirm: Literal[True]


class AskByAddress(Request):
    email: Personal[Email]


class ExportByCode(Request):
    code: Code


class ErasureByCode(Request):
    code: Code
    confirm: Literal[True]


class AskForPerson(Request):
    """A person by the address they wrote from, or by their account; `reason` goes to the audit."""

    email: Personal[Email | None] = None
    account_id: AccountId | None = None
    reason: Line = Field(description=NAMES_NOBODY)

    @model_validator(mode="after")
    def _one_person(self) -> Self:
        if (self.email is None) == (self.account_id is None):
            raise ValueError("name either an e-mail address or an account")
        return self


class ErasureQuery(Query):
    limit: int = Field(20, ge=1, le=100)
    cursor: str | None = Field(None, max_length=2_000)
