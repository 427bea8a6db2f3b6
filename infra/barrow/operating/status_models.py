"""A stage's status in one piece, as `barrow status --json` writes it."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from barrow.operating.health import Health


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class StackStatus(_Part):
    """`state` is CloudFormation's, None when the stack is not there."""

    name: str
    state: str | None
    changed: datetime | None


class FunctionStatus(_Part):
    """`part` is none for the API, else what the function is for."""

    name: str
    part: str
    health: Health


class AppStatus(_Part):
    """`marker` is what the last deploy left: a digest, or that it was broken off."""

    capability: str
    release: str
    marker: str | None
    runtime: str
    changed: datetime | None
    functions: tuple[FunctionStatus, ...]


class QueueStatus(_Part):
    name: str
    waiting: int
    in_flight: int
    dead: int


class OrderStatus(_Part):
    """`total` is in the currency's minor unit."""

    number: str
    status: str
    total: int
    currency: str
    created_at: datetime


class Status(_Part):
    """`distribution` is CloudFront's name for the site, where a domain has to lead.

    `orders` is None, and `no_orders_because` says why, when the shop could not be asked.
    """

    stage: str
    account: str
    region: str
    at: datetime
    site: str | None
    distribution: str | None
    stacks: tuple[StackStatus, ...]
    apps: tuple[AppStatus, ...]
    queues: tuple[QueueStatus, ...]
    orders: tuple[OrderStatus, ...] | None
    no_orders_because: str
