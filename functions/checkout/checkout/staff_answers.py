"""What staff send to checkout and get from it."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator
from shopkit.models import (
    Amount,
    Answer,
    Country,
    Currency,
    Line,
    ListQuery,
    MoneyOut,
    Quantity,
    Request,
    ShortLine,
)
from shopkit.money import Money
from shopkit.personal import NAMES_NOBODY, Personal

from checkout.ledger import Posting
from checkout.reconciling import Report
from checkout.refunds import Ask, Part
from checkout.refunds_table import Refund
from checkout.shipping import EVERYWHERE, Band, ShippingOption

Status = Literal[
    "pending_payment", "paid", "processing", "shipped", "delivered", "expired", "cancelled",
    "payment_failed",
]  # fmt: skip


class OrderQuery(ListQuery):
    """One of them: orders of a status (default paid), of an e-mail address, or with a number."""

    status: Status = "paid"
    email: Personal[Annotated[str, StringConstraints(max_length=254)] | None] = None
    number: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{8,12}$")] | None = None

    @field_validator("number")
    @classmethod
    def _alone(cls, number: str | None, others: ValidationInfo) -> str | None:
        if number and others.data.get("email"):
            raise ValueError("give either a number or an email")
        return number

    @property
    def listed_by(self) -> str:
        """Which list this is; an e-mail's holds orders of every status."""
        return f"email:{self.email}" if self.email else f"status:{self.status}"


class RefundLine(Request):
    line_id: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    quantity: Quantity
    amount: Amount | None = None


class NewRefund(Request):
    """Lines, each for its price or an agreed `amount`; or a bare `amount`; `restock` the units."""

    lines: list[RefundLine] = Field([], max_length=500)
    amount: Amount | None = None
    reason: ShortLine = Field("requested", description=NAMES_NOBODY)
    restock: bool = True

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.lines and self.amount is None:
            raise ValueError("say which lines, or what amount")
        ids = [line.line_id for line in self.lines]
        if len(ids) != len(set(ids)):
            raise ValueError("a line stands twice")
        return self

    def ask(self, by: str, key: str | None) -> Ask:
        parts = [Part(line.line_id, line.quantity, line.amount) for line in self.lines]
        return Ask(parts, self.amount, self.reason, self.restock, by, key)


class RefundedLine(Answer):
    line_id: str
    sku: str
    quantity: int
    amount: int


class RefundView(Answer):
    object: Literal["refund"] = "refund"
    id: str
    order_id: str
    amount: MoneyOut
    status: str
    reason: str
    restock: bool
    lines: list[RefundedLine]
    created_at: datetime

    @classmethod
    def of(cls, refund: Refund) -> "RefundView":
        return cls(
            id=refund.id,
            order_id=refund.order_id,
            amount=MoneyOut.of(Money(refund.amount, refund.currency)),
            status=refund.state,
            reason=refund.reason,
            restock=refund.restock,
            lines=[RefundedLine(**vars(line)) for line in refund.lines],
            created_at=refund.at,
        )


class RefundViews(Answer):
    object: Literal["list"] = "list"
    data: list[RefundView]


class LedgerQuery(ListQuery):
    day: date


class PostingView(Answer):
    """Minor units by account, adding up to zero: positive is a debit."""

    object: Literal["posting"] = "posting"
    order_id: str
    kind: str
    reference: str
    entries: dict[str, int]
    currency: str
    at: datetime

    @classmethod
    def of(cls, posting: Posting) -> "PostingView":
        return cls(**(vars(posting) | {"entries": dict(posting.entries)}))


# together they keep the largest table of options, one item of DynamoDB, below half its 400 KB
Prices = Annotated[dict[Currency, Amount], Field(max_length=10)]


class BandIn(Request):
    up_to_grams: Annotated[int, Field(ge=1, le=10_000_000)]
    price: Prices


class OptionIn(Request):
    """A flat option has `price`, one by weight rising `bands`; `*` is everywhere else."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
    name: Line
    estimate: Line
    countries: list[Country | Literal["*"]] = Field(min_length=1, max_length=250)
    price: Prices = {}
    bands: list[BandIn] = Field([], max_length=20)
    free_from: Prices | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.price) == bool(self.bands):
            raise ValueError("give either a price or bands")
        limits = [band.up_to_grams for band in self.bands]
        if limits != sorted(set(limits)):
            raise ValueError("bands rise in weight")
        return self

    def option(self) -> ShippingOption:
        return ShippingOption(
            id=self.id,
            name=self.name,
            estimate=self.estimate,
            countries=tuple(self.countries),
            price=self.price,
            bands=tuple(Band(band.up_to_grams, band.price) for band in self.bands),
            free_from=self.free_from,
        )


class OptionsIn(Request):
    options: list[OptionIn] = Field(min_length=1, max_length=30)

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        ids = [option.id for option in self.options]
        if len(ids) != len(set(ids)):
            raise ValueError("two options have one id")
        return self


class BandView(Answer):
    up_to_grams: int
    price: dict[str, int]


class StoredOption(Answer):
    id: str
    name: str
    estimate: str
    countries: list[str]
    price: dict[str, int]
    bands: list[BandView]
    free_from: dict[str, int] | None


class OptionsView(Answer):
    object: Literal["shipping_options"] = "shipping_options"
    options: list[StoredOption]
    everywhere: str = EVERYWHERE
    version: int

    @classmethod
    def of(cls, options: tuple[ShippingOption, ...], version: int) -> "OptionsView":
        stored = [
            StoredOption(
                id=option.id,
                name=option.name,
                estimate=option.estimate,
                countries=list(option.countries),
                price=dict(option.price),
                bands=[
                    BandView(up_to_grams=band.up_to_grams, price=dict(band.price))
                    for band in option.bands
                ],
                free_from=dict(option.free_from) if option.free_from is not None else None,
            )
            for option in options
        ]
        return cls(options=stored, version=version)


class Finding(Answer):
    code: str
    reference: str


class ReportView(Answer):
    object: Literal["reconciliation"] = "reconciliation"
    sessions: int
    orders: int
    mended: list[str]
    findings: list[Finding]

    @classmethod
    def of(cls, report: Report) -> "ReportView":
        findings = [Finding(code=code, reference=ref) for code, ref in report.findings]
        return cls(
            sessions=report.sessions,
            orders=report.orders,
            mended=report.mended,
            findings=findings,
        )
