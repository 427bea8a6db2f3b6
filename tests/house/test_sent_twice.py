"""Every POST is decided: its first answer is kept for who sends it again, or there is a reason.

docs/api.md promises an Idempotency-Key on every POST that creates or charges. Those that take none
are named here, each under what makes it harmless to send twice.
"""

from shopkit.routes import Route

from tests.shop import apps

_READS = "it only reads, or reckons, and has a body that no address could hold"
_SAME = "again, it is as it was, and is answered with what stands"
_LETTER = (
    "a letter more, within the limits, whose code is good beside the first one's; an answer kept "
    "would have to bind a challenge to a browser that has no cookie yet"
)
_REFUSED = "while one is under way, and for a day after it, another is refused"
_USED_UP = "what it shows is used up by it: sent again, it is refused, and nothing happens twice"
_REPLACES = "each answer takes the place of the last; kept, a secret would live longer than needed"
_SHOWN_ONCE = (
    "a secret that is nowhere but in its answer; sent twice, two are listed, and one is revoked"
)
_SIGNS_IN = (
    "its answer is a session, which no second request may be given; signed in twice is two "
    "sessions, both listed and ended by their owner"
)
_FORM = (
    "a form of a page without script, whose browser sends no such header; what must not happen "
    "twice is kept by what the form holds"
)
_KNOWN = "it is known by an id of its own, and counted once"

NOT_KEPT = {
    _READS: {
        "POST /accounts/invitations/read",
        "POST /accounts/reauthentication/passkey/options",
        "POST /accounts/security/passkeys/options",
        "POST /accounts/sign-in/passkey/options",
        "POST /checkout/shipping-options",
        "POST /cart/carts/{cart_id}/codes",
    },
    _SAME: {
        "POST /accounts/privacy/erasure",
        "POST /accounts/sign-out",
        "POST /accounts/unsubscribe/{token}",
        "POST /cart/carts/{cart_id}/acknowledge",
        "POST /cart/wishlists/{wishlist_id}/share",
        "POST /catalog/admin/site/publications",
        "POST /checkout/admin/reconcile",
    },
    _LETTER: {
        "POST /accounts/email-change",
        "POST /accounts/privacy/guests",
        "POST /accounts/reauthentication/code",
        "POST /accounts/recovery",
        "POST /accounts/sign-in/code",
        "POST /accounts/sign-up",
    },
    _REFUSED: {"POST /accounts/privacy/export"},
    _USED_UP: {
        "POST /accounts/email-change/finish",
        "POST /accounts/email-change/stop",
        "POST /accounts/email-change/{challenge_id}",
        "POST /accounts/invitations/accept",
        "POST /accounts/privacy/guests/{challenge_id}/erasure",
        "POST /accounts/privacy/guests/{challenge_id}/export",
        "POST /accounts/reauthentication",
        "POST /accounts/recovery/stop",
        "POST /accounts/security/passkeys",
    },
    _REPLACES: {
        "POST /accounts/security/recovery-codes",
        "POST /accounts/security/totp",
    },
    _SHOWN_ONCE: {"POST /accounts/admin/api-keys"},
    _SIGNS_IN: {
        "POST /accounts/sign-in/code/{challenge_id}",
        "POST /accounts/sign-in/passkey",
        "POST /accounts/sign-in/password",
        "POST /accounts/sign-in/recovery-code",
        "POST /accounts/sign-in/second-factor",
        "POST /accounts/sign-in/second-factor/lost",
        "POST /accounts/sign-in/second-factor/lost/finish",
    },
    _FORM: {
        "POST /accounts/forms/code",
        "POST /accounts/forms/second-step",
        "POST /accounts/forms/sign-in",
        "POST /accounts/forms/sign-out",
        "POST /cart/forms/acknowledgement",
        "POST /cart/forms/codes",
        "POST /cart/forms/lines",
        "POST /cart/forms/quantity",
        "POST /cart/forms/removal",
        "POST /cart/forms/what-is-left",
        "POST /checkout/forms/delivery",
        "POST /checkout/forms/order-link",
        "POST /checkout/forms/orders",
    },
    _KNOWN: {
        "POST /analytics/events",
        "POST /checkout/webhooks/stripe",
    },
}


def posts() -> list[Route]:
    return [
        route
        for app in apps().values()
        for route in app.module.api.routes
        if route.method == "POST"
    ]


def test_every_post_keeps_its_first_answer_or_says_why_not() -> None:
    without = sorted(route.name for route in posts() if not route.idempotent)

    decided = sorted(name for names in NOT_KEPT.values() for name in names)

    assert without == decided


def test_whatever_answers_that_something_was_created_keeps_it() -> None:
    creating = {route.name for route in posts() if route.status == 201 and not route.idempotent}

    # the challenge that a passkey is made for is used up by it; an API key is shown once
    assert creating == {"POST /accounts/security/passkeys", "POST /accounts/admin/api-keys"}


def test_forms_are_decided_as_forms() -> None:
    """And nothing else is: a program could send the header."""
    pages = {route.name for route in posts() if route.html}

    assert pages - {"POST /accounts/unsubscribe/{token}"} == NOT_KEPT[_FORM]
