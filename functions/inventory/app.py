"""Inventory's door: stock for the stockroom, the sales' queue, and the stream of every count."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "inventory")

from chalice import Chalice
from inventory import adjusting, levels, sales, stock_table, stockroom
from inventory.answers import (
    EditStock,
    HoldView,
    LedgerCheck,
    LedgerSums,
    MovementView,
    NewAdjustment,
    NewStock,
    NewStocks,
    StockView,
    StockViews,
)
from shopkit import clock, consumers, cursors, outbox, stock
from shopkit.errors import NotFound, Stale
from shopkit.events import OrderPlaced, OrderRefunded
from shopkit.http import Api, Call
from shopkit.models import Listing, ListQuery
from shopkit.observability import watched

STAGE = os.environ.get("BARROW_STAGE", "local")
STREAM = os.environ.get(
    "STREAM_ARN", f"arn:aws:dynamodb:local:000000000000:table/barrow-{STAGE}-inventory/stream/local"
)

app = Chalice(app_name=f"barrow-inventory-{STAGE}", configure_logs=False)
api = Api(app, "inventory")


@api.post("/admin/stock", status=201, permission="inventory:write", idempotent=True,
          errors=(stockroom.StockExists,))  # fmt: skip
def open_stock(call: Call, body: NewStock) -> StockView:
    """Take one SKU into stock with its opening count."""
    return StockView.of(stockroom.open_stock([body.opening()], call.staff.key, call.now)[0])


@api.post("/admin/stock/batch", status=201, permission="inventory:write", idempotent=True,
          errors=(stockroom.StockExists,))  # fmt: skip
def open_stocks(call: Call, body: NewStocks) -> StockViews:
    """Take up to 25 SKUs into stock, all or none."""
    openings = [item.opening() for item in body.items]
    stocked = stockroom.open_stock(openings, call.staff.key, call.now)
    return StockViews(data=[StockView.of(one) for one in stocked])


@api.get("/admin/stock", permission="inventory:read")
def list_stock(call: Call, query: ListQuery) -> Listing[StockView]:
    """Every stock item by SKU."""
    start = cursors.open_("inventory.stock", query.cursor)
    stocked, next_key = stockroom.list_stock(query.limit, start)
    cursor = cursors.seal("inventory.stock", next_key)
    return Listing[StockView].of([StockView.of(one) for one in stocked], cursor)


@api.get("/admin/stock/{sku}", permission="inventory:read", errors=(NotFound,))
def read_stock(call: Call, sku: str) -> StockView:
    return StockView.of(stockroom.look(sku))


@api.patch("/admin/stock/{sku}", permission="inventory:write", edits=True, errors=(NotFound, Stale))
def edit_stock(call: Call, sku: str, body: EditStock) -> StockView:
    """Change the reorder point, the supplier or the number of shards."""
    edited = stockroom.edit(
        sku,
        version=call.version,
        reorder_point=body.reorder_point,
        supplier=body.supplier,
        shards=body.shards,
    )
    return StockView.of(edited)


@api.post("/admin/stock/{sku}/adjustments", status=201, permission="inventory:write",
          idempotent=True, errors=(NotFound,))  # fmt: skip
def adjust_stock(call: Call, sku: str, body: NewAdjustment) -> StockView:
    """Enter units that came or went, with the reason."""
    adjustment = body.adjustment(sku, call.staff.key)
    return StockView.of(adjusting.adjust(adjustment, call.key, call.now))


@api.get("/admin/stock/{sku}/movements", permission="inventory:read")
def list_movements(call: Call, sku: str, query: ListQuery) -> Listing[MovementView]:
    """Every unit that came or went, newest first."""
    scope = f"inventory.movements.{sku}"
    entries, next_key = stock_table.list_movements(
        sku, query.limit, cursors.open_(scope, query.cursor)
    )
    cursor = cursors.seal(scope, next_key)
    return Listing[MovementView].of([MovementView.of(entry) for entry in entries], cursor)


@api.get("/admin/stock/{sku}/check", permission="inventory:read", errors=(NotFound,))
def check_ledger(call: Call, sku: str) -> LedgerCheck:
    """Add up every movement of the SKU and compare with the count."""
    on_hand = stockroom.look(sku).counts.on_hand
    total = stock_table.movements_sum(sku)
    return LedgerCheck(sku=sku, on_hand=on_hand, movements=total, agrees=on_hand == total)


@api.get("/admin/ledger", permission="inventory:read")
def read_ledger(call: Call, query: ListQuery) -> Listing[LedgerSums]:
    """Every SKU's movements added up by reason, beside what is on hand."""
    start = cursors.open_("inventory.ledger", query.cursor)
    sums, next_key = stockroom.ledger_sums(query.limit, start)
    cursor = cursors.seal("inventory.ledger", next_key)
    return Listing[LedgerSums].of([LedgerSums.of(one) for one in sums], cursor)


@api.get("/admin/holds/{order_id}", permission="inventory:read", errors=(NotFound,))
def read_hold(call: Call, order_id: str) -> HoldView:
    """What an order keeps from the shelf."""
    hold = stock.read_hold(order_id)
    if hold is None:
        raise NotFound()
    return HoldView.of(hold)


@app.on_sqs_message(queue=f"barrow-{STAGE}-inventory", batch_size=10, name="consume")
@watched
def consume(event):
    """Sales and returns into the ledger."""
    handlers = {OrderPlaced: sales.enter_sale, OrderRefunded: sales.enter_return}
    consumers.consume(event.to_dict()["Records"], handlers)


@app.on_dynamodb_record(
    # from the oldest record there is: what was told before the trigger stood is told as well
    stream_arn=STREAM,
    batch_size=100,
    starting_position="TRIM_HORIZON",
    name="relay",
)
@watched
def relay(event):
    """Facts to the bus, and changes of level into facts."""
    records = event.to_dict()["Records"]
    outbox.relay(records)
    levels.watch(records, clock.now())
