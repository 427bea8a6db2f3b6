"""What every fact is, and what several of them are made of."""

from datetime import datetime
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict

from shopkit import ids


class Fact(BaseModel):
    """`id` is unique over all facts and sorts by time; `at` is when it happened, aware, UTC."""

    # an input that does not fit is logged by its field: it may hold a person's data
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    source: ClassVar[str]
    version: ClassVar[int] = 1
    types: ClassVar[dict[str, type["Fact"]]] = {}

    id: str
    at: datetime

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        Fact.types[cls.__name__] = cls

    @classmethod
    def of(cls, now: datetime, **data: object) -> Self:
        return cls.model_validate({"id": ids.new_id("evt", now), "at": now} | data)


class Line(BaseModel):
    """Units of one SKU, with what one costs in minor units after the line's discounts."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    line_id: str
    sku: str
    title: str
    quantity: int
    unit_amount: int
    total: int
