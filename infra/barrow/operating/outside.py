"""What a doctor asks beside AWS: a name server, and Stripe."""

import socket
from typing import Any

from stripe import StripeError

from barrow.deploying.stage import Stage
from barrow.deploying.stripe_webhook import StripeRefused, connected
from barrow.operating.findings import Resolved


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
    """Stripe, as the secret key opens it to the stage."""

    def __init__(self, key: str, stage: Stage) -> None:
        self._stage = stage
        self._client = connected(key, stage)

    def is_live(self) -> bool:
        try:
            return bool(self._client.v1.balance.retrieve().livemode)
        except StripeError as error:
            raise StripeRefused(self._stage, error) from None

    def webhooks(self) -> list[dict[str, Any]]:
        """Every webhook endpoint of the account."""
        try:
            listed = self._client.v1.webhook_endpoints.list({"limit": 100})
            return [one.to_dict() for one in listed.auto_paging_iter()]
        except StripeError as error:
            raise StripeRefused(self._stage, error) from None
