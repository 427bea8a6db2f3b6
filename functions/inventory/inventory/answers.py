"""What the inventory's routes take and give."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_core import InitErrorDetails, PydanticCustomError
from shopkit.models import Answer, Line, Request, Sku, Text
from shopkit.personal import NAMES_NOBODY
from shopkit.stock import Hold

from inventory.adjustments_table import Adjustment
from inventory.stock_items import MAX_SHARDS
from inventory.stock_table import Movement
from inventory.stockroom import Opening, Stocked, Summed

Units = Annotated[int, Field(ge=0, le=100_000_000)]
Shards = Annotated[int, Field(ge=1, le=MAX_SHARDS)]
Reason = Literal[
    "received", "returned", "found", "counted", "damaged", "lost", "sample", "correction"
]


class NewStock(Request):
    """A SKU that comes into stock; `shards` > 1 for what hundreds buy in the same second."""

    sku: Sku
    on_hand: Units = 0
    reorder_point: Units = 0
    supplier: Line | None = None
    shards: Shards = 1

    def opening(self) -> Opening:
        return Opening(self.sku, self.on_hand, self.reorder_point, self.supplier or "", self.shards)


class OneOfMany(NewStock):
    """A SKU of a batch; more shards are its own edit after, a transaction is short of room."""

    shards: Literal[1] = 1


class NewStocks(Request):
    """Up to 25 at once, all or none; distinct SKUs with one shard each."""

    items: list[OneOfMany] = Field(min_length=1, max_length=25)

    @field_validator("items")
    @classmethod
    def _distinct(cls, items: list[OneOfMany]) -> list[OneOfMany]:
        skus = [item.sku for item in items]
        twice = [n for n, sku in enumerate(skus) if sku in skus[:n]]
        if twice:
            wrong = [_duplicate(n, skus[n]) for n in twice]
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        return items


def _duplicate(place: int, sku: str) -> InitErrorDetails:
    error = PydanticCustomError("duplicate", "This SKU stands in the batch already")
    return InitErrorDetails(type=error, loc=(place, "sku"), input=sku)


class EditStock(Request):
    reorder_point: Units | None = None
    supplier: Text | None = None
    shards: Shards | None = None


class NewAdjustment(Request):
    """`delta` units came on hand, or left it when negative."""

    delta: Annotated[int, Field(ge=-100_000_000, le=100_000_000)]
    reason: Reason
    note: Text = Field("", description=NAMES_NOBODY)

    def adjustment(self, sku: str, by: str) -> Adjustment:
        return Adjustment(sku, self.delta, self.reason, self.note, by)


class StockView(Answer):
    object: Literal["stock_item"] = "stock_item"
    id: str
    sku: str
    available: int
    held: int
    on_hand: int
    level: str
    shards: int
    reorder_point: int
    supplier: str
    created_at: datetime
    version: int

    @classmethod
    def of(cls, stocked: Stocked) -> "StockView":
        item, counts = stocked.item, stocked.counts
        return cls(
            id=item.sku,
            sku=item.sku,
            available=counts.available,
            held=counts.held,
            on_hand=counts.on_hand,
            level=item.level,
            shards=item.shards,
            reorder_point=item.reorder_point,
            supplier=item.supplier,
            created_at=datetime.fromisoformat(item.created_at),
            version=item.version,
        )


class StockViews(Answer):
    object: Literal["list"] = "list"
    data: list[StockView]


class MovementView(Answer):
    object: Literal["movement"] = "movement"
    id: str
    sku: str
    delta: int
    reason: str
    reference: str
    by: str
    created_at: datetime

    @classmethod
    def of(cls, entry: Movement) -> "MovementView":
        values = {name: getattr(entry, name) for name in ("id", "sku", "delta", "reason")}
        return cls(
            **values,
            reference=entry.reference,
            by=entry.by,
            created_at=datetime.fromisoformat(entry.at),
        )


class LedgerCheck(Answer):
    """Whether the sum of every movement is what is on hand."""

    object: Literal["ledger_check"] = "ledger_check"
    sku: str
    on_hand: int
    movements: int
    agrees: bool


class LedgerSums(Answer):
    """A SKU's movements added up by reason; all reasons together are what is on hand."""

    object: Literal["ledger_sums"] = "ledger_sums"
    sku: str
    on_hand: int
    units: dict[str, int]

    @classmethod
    def of(cls, summed: Summed) -> "LedgerSums":
        return cls(sku=summed.sku, on_hand=summed.on_hand, units=dict(summed.units))


class TakeView(Answer):
    sku: str
    shard: int
    units: int


class HoldView(Answer):
    object: Literal["hold"] = "hold"
    id: str
    order_id: str
    state: str
    takes: list[TakeView]

    @classmethod
    def of(cls, hold: Hold) -> "HoldView":
        takes = [TakeView(**vars_of) for vars_of in _takes(hold)]
        return cls(id=hold.order_id, order_id=hold.order_id, state=hold.state, takes=takes)


def _takes(hold: Hold) -> list[dict[str, object]]:
    return [
        {"sku": take.sku, "shard": take.shard, "units": take.units}
        for chunk in hold.chunks
        for take in chunk
    ]
