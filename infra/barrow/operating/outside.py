"""What a doctor asks beside AWS: a name server, and Stripe."""

import socket
from typing import Any

from barrow.operating.findings import Resolved, StripeRefused


def resolve(name: str) -> Resolved | None:
    """None when nobody knows the name."""
    try:
        canonical, aliases, _ = socket.gethostbyname_ex(name)
        told = socket.getaddrinfo(name, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        # what cannot be a name is nobody's
        return None
    addresses = frozenset(str(address[0]) for *_, address in told)
    return Resolved(frozenset({canonical, *aliases}), addresses)


class Stripe:
    """Stripe, as the secret key `key` opens it; `base` is a stand-in's address."""

    def __init__(self, key: str, base: str | None = None) -> None:
        import stripe

        self._refused = stripe.StripeError
        addresses: Any = {"base_addresses": {"api": base}} if base else {}
        self._client: Any = stripe.StripeClient(key, max_network_retries=1, **addresses)

    def is_live(self) -> bool:
        try:
            return bool(self._client.v1.balance.retrieve().livemode)
        except self._refused as error:
            raise StripeRefused(_reason(error)) from None

    def webhooks(self) -> list[dict[str, Any]]:
        """Every webhook endpoint of the account."""
        try:
            listed = self._client.v1.webhook_endpoints.list({"limit": 100})
            return [one.to_dict() for one in listed.auto_paging_iter()]
        except self._refused as error:
            raise StripeRefused(_reason(error)) from None


def _reason(error: Any) -> str:
    return str(error.user_message or error)
