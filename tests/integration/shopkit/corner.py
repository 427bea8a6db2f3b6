"""A tiny capability of its own, behind the real gateway: what the kit's doors do."""

from collections.abc import Callable
from typing import Annotated, Any

from barrow.cloud.apps import LoadedApp, per_thread
from barrow.cloud.gateway import Gateway
from chalice.app import Chalice
from pydantic import Field, StringConstraints
from shopkit import aws
from shopkit.errors import Conflict, Stale, TooManyRequests, Unavailable
from shopkit.http import Api, Call, Reply
from shopkit.models import Answer, Line, MoneyIn, Quantity, Query, Request, ShortLine, Text

from tests.shop import Shop

TABLE = "barrow-local-corner"


class Place(Request):
    city: Line
    postcode: Annotated[Text, StringConstraints(max_length=8)] = ""


class NewThing(Request):
    name: Line
    quantity: Quantity = 1
    price: MoneyIn | None = None
    tags: list[ShortLine] = Field([], max_length=3)
    places: list[Place] = []


class Filter(Query):
    limit: int = Field(20, ge=1, le=100)
    tag: list[str] = []


class Thing(Answer):
    id: str
    name: str
    quantity: int
    tags: list[str]
    version: int


class Sold(Answer):
    count: int


class Doing:
    """What the next sale does before it answers, as a test says, and how often it was done."""

    def __init__(self) -> None:
        self.count = 0
        self.next: Callable[[], None] | None = None

    def __call__(self) -> int:
        self.count += 1
        if self.next:
            self.next()
        return self.count


class Corner:
    """Requests to `/api/corner/…`; `doing` is what a sale does."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.doing = Doing()
        self.app = per_thread(corner_app(self.doing))
        make_table()
        shop.gateway = Gateway({"corner": LoadedApp("corner", self.app)})

    def __getattr__(self, name: str) -> Any:
        return getattr(self.shop, name)


def make_table() -> None:
    names = ("pk", "sk")
    aws.client("dynamodb").create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )


def corner_app(doing: Doing) -> Chalice:
    app = Chalice(app_name="barrow-corner", configure_logs=False)
    api = Api(app, "corner")

    @api.post("/things", status=201)
    def create_thing(call: Call, body: NewThing, query: Filter) -> Thing:
        return Thing(id="thg_1", name=body.name, quantity=body.quantity, tags=body.tags, version=1)

    @api.get("/things/{thing_id}")
    def read_thing(call: Call, thing_id: str, query: Filter) -> Thing:
        return Thing(id=thing_id, name="Thing", quantity=query.limit, tags=query.tag, version=7)

    @api.put("/things/{thing_id}", edits=True)
    def replace_thing(call: Call, thing_id: str, body: NewThing) -> Thing:
        if call.version not in {None, 7}:
            raise Stale()
        return Thing(id=thing_id, name=body.name, quantity=1, tags=[], version=8)

    @api.delete("/things/{thing_id}", edits=True)
    def remove_thing(call: Call, thing_id: str) -> None:
        if call.version not in {None, 7}:
            raise Stale()

    @api.post("/sales", status=201, idempotent=True)
    def sell(call: Call, body: NewThing) -> Sold:
        return Sold(count=doing())

    @api.post("/things/{thing_id}/sales", status=201, idempotent=True)
    def sell_thing(call: Call, thing_id: str) -> Sold:
        return Reply(Sold(count=doing()), headers={"X-Till": "3"})  # type: ignore[return-value]

    @api.post("/admin/sales", status=201, idempotent=True, permission="corner:sell")
    def sell_over_the_counter(call: Call) -> Sold:
        assert call.staff is not None
        return Sold(count=doing())

    @api.get("/broken")
    def break_down(call: Call) -> Thing:
        raise RuntimeError("the e-mail is ada@example.com")

    return app


def unavailable() -> None:
    raise Unavailable("come back")


def broken() -> None:
    raise RuntimeError("broken")


def sold_out() -> None:
    raise Conflict("sold out")


def too_many() -> None:
    raise TooManyRequests("slower", retry_after=30)
