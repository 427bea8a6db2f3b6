"""The cart's door: carts of guests and of accounts, wishlists, what others tell, the stream."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "cart")

from cart import (
    account_carts,
    codes,
    editing,
    endings,
    forgetting,
    plain_pages,
    refusals,
    repricing,
    tokens,
    wish_news,
    wishlist_door,
)
from cart.answers import CartView, OpenedCart
from cart.merge_answers import MergeView, MyCart
from cart.plain_forms import CodeForm, EditForm, LeftForm, LineForm, RemovalForm
from cart.requests import AddLines, Code, EditLine, Merge, NewCart
from chalice import Chalice
from chalice.app import DynamoDBEvent, SQSEvent
from shopkit import cart_tokens, carts, clock, consumers, outbox
from shopkit.errors import NotAllowed, NotFound, Stale
from shopkit.events import (
    OfferWithdrawn,
    OrderPlaced,
    PersonErased,
    PriceChanged,
    ProductAvailabilityChanged,
)
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


@api.post("/carts", status=201, idempotent=True, account="optional", errors=LIMITS)
def open_cart(call: Call, body: NewCart) -> OpenedCart:
    """Open a cart, empty or filled at once; keep its token, nothing else opens it.

    Whoever is signed in has one cart: what is asked for goes into it.
    """
    currency = body.currency or settings().currency
    if call.account:
        own = account_carts.open_cart(call.account.account_id, currency, body.wishes(), call.now)
        return Reply(OpenedCart.opened(own, None), headers=tokens.account_cookies(own))
    cart, token = editing.open_cart(currency, body.wishes(), call.now)
    return Reply(OpenedCart.opened(cart, token), headers=tokens.set_cookies(cart.id, token))


@api.get("/mine", account=True)
def read_my_cart(call: Call) -> MyCart:
    """The cart of whoever is signed in, on whatever device."""
    cart = account_carts.current(call.session.account_id, call.now).cart
    shown = MyCart(cart=CartView.of(cart) if cart else None)
    return Reply(shown, headers=tokens.account_cookies(cart))


@api.post("/merge", idempotent=True, account=True)
def merge_carts(call: Call, body: Merge) -> MergeView:
    """After signing in: bring the guest's cart that X-Cart-Token, or its cookie, opens."""
    guest = cart_tokens.shopper(call)
    opener = cart_tokens.for_writing(call)
    merged = account_carts.merge(
        call.session.account_id, body.cart_id or guest.cart_id, opener.token, call.now,
        at_checkout=body.at_checkout,
    )  # fmt: skip
    return Reply(MergeView.of(merged), headers=tokens.account_cookies(merged.cart))


@api.get("/carts/{cart_id}", account="optional", errors=(NotFound,))
def read_cart(call: Call, cart_id: str) -> CartView:
    """The cart that X-Cart-Token, or its cookie, or the session of its account opens."""
    return CartView.of(carts.read(cart_id, cart_tokens.for_reading(call), call.now))


@api.post("/carts/{cart_id}/lines", status=201, idempotent=True, account="optional",
          errors=(*LIMITS, NotFound, NotAllowed))  # fmt: skip
def add_lines(call: Call, cart_id: str, body: AddLines) -> CartView:
    """Put units into the cart; a line that has the SKU already takes them up."""
    opener = cart_tokens.for_writing(call)
    cart = editing.add_lines(cart_id, opener, body.wishes(), call.now)
    return Reply(CartView.of(cart), headers=tokens.renewed(call, cart))


@api.patch("/carts/{cart_id}/lines/{line_id}", edits=True, account="optional",
           errors=(*LIMITS, NotFound, NotAllowed, Stale))  # fmt: skip
def edit_line(call: Call, cart_id: str, line_id: str, body: EditLine) -> CartView:
    """Set the units of one line; If-Match takes the cart's version."""
    opener = cart_tokens.for_writing(call)
    cart = editing.set_quantity(
        cart_id, opener, line_id, body.quantity, version=call.version, now=call.now
    )
    return Reply(CartView.of(cart), headers=tokens.renewed(call, cart))


@api.delete("/carts/{cart_id}/lines/{line_id}", edits=True, account="optional",
            errors=(refusals.CartOrdered, NotFound, NotAllowed, Stale))  # fmt: skip
def remove_line(call: Call, cart_id: str, line_id: str) -> CartView:
    """Take one line out; If-Match takes the cart's version."""
    opener = cart_tokens.for_writing(call)
    cart = editing.remove_line(cart_id, opener, line_id, call.version, call.now)
    return Reply(CartView.of(cart), headers=tokens.renewed(call, cart))


@api.post("/carts/{cart_id}/acknowledge", account="optional",
          errors=(refusals.CartOrdered, NotFound, NotAllowed))  # fmt: skip
def acknowledge_prices(call: Call, cart_id: str) -> CartView:
    """The shopper has seen what changed."""
    opener = cart_tokens.for_writing(call)
    cart = editing.acknowledge(cart_id, opener, call.now)
    return Reply(CartView.of(cart), headers=tokens.renewed(call, cart))


@api.post("/carts/{cart_id}/codes", account="optional",
          errors=(refusals.CodeUnknown, refusals.CartOrdered, NotFound, NotAllowed))  # fmt: skip
def enter_code(call: Call, cart_id: str, body: Code) -> CartView:
    """Enter a coupon or a gift card."""
    return codes.refuse_code(cart_id, cart_tokens.for_writing(call), body.code, call.now)


@api.delete("/carts/{cart_id}/codes", edits=True, account="optional",
            errors=(refusals.CodeUnknown, refusals.CartOrdered, NotFound, NotAllowed))  # fmt: skip
def withdraw_code(call: Call, cart_id: str, body: Code) -> CartView:
    """Take a coupon or a gift card off again."""
    return codes.refuse_code(cart_id, cart_tokens.for_writing(call), body.code, call.now)


wishlist_door.register(api)


@api.page("/page", account="optional")
def show_cart(call: Call) -> Html:
    """The cart whose cookies the browser has, and forms to change it: no script is needed."""
    return plain_pages.shown(plain_pages.shopper(call), call.now)


@api.form("/forms/lines", account="optional")
def add_line_by_form(call: Call, form: Sent[LineForm]) -> Html | Redirect:
    """Into the cart, into a new one when there is none."""
    return plain_pages.add_line(plain_pages.shopper(call), form, call.now)


@api.form("/forms/quantity", account="optional")
def edit_line_by_form(call: Call, form: Sent[EditForm]) -> Html | Redirect:
    """Set the units of one line; 0 takes it out."""
    return plain_pages.edit_line(plain_pages.shopper(call), form, call.now)


@api.form("/forms/removal", account="optional")
def remove_line_by_form(call: Call, form: Sent[RemovalForm]) -> Html | Redirect:
    return plain_pages.remove_line(plain_pages.shopper(call), form, call.now)


@api.form("/forms/acknowledgement", account="optional")
def acknowledge_by_form(call: Call) -> Html | Redirect:
    """The shopper has seen what changed."""
    return plain_pages.acknowledge(plain_pages.shopper(call), call.now)


@api.form("/forms/codes", account="optional")
def enter_code_by_form(call: Call, form: Sent[CodeForm]) -> Html | Redirect:
    return plain_pages.enter_code(plain_pages.shopper(call), form, call.now)


@api.form("/forms/what-is-left", account="optional")
def take_what_is_left(call: Call, form: Sent[LeftForm]) -> Html | Redirect:
    """No more than checkout found in stock; then on with checkout's form as it was filled in."""
    return plain_pages.take_what_is_left(plain_pages.shopper(call), form, call.now)


@app.on_sqs_message(queue=f"barrow-{STAGE}-cart", batch_size=10, name="consume")
@watched
def consume(event: SQSEvent) -> None:
    """New prices into open carts, news to who wished, carts of placed orders to their end."""
    handlers: consumers.Handlers = {
        PriceChanged: price_changed,
        OfferWithdrawn: repricing.reprice,
        ProductAvailabilityChanged: availability_changed,
        OrderPlaced: endings.mark_ordered,
        PersonErased: forgetting.forget,
    }
    consumers.consume(event.to_dict()["Records"], handlers)


def price_changed(fact: PriceChanged) -> None:
    repricing.reprice(fact)
    wish_news.look_again(fact, clock.now())


def availability_changed(fact: ProductAvailabilityChanged) -> None:
    wish_news.look_again(fact, clock.now())


@app.on_dynamodb_record(
    # from the oldest record there is: what was told before the trigger stood is told as well
    stream_arn=STREAM,
    batch_size=100,
    starting_position="TRIM_HORIZON",
    name="relay",
)
@watched
def relay(event: DynamoDBEvent) -> None:
    """Facts to the bus, and what stood below carts and wishlists that ended away."""
    records = event.to_dict()["Records"]
    outbox.relay(records)
    endings.forget_ended(records)
