"""What every request and answer is made of: base models, and the field types of the contract."""

from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from shopkit.money import MAX_AMOUNT, Money

T = TypeVar("T")


class Request(BaseModel):
    """A body that clients send: JSON's own types only, and no field that is not known."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class Query(BaseModel):
    """The query string: texts that are read as the field's type, and no unknown name."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Answer(BaseModel):
    """A body that the shop sends."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _printable(text: str) -> str:
    # C0 controls, DEL and the unpaired halves that UTF-8 cannot carry; newline and tab stay
    if any((c < " " and c not in "\n\t") or c == "\x7f" or "\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("has characters that cannot be printed")
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise ValueError("is one line")
    return text


Text = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=10_000), AfterValidator(_printable)
]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_printable),
    AfterValidator(_one_line),
]
ShortLine = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
    AfterValidator(_printable),
    AfterValidator(_one_line),
]
Sku = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
# RFC 5321's lengths, and the shape that mail servers take; that it exists, only a mail can show
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=254,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
        r"(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$",
    ),
]
Amount = Annotated[int, Field(ge=0, le=MAX_AMOUNT)]
Quantity = Annotated[int, Field(ge=1, le=1_000_000)]


class MoneyIn(Request):
    amount: Amount
    currency: Currency

    def money(self) -> Money:
        return Money(self.amount, self.currency)


class MoneyOut(Answer):
    amount: int
    currency: str

    @classmethod
    def of(cls, money: Money) -> "MoneyOut":
        return cls(amount=money.amount, currency=money.currency)


class ListQuery(Query):
    limit: int = Field(20, ge=1, le=100)
    cursor: str | None = Field(None, max_length=2_000)


class Listing(Answer, Generic[T]):
    object: Literal["list"] = "list"
    data: list[T]
    has_more: bool
    next_cursor: str | None

    @classmethod
    def of(cls, data: list[T], next_cursor: str | None) -> "Listing[T]":
        return cls(data=data, has_more=next_cursor is not None, next_cursor=next_cursor)


class FieldProblem(BaseModel):
    pointer: str
    code: str
    detail: str


class Problem(BaseModel):
    """RFC 9457; `code` is stable, and a conflict may carry more fields that its code names."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblem] | None = None


class Health(Answer):
    object: Literal["health"] = "health"
    status: Literal["ok"] = "ok"
    capability: str
    at: datetime
