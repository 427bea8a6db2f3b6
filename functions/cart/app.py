"""The cart's door: guest carts for shoppers, the catalogue's and checkout's queue, the stream."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "cart")

from cart import codes, editing, endings, plain_pages, refusals, repricing, tokens
from cart.answers import CartView, OpenedCart
from cart.plain_forms import CodeForm, EditForm, LeftForm, LineForm, RemovalForm
from cart.requests import AddLines, Code, EditLine, NewCart
from chalice import Chalice
from chalice.app import DynamoDBEvent, SQSEvent
from shopkit import cart_tokens, carts, consumers, outbox
from shopkit.errors import NotAllowed, NotFound, Stale
from shopkit.events import OfferWithdrawn, OrderPlaced, PriceChanged
from shopkit.forms import Sent
from shopkit.http import Api, Call, Html, Redirect, Reply
from shopkit.observability import watched
from shopkit.settings import settings

STAGE = os.environ.get("BARROW_STAGE", "local")
STREAM = os.environ.get(
    "STREAM_ARN", f"arn:aws:dynamodb:local:000000000000:table/barrow-{STAGE}-cart/stream/local"
)
LIMITS = (
    refusals.NotSold, refusals.QuantityLimit, refusals.CartFull, refusals.AmountLimit,
    refusals.CartOrdered,
)  # fmt: skip

app = Chalice(app_name=f"barrow-cart-{STAGE}", configure_logs=False)
api = Api(app, "cart")


@api.post("/carts", status=201, idempotent=True, errors=LIMITS)
def open_cart(call: Call, body: NewCart) -> OpenedCart:
    """Open a cart, empty or filled at once; keep its token, nothing else opens it."""
    currency = body.currency or settings().currency
    cart, token = editing.open_cart(currency, body.wishes(), call.now)
    return Reply(OpenedCart.opened(cart, token), headers=tokens.set_cookies(cart.id, token))


@api.get("/carts/{cart_id}", errors=(NotFound,))
def read_cart(call: Call, cart_id: str) -> CartView:
    """The cart that X-Cart-Token, or its cookie, opens."""
    return CartView.of(carts.read(cart_id, cart_tokens.for_reading(call), call.now))


@api.post("/carts/{cart_id}/lines", status=201, idempotent=True,
          errors=(*LIMITS, NotFound, NotAllowed))  # fmt: skip
def add_lines(call: Call, cart_id: str, body: AddLines) -> CartView:
    """Put units into the cart; a line that has the SKU already takes them up."""
    token = cart_tokens.for_writing(call)
    cart = editing.add_lines(cart_id, token, body.wishes(), call.now)
    return Reply(CartView.of(cart), headers=tokens.renewed(call, cart_id))


@api.patch("/carts/{cart_id}/lines/{line_id}", edits=True,
           errors=(*LIMITS, NotFound, NotAllowed, Stale))  # fmt: skip
def edit_line(call: Call, cart_id: str, line_id: str, body: EditLine) -> CartView:
    """Set the units of one line; If-Match takes the cart's version."""
    token = cart_tokens.for_writing(call)
    cart = editing.set_quantity(
        cart_id, token, line_id, body.quantity, version=call.version, now=call.now
    )
    return Reply(CartView.of(cart), headers=tokens.renewed(call, cart_id))


@api.delete("/carts/{cart_id}/lines/{line_id}", edits=True,
            errors=(refusals.CartOrdered, NotFound, NotAllowed, Stale))  # fmt: skip
def remove_line(call: Call, cart_id: str, line_id: str) -> CartView:
    """Take one line out; If-Match takes the cart's version."""
    token = cart_tokens.for_writing(call)
    cart = editing.remove_line(cart_id, token, line_id, call.version, call.now)
    return Reply(CartView.of(cart), headers=tokens.renewed(call, cart_id))


@api.post("/carts/{cart_id}/acknowledge", errors=(refusals.CartOrdered, NotFound, NotAllowed))
def acknowledge_prices(call: Call, cart_id: str) -> CartView:
    """The shopper has seen which prices changed."""
    token = cart_tokens.for_writing(call)
    cart = editing.acknowledge(cart_id, token, call.now)
    return Reply(CartView.of(cart), headers=tokens.renewed(call, cart_id))


@api.post("/carts/{cart_id}/codes",
          errors=(refusals.CodeUnknown, refusals.CartOrdered, NotFound, NotAllowed))  # fmt: skip
def enter_code(call: Call, cart_id: str, body: Code) -> CartView:
    """Enter a coupon or a gift card."""
    return codes.refuse_code(cart_id, cart_tokens.for_writing(call), body.code, call.now)


@api.delete("/carts/{cart_id}/codes", edits=True,
            errors=(refusals.CodeUnknown, refusals.CartOrdered, NotFound, NotAllowed))  # fmt: skip
def withdraw_code(call: Call, cart_id: str, body: Code) -> CartView:
    """Take a coupon or a gift card off again."""
    return codes.refuse_code(cart_id, cart_tokens.for_writing(call), body.code, call.now)


@api.page("/page")
def show_cart(call: Call) -> Html:
    """The cart whose cookies the browser has, and forms to change it: no script is needed."""
    return plain_pages.shown(cart_tokens.shopper(call), call.now)


@api.form("/forms/lines")
def add_line_by_form(call: Call, form: Sent[LineForm]) -> Html | Redirect:
    """Into the cart, into a new one when there is none."""
    return plain_pages.add_line(cart_tokens.shopper(call), form, call.now)


@api.form("/forms/quantity")
def edit_line_by_form(call: Call, form: Sent[EditForm]) -> Html | Redirect:
    """Set the units of one line; 0 takes it out."""
    return plain_pages.edit_line(cart_tokens.shopper(call), form, call.now)


@api.form("/forms/removal")
def remove_line_by_form(call: Call, form: Sent[RemovalForm]) -> Html | Redirect:
    return plain_pages.remove_line(cart_tokens.shopper(call), form, call.now)


@api.form("/forms/acknowledgement")
def acknowledge_by_form(call: Call) -> Html | Redirect:
    """The shopper has seen which prices changed."""
    return plain_pages.acknowledge(cart_tokens.shopper(call), call.now)


@api.form("/forms/codes")
def enter_code_by_form(call: Call, form: Sent[CodeForm]) -> Html | Redirect:
    return plain_pages.enter_code(cart_tokens.shopper(call), form, call.now)


@api.form("/forms/what-is-left")
def take_what_is_left(call: Call, form: Sent[LeftForm]) -> Html | Redirect:
    """No more than checkout found in stock; then on with checkout's form as it was filled in."""
    return plain_pages.take_what_is_left(cart_tokens.shopper(call), form, call.now)


@app.on_sqs_message(queue=f"barrow-{STAGE}-cart", batch_size=10, name="consume")
@watched
def consume(event: SQSEvent) -> None:
    """New prices into open carts, and carts of placed orders to their end."""
    handlers = {
        PriceChanged: repricing.reprice,
        OfferWithdrawn: repricing.reprice,
        OrderPlaced: endings.mark_ordered,
    }
    consumers.consume(event.to_dict()["Records"], handlers)


@app.on_dynamodb_record(
    # from the oldest record there is: what was told before the trigger stood is told as well
    stream_arn=STREAM,
    batch_size=100,
    starting_position="TRIM_HORIZON",
    name="relay",
)
@watched
def relay(event: DynamoDBEvent) -> None:
    """Facts to the bus, and the lines of expired carts away."""
    records = event.to_dict()["Records"]
    outbox.relay(records)
    endings.forget_expired(records)
