"""A checkout that only knows Stripe: it opens a session, and notes the webhooks it can verify."""

import threading
from typing import Any

import stripe
from chalice.app import BadRequestError, Chalice
from shopkit.settings import secret, settings

app = Chalice("barrow-checkout", configure_logs=False)
noted: list[str] = []
_noting = threading.Lock()


def client() -> stripe.StripeClient:
    base = settings().stripe_api_base
    assert base
    return stripe.StripeClient(secret("STRIPE_SECRET_KEY"), base_addresses={"api": base})


@app.route("/checkout/sessions", methods=["POST"], content_types=[])
def open_session() -> dict[str, Any]:
    product = {"currency": "gbp", "unit_amount": 1250, "product_data": {"name": "Sencha"}}
    wanted: Any = {
        "mode": "payment",
        "line_items": [{"price_data": product, "quantity": 2}],
        "success_url": f"{settings().site_url}/thanks",
    }
    session = client().v1.checkout.sessions.create(wanted)
    return {"id": session.id, "url": session.url}


@app.route("/checkout/sessions/{session_id}")
def read_session(session_id: str) -> dict[str, Any]:
    return {"payment_status": client().v1.checkout.sessions.retrieve(session_id).payment_status}


@app.route("/checkout/webhooks/stripe", methods=["POST"], content_types=[])
def webhook() -> dict[str, bool]:
    request: Any = app.current_request
    try:
        event = stripe.Webhook.construct_event(
            request.raw_body, request.headers["stripe-signature"], secret("STRIPE_WEBHOOK_SECRET")
        )
    except (ValueError, KeyError, stripe.SignatureVerificationError) as error:
        raise BadRequestError("not Stripe's") from error
    with _noting:
        noted.append(event.type)
    return {"received": True}


@app.route("/checkout/webhooks")
def webhooks() -> list[str]:
    return noted
