"""Checkout's door: shoppers' orders, Stripe's webhook, staff's refunds and books, the sweepers."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "checkout")

from chalice import Chalice, Rate
from checkout import (
    erasing,
    forgetting,
    ledger,
    looking_up,
    plain_checkout,
    plain_orders,
    reconciling,
    refunds,
    refunds_table,
    sealing_old,
    shipping_table,
    starting,
    sweeping,
    webhooks,
)
from checkout.baskets import CartEmpty, CartOrdered, NotPayable, NotSold
from checkout.holding import OutOfStock
from checkout.order_answers import OrderView
from checkout.orders import NothingToRefund, NotInThisState
from checkout.payments import connected, gateway
from checkout.plain_forms import DeliveryForm, LinkForm, OrderForm, PageForm, PastedLink
from checkout.shopper_answers import (
    AskOptions,
    CheckoutView,
    NewCheckout,
    OptionView,
    OptionViews,
    Received,
)
from checkout.staff_answers import (
    LedgerQuery,
    NewRefund,
    OptionsIn,
    OptionsView,
    OrderQuery,
    PostingView,
    RefundView,
    RefundViews,
    ReportView,
)
from checkout.wishes import OrderTooLarge, TotalChanged
from shopkit import cart_tokens, clock, consumers, cursors, outbox
from shopkit.errors import Malformed, NotAllowed, NotFound, Stale
from shopkit.events import ErasureAsked, PersonErased
from shopkit.forms import Sent
from shopkit.http import Api, Call, Html, Redirect
from shopkit.models import Listing, ListQuery
from shopkit.observability import logger, watched

STAGE = os.environ.get("BARROW_STAGE", "local")
STREAM = os.environ.get(
    "STREAM_ARN", f"arn:aws:dynamodb:local:000000000000:table/barrow-{STAGE}-checkout/stream/local"
)

#: What staff's lists of orders take, and what whose orders they are takes besides.
FIGURES, SEES_PEOPLE = "checkout:figures", "checkout:read"

app = Chalice(app_name=f"barrow-checkout-{STAGE}", configure_logs=False)
api = Api(app, "checkout")


@api.post("/shipping-options", account="optional", errors=(NotFound, CartEmpty, NotSold))
def list_shipping_options(call: Call, body: AskOptions) -> OptionViews:
    """The ways a cart can go to an address, each with what the whole order would come to."""
    found = starting.options(
        body.cart_id, cart_tokens.for_reading(call), body.address.country, call.now
    )
    return OptionViews(data=[OptionView.of(delivery) for delivery in found])


@api.post(
    "/checkouts",
    status=201,
    idempotent=True,
    account="optional",
    errors=(
        NotFound,
        CartEmpty,
        CartOrdered,
        NotSold,
        NotPayable,
        TotalChanged,
        OutOfStock,
        OrderTooLarge,
    ),
)
def start_checkout(call: Call, body: NewCheckout) -> CheckoutView:
    """Hold the units, place the order, and answer where to pay it."""
    wish = body.wish(cart_tokens.for_writing(call), call.key)
    return CheckoutView.of(starting.start(wish, gateway(), call.now))


@api.get("/orders", account=True)
def list_own_orders(call: Call, query: ListQuery) -> Listing[OrderView]:
    """What the account ordered, and guests with its confirmed addresses, newest first."""
    scope = f"checkout.own.{call.session.account_id}"
    start = cursors.open_(scope, query.cursor) or {"before": ""}
    found, after = looking_up.list_own(call.session, query.limit, start["before"])
    views = [OrderView.of(one) for one in found]
    return Listing[OrderView].of(views, cursors.seal(scope, {"before": after} if after else None))


@api.get("/orders/{order_id}", account="optional", errors=(NotFound,))
def read_order(call: Call, order_id: str) -> OrderView:
    """An order, for whom its X-Order-Token opens it, or for the session whose it is."""
    return OrderView.of(looking_up.own(order_id, call.header("x-order-token"), call.account))


@api.post("/orders/{order_id}/cancel", idempotent=True, account="optional",
          errors=(NotFound, NotInThisState))  # fmt: skip
def cancel_order(call: Call, order_id: str) -> OrderView:
    """Call an order off before it is on its way; what was paid goes back."""
    order = looking_up.own(order_id, call.header("x-order-token"), call.account).order
    cancelled = looking_up.cancel(order, gateway(), call.now, "buyer")
    return OrderView.of(looking_up.shown(cancelled.id))


@api.page("/page", account="optional")
def show_checkout(call: Call) -> Html:
    """The cart whose cookies the browser has, and one form to order it: no script is needed."""
    return plain_checkout.shown(cart_tokens.shopper(call), call.now)


@api.form("/forms/delivery", account="optional")
def show_delivery_by_form(call: Call, form: Sent[DeliveryForm]) -> Html:
    """The form as it is, with the ways it can go to the country that it names."""
    return plain_checkout.shown(cart_tokens.shopper(call), call.now, form)


@api.form("/forms/orders", account="optional")
def start_checkout_by_form(call: Call, form: Sent[OrderForm]) -> Html | Redirect:
    """Hold the units, place the order, and on to where it is paid."""
    return plain_checkout.place_order(cart_tokens.shopper(call), form, gateway(), call.now)


@api.page("/order-page", account="optional")
def show_order(call: Call, form: Sent[LinkForm]) -> Html:
    """An order, for whose browser remembers it, by its link's two parts, or for its session."""
    return plain_orders.shown(call, form)


@api.page("/orders-page", account="optional")
def show_own_orders(call: Call, form: Sent[PageForm]) -> Html | Redirect:
    """The account's orders, each with a link to it."""
    return plain_orders.listed(call, form)


@api.form("/forms/order-link")
def follow_link_by_form(call: Call, form: Sent[PastedLink]) -> Html | Redirect:
    return plain_orders.follow_link(form)


@api.post("/webhooks/stripe", raw=True, errors=(Malformed,))
def receive_webhook(call: Call) -> Received:
    """Stripe's events, signed."""
    signature = call.header("stripe-signature")
    return Received(type=webhooks.receive(call.raw_body, signature, gateway(), call.now))


@api.get("/admin/orders", permission=FIGURES, errors=(NotAllowed,))
def list_orders(call: Call, query: OrderQuery) -> Listing[OrderView]:
    """Orders, newest first, by status or e-mail; or the one with a number.

    Whose they are is shown with checkout:read alone, and an e-mail is asked for with it alone.
    """
    named = call.by.may(SEES_PEOPLE)
    if query.email and not named:
        raise NotAllowed(f"This needs the permission {SEES_PEOPLE}")
    scope = f"checkout.orders.{query.listed_by}"
    start = cursors.open_(scope, query.cursor)
    found, next_key = looking_up.list_orders(
        query.status, query.email, query.number, query.limit, start, named=named
    )
    views = [OrderView.of(one) for one in found]
    return Listing[OrderView].of(views, cursors.seal(scope, next_key))


@api.get("/admin/orders/{order_id}", permission=FIGURES, errors=(NotFound,))
def read_any_order(call: Call, order_id: str) -> OrderView:
    """An order; whose it is, with checkout:read alone."""
    return OrderView.of(looking_up.shown(order_id, named=call.by.may(SEES_PEOPLE)))


@api.post("/admin/orders/{order_id}/cancel", permission="checkout:write", idempotent=True,
          errors=(NotFound, NotInThisState))  # fmt: skip
def cancel_any_order(call: Call, order_id: str) -> OrderView:
    order, _ = looking_up.whole(order_id)
    cancelled = looking_up.cancel(order, gateway(), call.now, call.staff.key)
    return OrderView.of(looking_up.shown(cancelled.id, named=call.by.may(SEES_PEOPLE)))


@api.post("/admin/orders/{order_id}/refunds", status=201, permission="checkout:refund",
          idempotent=True, errors=(NotFound, NothingToRefund, NotInThisState))  # fmt: skip
def create_refund(call: Call, order_id: str, body: NewRefund) -> RefundView:
    """Send money back for lines or an amount; units go back on the shelf unless told otherwise."""
    order, _ = looking_up.whole(order_id)
    return RefundView.of(
        refunds.refund(order, body.ask(call.staff.key, call.key), gateway(), call.now)
    )


@api.get("/admin/orders/{order_id}/refunds", permission=FIGURES)
def list_refunds(call: Call, order_id: str) -> RefundViews:
    return RefundViews(data=[RefundView.of(one) for one in refunds_table.list_of(order_id)])


@api.get("/admin/ledger", permission=FIGURES)
def list_ledger(call: Call, query: LedgerQuery) -> Listing[PostingView]:
    """The books of one day: every posting in the order it was made."""
    scope = f"checkout.ledger.{query.day}"
    postings, next_key = ledger.list_day(
        str(query.day), query.limit, cursors.open_(scope, query.cursor)
    )
    views = [PostingView.of(posting) for posting in postings]
    return Listing[PostingView].of(views, cursors.seal(scope, next_key))


@api.get("/admin/shipping-options", permission=FIGURES)
def read_shipping_options(call: Call) -> OptionsView:
    return OptionsView.of(*shipping_table.read())


@api.put("/admin/shipping-options", permission="checkout:write", edits=True, errors=(Stale,))
def replace_shipping_options(call: Call, body: OptionsIn) -> OptionsView:
    """Write all delivery options anew."""
    options = tuple(option.option() for option in body.options)
    return OptionsView.of(options, shipping_table.replace_options(options, call.version))


@api.post("/admin/reconcile", permission="checkout:write")
def run_reconcile(call: Call) -> ReportView:
    """Hold the last hours' orders against Stripe now, as the schedule does."""
    return ReportView.of(reconciling.reconcile(gateway(), call.now))


@app.on_sqs_message(queue=f"barrow-{STAGE}-checkout", batch_size=1, name="consume")
@watched
def consume(event):
    """People who are to be erased: their orders let go, and then no longer theirs."""
    handlers = {ErasureAsked: erase, PersonErased: erase}
    consumers.consume(event.to_dict()["Records"], handlers)


def erase(fact):
    erasing.hear(fact, gateway, clock.now())


@app.schedule(Rate(1, unit=Rate.MINUTES), name="release_expired")
@watched
def release_expired(event):
    """End what nobody paid, and finish what stopped half way."""
    remaining = event.context.get_remaining_time_in_millis
    sweeping.sweep(gateway, clock.now(), still_time=lambda: remaining() > 10_000)


@app.schedule(Rate(1, unit=Rate.DAYS), name="forget_buyers")
@watched
def forget_buyers(event):
    """Take out of old orders whose they were, when the time for it has come."""
    remaining = event.context.get_remaining_time_in_millis
    sealing_old.seal_all(clock.now(), still_time=lambda: remaining() > 10_000)
    forgetting.forget_old(clock.now(), still_time=lambda: remaining() > 10_000)


@app.schedule(Rate(10, unit=Rate.MINUTES), name="reconcile")
@watched
def reconcile(event):
    """Hold the orders against Stripe, both ways."""
    if connected():
        reconciling.reconcile(gateway(), clock.now())
    else:
        logger().warning("no key of Stripe's yet: nothing to hold the orders against")


@app.on_dynamodb_record(
    # from the oldest record there is: what was told before the trigger stood is told as well
    stream_arn=STREAM,
    batch_size=100,
    starting_position="TRIM_HORIZON",
    name="relay",
)
@watched
def relay(event):
    """Facts to the bus."""
    outbox.relay(event.to_dict()["Records"])
